import type { Call, CoreValue } from './call.ts'
import { allocate, checkRange, refresh } from './call.ts'
import type { Codec, Scalar } from './codec.ts'
import type { ComponentState } from './component-state.ts'
import { enter } from './component-state.ts'
import type { FunctionCodec } from './function-codec.ts'
import type { Layout } from './records.ts'
import { checkBorrowed } from './handles.ts'

/** A function of a component, or one of the host's, on values: a `result` comes undivided. */
export type Callee = (args: readonly unknown[]) => unknown
export type CoreFunction = (...args: readonly CoreValue[]) => CoreValue | undefined

/** A core function whose imports may wait. */
export type WaitingCoreFunction = (...args: readonly CoreValue[]) => Promise<CoreValue | undefined>

export interface Lifted<Core = CoreFunction> {
  readonly call: Call
  readonly core: Core
  readonly codec: FunctionCodec
  readonly postReturn: CoreFunction | null
  readonly state: ComponentState
}

/**
 * "canon_lift", for functions that do not wait. Whatever throws leaves the instance entered: nothing gets into it
 * again, and it has to be thrown away.
 */
export function lifted(function_: Lifted): Callee {
  return liftedScalars(function_) ?? liftedValues(function_)
}

function liftedValues(function_: Lifted): Callee {
  const { call, core, codec: { flatParams } } = function_
  const { begin, end } = passing(function_)
  return (args) => {
    begin(args)
    return end(callCore(core, call.flat, flatParams))
  }
}

/** "canon_lift", for functions of which an import may wait. Until the promise is settled, nothing else gets in. */
export function liftedWaiting(function_: Lifted<WaitingCoreFunction>): Callee {
  const { call, core, codec: { flatParams } } = function_
  const { begin, end } = passing(function_)
  return async (args) => {
    begin(args)
    return end(await core(...call.flat.slice(0, flatParams)))
  }
}

interface Passing {
  /** Enters the instance; the parameters stand in `call.flat`. */
  begin(args: readonly unknown[]): void
  /** Leaves it with the value that was returned. */
  end(returned: CoreValue | undefined): unknown
}

function passing({ call, codec, postReturn, state }: Omit<Lifted, 'core'>): Passing {
  const { flatParams, result, resultSpills, params, spilled } = codec
  const lowerParams = spilled === null ? lowerFlat(call, params) : lowerSpilled(call, params, spilled)
  call.flat = Array.from({ length: Math.max(1, flatParams) }, () => 0)

  function lift(returned: CoreValue): unknown {
    if (result === null) return undefined
    if (resultSpills) {
      const address = (returned as number) >>> 0
      checkRange(call, address, result.align, result.size, 'the result')
      return result.load(call, address)
    }
    call.flat[0] = returned
    call.next = 0
    return result.lift(call)
  }

  return {
    begin(args) {
      enter(call.name, state)
      call.budget = call.liftBytes
      call.next = 0
      refresh(call)
      state.mayLeave = false
      lowerParams(args)
      state.mayLeave = true
    },
    end(returned) {
      refresh(call)
      const value = lift(returned as CoreValue)
      if (postReturn !== null) {
        state.mayLeave = false
        if (result === null) postReturn()
        else postReturn(returned as CoreValue)
        state.mayLeave = true
      }
      checkBorrowed(call)
      state.mayEnter = true
      return value
    },
  }
}

/**
 * Where all values are core values, nothing runs while they pass, and memory is not looked at. Null for others.
 */
function liftedScalars({ call, core, codec, postReturn, state }: Lifted): Callee | null {
  const params = codec.params.map(({ scalar }) => scalar)
  const result = codec.result === null ? NOTHING : codec.result.scalar
  if (result === null || postReturn !== null || params.length > 2 || !params.every((param) => param !== null))
    return null
  const [a, b] = params
  const leave = (value: unknown): unknown => {
    state.mayEnter = true
    return value
  }
  if (a === undefined) {
    return () => {
      enter(call.name, state)
      const returned = core()
      return leave(result.fromCore(call, returned as CoreValue))
    }
  }
  if (b === undefined) {
    return (args) => {
      enter(call.name, state)
      const returned = core(a.toCore(call, args[0]))
      return leave(result.fromCore(call, returned as CoreValue))
    }
  }
  return (args) => {
    enter(call.name, state)
    const returned = core(a.toCore(call, args[0]), b.toCore(call, args[1]))
    return leave(result.fromCore(call, returned as CoreValue))
  }
}

const NOTHING: Pick<Scalar, 'fromCore'> = { fromCore: () => undefined }

type LowerParams = (args: readonly unknown[]) => void

function lowerFlat(call: Call, params: readonly Codec[]): LowerParams {
  const count = params.length
  return (args) => {
    for (let index = 0; index < count; index += 1) (params[index] as Codec).lower(call, args[index])
  }
}

function lowerSpilled(call: Call, params: readonly Codec[], { align, size, offsets }: Layout): LowerParams {
  return (args) => {
    const address = allocate(call, align, size)
    params.forEach((codec, index) => codec.store(call, args[index], address + (offsets[index] as number)))
    call.flat[0] = address
  }
}

/** Written out, because a spread costs more than a small call does. At most 16 values pass ("MAX_FLAT_PARAMS"). */
function callCore(core: CoreFunction, f: readonly CoreValue[], count: number): CoreValue | undefined {
  switch (count) {
    case 0: return core()
    case 1: return core(f[0]!)
    case 2: return core(f[0]!, f[1]!)
    case 3: return core(f[0]!, f[1]!, f[2]!)
    case 4: return core(f[0]!, f[1]!, f[2]!, f[3]!)
    case 5: return core(f[0]!, f[1]!, f[2]!, f[3]!, f[4]!)
    case 6: return core(f[0]!, f[1]!, f[2]!, f[3]!, f[4]!, f[5]!)
    case 7: return core(f[0]!, f[1]!, f[2]!, f[3]!, f[4]!, f[5]!, f[6]!)
    case 8: return core(f[0]!, f[1]!, f[2]!, f[3]!, f[4]!, f[5]!, f[6]!, f[7]!)
    default: return core(...f)
  }
}
