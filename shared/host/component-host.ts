import type { Outcome } from '../engine/types.ts'
import type { ComponentFunction } from '../wit/component.ts'
import { compile } from './compiled.ts'
import type { Callee, Caller, Compiled } from './compiled.ts'
import { failedOutcome } from './failure.ts'
import { createPool } from './pool.ts'
import type { Live, Pool } from './pool.ts'
import { flushLogs, surroundingsOf } from './surroundings.ts'
import type {
  ComponentHost, ComponentInstance, HostEnvironment, LoadModule, Starting, TranspiledComponent,
} from './types.ts'

/** Compiles a transpiled component once and makes its first instance; instances come from `acquire`. */
export async function createComponentHost(
  transpiled: TranspiledComponent,
  loadModule: LoadModule,
  caller: Caller = 'binder',
  starting: Starting = (start) => start(),
): Promise<ComponentHost> {
  const compiled = await compile(transpiled, loadModule, caller)
  const pool = starting(() => createPool(compiled))
  return {
    digest: transpiled.digest,
    acquire: (environment) => createInstance(compiled, pool, environment),
  }
}

/** An instance is taken from the pool at the first call, and again after one that threw. */
function createInstance({ current }: Compiled, pool: Pool, environment: HostEnvironment): ComponentInstance {
  const surroundings = surroundingsOf(environment)
  let live: Live | null = null

  function fail(thrown: unknown): Outcome {
    live = null
    flushLogs(surroundings)
    const cause = surroundings.refusal ?? thrown
    surroundings.refusal = null
    return failedOutcome(cause)
  }

  return {
    call(fn, args) {
      current.surroundings = surroundings
      try {
        live ??= pool.take()
        const value = calleeIn(live, fn)(args)
        flushLogs(surroundings)
        return surroundings.refusal === null ? { ok: true, value } : fail(surroundings.refusal)
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

function calleeIn(live: Live, fn: ComponentFunction): Callee {
  const known = live.callees.get(fn)
  if (known !== undefined) return known
  const found = live.instantiated.calleeOf(fn)
  if (found === null) throw new Error(`the component does not export ${fn.path}`)
  live.callees.set(fn, found)
  return found
}
