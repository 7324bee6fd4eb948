import type { Bound } from '../binder/binding.ts'
import { NO_POWERS, type Powers } from '../capabilities/powers.ts'
import { limitsOf } from '../directive/limits.ts'
import type { ComponentFunction } from '../wit/component.ts'
import type { Value } from '../wit/value.ts'
import { capModules } from './cap-modules.ts'
import { generatedBecause } from './generated-because.ts'
import { generatedInstances } from './generated.ts'
import { createImports } from './imports.ts'
import { compileCores, createStack, type Filling, type Importing } from './stack.ts'
import type { Current, Surroundings } from './surroundings.ts'
import { surroundingsOf } from './surroundings.ts'
import { entered } from './entries/entered.ts'
import type { Caller, HostEnvironment, HostLimits, LoadModule, TranspiledComponent } from './types.ts'

/** A component with its modules compiled: makes instances, each of them new. */
export interface Compiled {
  readonly modules: readonly WebAssembly.Module[]
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
  fillings: readonly Filling[] = [],
): Promise<Compiled> {
  const { binding, cores, info, source } = transpiled
  // What was never generated is called by the binder whatever is asked for.
  if ((caller === 'generated' && source !== '') || binding.kind === 'unsupported' || generatedBecause(binding, info.functions) !== null) {
    const capped = capModules([...cores].map(([name, bytes]) => ({ name, bytes, times: 1 })), limits.memoryBytes)
    const [generated, modules] = await Promise.all([loadModule(source), compileCores([...capped])])
    const current: Current = { surroundings: surroundingsOf(NOBODY, limits) }
    // Generated code cannot wait, so it is given nothing that is granted.
    const instantiate = generatedInstances(generated, modules, createImports(info.imports, current, NO_POWERS))
    return {
      modules: [...modules.values()],
      limits,
      caller: 'generated',
      instantiate(surroundings) {
        current.surroundings = surroundings
        return { current, ...instantiate() }
      },
    }
  }
  const stack = await createStack(transpiled, binding.plan, fillings, limits, powers)
  const importing = (): Importing => stack.importing({ surroundings: surroundingsOf(NOBODY, limits) })
  // While one instance waits others are called: then each has to know for itself who calls it.
  const shared = stack.waits ? null : importing()
  return {
    modules: stack.modules,
    limits,
    caller: 'binder',
    instantiate(surroundings) {
      const { current, io, instantiate } = shared ?? importing()
      current.surroundings = surroundings
      const bounds = instantiate()
      const [own] = bounds as readonly [Bound, ...Bound[]]
      return {
        current,
        calleeOf(fn) {
          const callee = own.calleeOf(fn.instance, fn.name)
          return callee === undefined ? null : entered(fn, callee, { current, io, limits })
        },
        cores: bounds.flatMap(({ cores }) => cores),
        hasHandles: () => bounds.some((bound) => bound.hasHandles()),
        dropHandles() {
          for (const bound of bounds) bound.dropHandles()
        },
      }
    },
  }
}
