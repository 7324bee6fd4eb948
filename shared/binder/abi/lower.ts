import type { Call, CoreValue } from './call.ts'
import { checkRange, refresh } from './call.ts'
import type { Codec } from './codec.ts'
import type { ComponentState } from './component-state.ts'
import { checkMayLeave } from './component-state.ts'
import type { FunctionCodec } from './function-codec.ts'
import { giveBackLent } from './handles.ts'
import type { Callee, CoreFunction } from './lift.ts'

export interface Lowered {
  readonly call: Call
  readonly callee: Callee
  readonly codec: FunctionCodec
  readonly state: ComponentState
}

/** "canon_lower", for functions that do not wait: how a guest calls the host or another component. */
export function lowered(function_: Lowered): CoreFunction {
  const { begin, end } = passing(function_)
  const { callee } = function_
  return (...flat) => end(callee(begin(flat)), flat)
}

/** "canon_lower", for functions that may wait: the guest is suspended until the promise is settled. */
export function loweredWaiting(function_: Lowered): CoreFunction {
  const { begin, end } = passing(function_)
  const { callee } = function_
  const run = async (...flat: readonly CoreValue[]): Promise<CoreValue | undefined> => end(await callee(begin(flat)), flat)
  return run as unknown as CoreFunction
}

interface Passing {
  begin(flat: readonly CoreValue[]): readonly unknown[]
  end(value: unknown, flat: readonly CoreValue[]): CoreValue | undefined
}

function passing({ call, codec, state }: Lowered): Passing {
  const { params, spilled, flatParams, result, resultSpills } = codec
  const out: CoreValue[] = [0]

  function liftParams(flat: readonly CoreValue[]): readonly unknown[] {
    if (spilled === null) return params.map((codec) => codec.lift(call))
    const address = (flat[0] as number) >>> 0
    checkRange(call, address, spilled.align, spilled.size, 'the place of its parameters')
    return params.map((codec, index) => codec.load(call, address + (spilled.offsets[index] as number)))
  }

  function lowerResult(codec: Codec, value: unknown, flat: readonly CoreValue[]): CoreValue | undefined {
    if (resultSpills) {
      const address = (flat[flatParams] as number) >>> 0
      checkRange(call, address, codec.align, codec.size, 'the place for its result')
      codec.store(call, value, address)
      return undefined
    }
    call.flat = out
    call.next = 0
    codec.lower(call, value)
    return out[0]
  }

  return {
    begin(flat) {
      checkMayLeave(call.name, state)
      call.budget = call.liftBytes
      // Lifting a variant changes core values in place; the guest's pointer stands behind the parameters.
      call.flat = flat as CoreValue[]
      call.next = 0
      refresh(call)
      return liftParams(flat)
    },
    end(value, flat) {
      refresh(call)
      giveBackLent(call)
      if (result === null) return undefined
      state.mayLeave = false
      const returned = lowerResult(result, value, flat)
      state.mayLeave = true
      return returned
    },
  }
}
