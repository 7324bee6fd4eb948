import { createBinding } from '../binder/binding.ts'
import { hostSource } from '../binder/host-imports.ts'
import type { ComponentFunction } from '../wit/component.ts'
import type { Value } from '../wit/value.ts'
import { generatedInstances } from './generated.ts'
import { createImports } from './imports.ts'
import type { Current } from './surroundings.ts'
import { surroundingsOf } from './surroundings.ts'
import type { HostEnvironment, LoadModule, TranspiledComponent } from './types.ts'

/** A component with its modules compiled: makes instances, each of them new. */
export interface Compiled {
  readonly modules: ReadonlyMap<string, WebAssembly.Module>
  readonly current: Current
  /** Throws what the component throws while it starts. */
  instantiate(): Instantiated
}

/** An exported function: a `result` comes undivided. */
export type Callee = (args: readonly Value[]) => unknown

export interface Instantiated {
  /** Null for what the component does not export. */
  calleeOf(fn: ComponentFunction): Callee | null
  readonly cores: readonly WebAssembly.Instance[]
  /** Whether there are handles that the component may remember. */
  hasHandles(): boolean
  /** When memory and globals were put back to where there were none. */
  dropHandles(): void
}

/** What makes a component's calls: our binder or, where it does not support the component, what jco generated. */
export type Caller = 'binder' | 'generated'

/** Of an instantiation ahead of its run. Whatever uses it says so in `usedEnvironment`. */
export const NOBODY: HostEnvironment = { nowMs: () => 0, randomBytes: (count) => new Uint8Array(count), log: () => {} }

const NOTHING_WAITS: ReadonlySet<string> = new Set()

export async function compile(
  transpiled: TranspiledComponent,
  loadModule: LoadModule,
  caller: Caller = 'binder',
): Promise<Compiled> {
  const { binding, cores, info, source } = transpiled
  const current: Current = { surroundings: surroundingsOf(NOBODY) }
  const imports = createImports(info.imports, current)
  if (caller === 'generated' || binding.kind === 'unsupported') {
    const [generated, modules] = await Promise.all([loadModule(source), compileCores([...cores])])
    return { modules, current, instantiate: generatedInstances(generated, modules, imports) }
  }
  const used = new Set(binding.plan.modules)
  const modules = await compileCores([...cores].filter(([name]) => used.has(name)))
  const bound = createBinding(binding.plan, modules)
  const from = hostSource(imports, NOTHING_WAITS)
  return {
    modules,
    current,
    instantiate() {
      const instance = bound.instantiate(from)
      return { ...instance, calleeOf: (fn) => instance.calleeOf(fn.instance, fn.name) ?? null }
    },
  }
}

type Cores = readonly (readonly [name: string, bytes: Uint8Array])[]

async function compileCores(cores: Cores): Promise<ReadonlyMap<string, WebAssembly.Module>> {
  const modules = await Promise.all(cores.map(([, bytes]) => WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>)))
  return new Map(cores.map(([name], index) => [name, modules[index] as WebAssembly.Module]))
}
