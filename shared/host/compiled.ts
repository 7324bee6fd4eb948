import { createBinding } from '../binder/binding.ts'
import type { BindingPlan } from '../binder/plan.ts'
import { hostSource } from '../binder/host-imports.ts'
import type { ImportSource } from '../binder/import-source.ts'
import { NO_POWERS, type Powers } from '../capabilities/powers.ts'
import { limitsOf } from '../directive/limits.ts'
import type { ComponentFunction } from '../wit/component.ts'
import type { Value } from '../wit/value.ts'
import { capModules } from './cap-modules.ts'
import { generatedBecause } from './generated-because.ts'
import { generatedInstances } from './generated.ts'
import { createImports, waitingImports } from './imports.ts'
import type { Current, Surroundings } from './surroundings.ts'
import { surroundingsOf } from './surroundings.ts'
import type { Caller, HostEnvironment, HostLimits, LoadModule, TranspiledComponent } from './types.ts'

/** A component with its modules compiled: makes instances, each of them new. */
export interface Compiled {
  readonly modules: ReadonlyMap<string, WebAssembly.Module>
  readonly limits: HostLimits
  /** Who really makes the calls. */
  readonly caller: Caller
  /** Throws what the component throws while it starts. */
  instantiate(surroundings: Surroundings): Instantiated
}

/** An exported function: a `result` comes undivided. */
export type Callee = (args: readonly Value[]) => unknown

export interface Instantiated {
  /** Who calls it. */
  readonly current: Current
  /** Null for what the component does not export. */
  calleeOf(fn: ComponentFunction): Callee | null
  readonly cores: readonly WebAssembly.Instance[]
  /** Whether there are handles that the component may remember. */
  hasHandles(): boolean
  /** When memory and globals were put back to where there were none. */
  dropHandles(): void
}


/** Where nobody says otherwise. */
export const HOST_LIMITS: HostLimits = limitsOf({})

/** Of an instantiation ahead of its run. Whatever uses it says so in `usedEnvironment`. */
export const NOBODY: HostEnvironment = { nowMs: () => 0, randomBytes: (count) => new Uint8Array(count), log: () => {} }

export async function compile(
  transpiled: TranspiledComponent,
  loadModule: LoadModule,
  caller: Caller = 'binder',
  limits: HostLimits = HOST_LIMITS,
  powers: Powers = NO_POWERS,
): Promise<Compiled> {
  const { binding, cores, info, source } = transpiled
  if (caller === 'generated' || binding.kind === 'unsupported' || generatedBecause(binding, info.functions) !== null) {
    const capped = capModules([...cores].map(([name, bytes]) => ({ name, bytes, times: 1 })), limits.memoryBytes)
    const [generated, modules] = await Promise.all([loadModule(source), compileCores([...capped])])
    const current: Current = { surroundings: surroundingsOf(NOBODY, limits) }
    // Generated code cannot wait, so it is given nothing that is granted.
    const instantiate = generatedInstances(generated, modules, createImports(info.imports, current, NO_POWERS))
    return {
      modules,
      limits,
      caller: 'generated',
      instantiate(surroundings) {
        current.surroundings = surroundings
        return { current, ...instantiate() }
      },
    }
  }
  const { plan } = binding
  const used = timesOf(plan).flatMap(([name, times]) => {
    const bytes = cores.get(name)
    return bytes === undefined ? [] : [{ name, bytes, times }]
  })
  const modules = await compileCores([...capModules(used, limits.memoryBytes)])
  const bound = createBinding(plan, modules, limits.liftBytes)
  const waiting = waitingImports(info.imports, powers)
  const importing = (): Importing => {
    const current: Current = { surroundings: surroundingsOf(NOBODY, limits) }
    return { current, imports: hostSource(createImports(info.imports, current, powers), waiting) }
  }
  // While one instance waits others are called: then each has to know for itself who calls it.
  const shared = waiting.size > 0 ? null : importing()
  return {
    modules,
    limits,
    caller,
    instantiate(surroundings) {
      const { current, imports } = shared ?? importing()
      current.surroundings = surroundings
      const instance = bound.instantiate(imports)
      return { ...instance, current, calleeOf: (fn) => instance.calleeOf(fn.instance, fn.name) ?? null }
    },
  }
}

interface Importing {
  readonly current: Current
  readonly imports: ImportSource
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
