import { createBinding } from '../binder/binding.ts'
import type { BindingPlan } from '../binder/plan.ts'
import { limitsOf } from '../directive/limits.ts'
import { hostSource } from '../binder/host-imports.ts'
import type { ComponentFunction } from '../wit/component.ts'
import type { Value } from '../wit/value.ts'
import { capModules } from './cap-modules.ts'
import { generatedInstances } from './generated.ts'
import { createImports } from './imports.ts'
import type { Current } from './surroundings.ts'
import { surroundingsOf } from './surroundings.ts'
import type { HostEnvironment, HostLimits, LoadModule, TranspiledComponent } from './types.ts'

/** A component with its modules compiled: makes instances, each of them new. */
export interface Compiled {
  readonly modules: ReadonlyMap<string, WebAssembly.Module>
  readonly current: Current
  readonly limits: HostLimits
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

/** Where nobody says otherwise. */
export const HOST_LIMITS: HostLimits = limitsOf({})

/** Of an instantiation ahead of its run. Whatever uses it says so in `usedEnvironment`. */
export const NOBODY: HostEnvironment = { nowMs: () => 0, randomBytes: (count) => new Uint8Array(count), log: () => {} }

const NOTHING_WAITS: ReadonlySet<string> = new Set()

export async function compile(
  transpiled: TranspiledComponent,
  loadModule: LoadModule,
  caller: Caller = 'binder',
  limits: HostLimits = HOST_LIMITS,
): Promise<Compiled> {
  const { binding, cores, info, source } = transpiled
  const current: Current = { surroundings: surroundingsOf(NOBODY, limits) }
  const imports = createImports(info.imports, current)
  if (caller === 'generated' || binding.kind === 'unsupported') {
    const capped = capModules([...cores].map(([name, bytes]) => ({ name, bytes, times: 1 })), limits.memoryBytes)
    const [generated, modules] = await Promise.all([loadModule(source), compileCores([...capped])])
    return { modules, current, limits, instantiate: generatedInstances(generated, modules, imports) }
  }
  const { plan } = binding
  const used = timesOf(plan).flatMap(([name, times]) => {
    const bytes = cores.get(name)
    return bytes === undefined ? [] : [{ name, bytes, times }]
  })
  const modules = await compileCores([...capModules(used, limits.memoryBytes)])
  const bound = createBinding(plan, modules, limits.liftBytes)
  const from = hostSource(imports, NOTHING_WAITS)
  return {
    modules,
    current,
    limits,
    instantiate() {
      const instance = bound.instantiate(from)
      return { ...instance, calleeOf: (fn) => instance.calleeOf(fn.instance, fn.name) ?? null }
    },
  }
}

/** How often an instance instantiates each module. */
function timesOf({ modules, steps }: BindingPlan): readonly (readonly [name: string, times: number])[] {
  const times = new Map(modules.map((name) => [name, 0]))
  for (const step of steps) {
    if (step.kind !== 'instantiate') continue
    const name = modules[step.module] as string
    times.set(name, (times.get(name) ?? 0) + 1)
  }
  return [...times]
}

type Cores = readonly (readonly [name: string, bytes: Uint8Array])[]

async function compileCores(cores: Cores): Promise<ReadonlyMap<string, WebAssembly.Module>> {
  const modules = await Promise.all(cores.map(([, bytes]) => WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>)))
  return new Map(cores.map(([name], index) => [name, modules[index] as WebAssembly.Module]))
}
