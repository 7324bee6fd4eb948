import type { Outcome } from '../engine/types.ts'
import type { Value } from '../wit/value.ts'
import type { CoreCall, CoreExample, CoreWork } from './definition.ts'

// The words in which core nodes say what they do.

/** A call that depends on nothing but its arguments. */
export function calls(call: CoreCall, examples: readonly CoreExample[]): CoreWork {
  return { kind: 'call', prepare: () => call, examples }
}

export function gives(value: Value): Outcome {
  return { ok: true, value }
}

/** Of a node whose result is a `result`. */
export function givesOk(val: Value): Outcome {
  return gives({ tag: 'ok', val })
}

export function givesErr(reason: string): Outcome {
  return gives({ tag: 'err', val: reason })
}
