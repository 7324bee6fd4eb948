import { NO_POWERS, type Powers } from '../capabilities/powers.ts'
import type { Outcome } from '../engine/types.ts'
import type { ComponentFunction } from '../wit/component.ts'
import { inMib } from '../directive/limits.ts'
import { compile, HOST_LIMITS } from './compiled.ts'
import type { Callee } from './compiled.ts'
import { failedOutcome, type Failed } from './failure.ts'
import { createPool } from './pool.ts'
import type { Live, Pool } from './pool.ts'
import { Refusal } from './refusal.ts'
import type { Filling } from './stack.ts'
import { flushLogs, surroundingsOf } from './surroundings.ts'
import type {
  Caller, ComponentHost, ComponentInstance, HostEnvironment, HostLimits, LoadModule, Starting, TranspiledComponent,
} from './types.ts'

/** Compiles a transpiled component once and makes its first instance; instances come from `acquire`. */
export async function createComponentHost(
  transpiled: TranspiledComponent,
  loadModule: LoadModule,
  caller: Caller = 'binder',
  starting: Starting = (start) => start(),
  limits: HostLimits = HOST_LIMITS,
  powers: Powers = NO_POWERS,
  fillings: readonly Filling[] = [],
): Promise<ComponentHost> {
  const { digest } = transpiled
  try {
    const compiled = await compile(transpiled, loadModule, caller, limits, powers, fillings)
    const pool = starting(() => createPool(compiled, starting))
    return { digest, refusal: null, caller: compiled.caller, acquire: (environment) => createInstance(limits, pool, environment) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { digest, refusal: error.message, caller, acquire: () => ({ call: () => failedOutcome(error), release() {} }) }
  }
}

const MIB = 1024 * 1024

/** An instance is taken from the pool at the first call, and again after one that threw. */
function createInstance(limits: HostLimits, pool: Pool, environment: HostEnvironment): ComponentInstance {
  const surroundings = surroundingsOf(environment, limits)
  let live: Live | null = null

  function fail(thrown: unknown): Outcome {
    const held = live === null ? 0 : memoryOf(live)
    live = null
    flushLogs(surroundings)
    const { refusal, inside } = surroundings
    surroundings.refusal = surroundings.inside = surroundings.command = null
    surroundings.after = 'keep'
    return shortOfMemory(within(inside, failedOutcome(refusal ?? thrown)), held, limits.memoryBytes)
  }

  function end(value: unknown): Outcome {
    flushLogs(surroundings)
    if (surroundings.refusal !== null) return fail(surroundings.refusal)
    if (surroundings.after !== 'keep') leave(surroundings.after)
    return { ok: true, value }
  }

  function leave(after: 'give-back' | 'throw-away'): void {
    if (live !== null && after === 'give-back') pool.giveBack(live, surroundings)
    live = null
    surroundings.command = null
    surroundings.after = 'keep'
  }

  return {
    call(fn, args) {
      surroundings.inside = null // a component may have caught what a middleware threw in an earlier call
      try {
        live ??= pool.take(surroundings)
        live.instantiated.current.surroundings = surroundings
        const value = calleeIn(live, fn)(args)
        return value instanceof Promise ? value.then(end, fail) : end(value)
      } catch (thrown) {
        return fail(thrown)
      }
    },
    release() {
      if (live !== null) pool.giveBack(live, surroundings)
      live = null
    },
  }
}

function within(middleware: string | null, outcome: Failed): Failed {
  return middleware === null ? outcome : { ...outcome, message: `In the middleware ${middleware}: ${outcome.message}` }
}

/**
 * A component that gets no more memory mostly traps, and only it knows why. One whose memory was all but full is said to
 * have come to the limit; where it holds a good part of it, the message leaves it to the reader.
 */
function shortOfMemory(outcome: Failed, held: number, allowed: number): Outcome {
  if (outcome.kind !== 'trap' || held < allowed / 2) return outcome
  const isFull = held > allowed - Math.max(allowed / 16, MIB)
  const message = `${outcome.message}. Its memory had grown to ${inMib(held)} of the ${inMib(allowed)} that limits.memoryBytes allows`
  return { ok: false, kind: isFull ? 'limit' : 'trap', message }
}

function memoryOf({ instantiated }: Live): number {
  const memories = new Set<WebAssembly.Memory>()
  for (const { exports } of instantiated.cores)
    for (const thing of Object.values(exports)) if (thing instanceof WebAssembly.Memory) memories.add(thing)
  return [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
}

function calleeIn(live: Live, fn: ComponentFunction): Callee {
  const known = live.callees.get(fn)
  if (known !== undefined) return known
  const found = live.instantiated.calleeOf(fn)
  if (found === null) throw new Error(`the component does not export ${fn.path}`)
  live.callees.set(fn, found)
  return found
}
