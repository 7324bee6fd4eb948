import type { Outcome } from '../engine/types.ts'
import type { ComponentFunction } from '../wit/component.ts'
import type { Value } from '../wit/value.ts'
import type { Callee } from './callee.ts'
import { calleeOf } from './callee.ts'
import { compile } from './compiled.ts'
import type { Compiled } from './compiled.ts'
import { failedOutcome, isPayload } from './failure.ts'
import { createPool } from './pool.ts'
import type { Live, Pool } from './pool.ts'
import { flushLogs, surroundingsOf } from './surroundings.ts'
import type { ComponentHost, ComponentInstance, HostEnvironment, LoadModule, TranspiledComponent } from './types.ts'

/** Compiles a transpiled component once; instances come from `acquire`. */
export async function createComponentHost(transpiled: TranspiledComponent, loadModule: LoadModule): Promise<ComponentHost> {
  const compiled = await compile(transpiled, loadModule)
  const pool = createPool(compiled)
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
        const returned = invoke(calleeIn(live, fn), args)
        flushLogs(surroundings)
        if (surroundings.refusal !== null) return fail(surroundings.refusal)
        return { ok: true, value: fn.result?.kind === 'result' ? { tag: 'ok', val: returned } : returned }
      } catch (thrown) {
        if (surroundings.refusal !== null || fn.result?.kind !== 'result' || !isPayload(thrown)) return fail(thrown)
        flushLogs(surroundings)
        return { ok: true, value: { tag: 'err', val: thrown } }
      }
    },
    release() {
      if (live !== null) pool.giveBack(live, surroundings)
      live = null
    },
  }
}

function calleeIn(live: Live, fn: ComponentFunction): Callee {
  let callee = live.callees.get(fn.path)
  if (callee === undefined) {
    const found = calleeOf(live.exports, fn)
    if (found === null) throw new Error(`the generated module does not export ${fn.path}`)
    live.callees.set(fn.path, found)
    callee = found
  }
  return callee
}

/** A spread costs more than a small call does. */
function invoke(callee: Callee, args: readonly Value[]): unknown {
  switch (args.length) {
    case 0: return callee()
    case 1: return callee(args[0])
    case 2: return callee(args[0], args[1])
    case 3: return callee(args[0], args[1], args[2])
    default: return callee(...args)
  }
}
