import type { Outcome } from '../engine/types.ts'
import { Refusal } from './refusal.ts'

export type Failed = Extract<Outcome, { readonly ok: false }>

/** Says what was thrown out of a component, other than the `err` of a result. */
export function failedOutcome(thrown: unknown): Failed {
  if (thrown instanceof Refusal) return failed(thrown.kind, thrown.message)
  if (thrown instanceof WebAssembly.Exception) return failed('trap', 'The component threw an exception that it did not catch')
  if (thrown instanceof WebAssembly.RuntimeError) return failed('trap', trapMessage(thrown.message))
  if (thrown instanceof RangeError) {
    if (OUT_OF_MEMORY.test(thrown.message)) return failed('limit', `The runner ran out of its memory limit: ${thrown.message}`)
    return failed('trap', rangeMessage(thrown.message))
  }
  // What is lowered and lifted is checked, by the binder and by jco: a wrong discriminant, text that is not UTF-8.
  if (thrown instanceof TypeError) return failed('bad-value', `A value could not be passed: ${thrown.message}`)
  if (thrown instanceof Error) return failed('thrown', thrown.message)
  return failed('thrown', 'The component threw something that is no error')
}

/** Bare payloads come out of functions that return a result; no value of a component is an error or an exception. */
export function isPayload(thrown: unknown): boolean {
  return !(thrown instanceof Error) && !(thrown instanceof WebAssembly.Exception)
}

/** Where the engine can say so before it ends. */
const OUT_OF_MEMORY = /\ballocat|out of memory/i

function failed(kind: Failed['kind'], message: string): Failed {
  return { ok: false, kind, message }
}

/** What V8 says, in the words of the specification's own tests, which jco has too. */
const TRAPS: ReadonlyMap<string, string> = new Map(Object.entries({
  unreachable: 'wasm `unreachable` instruction executed',
  'memory access out of bounds': 'out of bounds memory access',
  'divide by zero': 'integer divide by zero',
  'remainder by zero': 'integer divide by zero',
  'divide result unrepresentable': 'integer overflow',
  'float unrepresentable in integer range': 'invalid conversion to integer',
  'table index is out of bounds': 'undefined element: out of bounds table access',
  'function signature mismatch': 'indirect call type mismatch',
}))

function trapMessage(message: string): string {
  return `The component trapped: ${TRAPS.get(message) ?? message.replace(/^wasm trap: /, '')}`
}

function rangeMessage(message: string): string {
  return message.includes('call stack')
    ? 'The component trapped: its calls are nested too deeply (stack overflow)'
    : `The component trapped: ${message}`
}
