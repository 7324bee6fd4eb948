import type { CoreFunction, WaitingCoreFunction } from './abi/lift.ts'

// JavaScript Promise Integration: a guest that calls what waits is suspended, and others run meanwhile. Only frames of
// WebAssembly may stand between the two: all functions of an instance that waits go this way.

interface Jspi {
  readonly Suspending?: new (run: CoreFunction) => object
  readonly promising?: (run: CoreFunction) => WaitingCoreFunction
}

const { Suspending, promising: promisingOf } = WebAssembly as unknown as Jspi

/** Whether this JavaScript engine can suspend a guest. */
export const CAN_WAIT = Suspending !== undefined && promisingOf !== undefined

/** What goes into a module in the place of a function that gives a promise. */
export function suspending(run: CoreFunction): object {
  if (Suspending === undefined) throw new Error(NOT_HERE)
  return new Suspending(run)
}

export function promising(run: CoreFunction): WaitingCoreFunction {
  if (promisingOf === undefined) throw new Error(NOT_HERE)
  return promisingOf(run)
}

const NOT_HERE = 'This JavaScript engine has no Promise Integration, so a component cannot wait for what it imports.'
