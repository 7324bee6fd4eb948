import type { Call, CallKey, Outcome } from './types.ts'

// A journal is everything that a run was given and could not have made itself: what its calls gave, which waits ended,
// clock readings and random numbers. With it the run goes the same way again.

/** A journal as a run writes it, values by reference. */
export interface Tape {
  readonly given: Given[]
  readonly clock: number[]
  readonly random: number[]
}

/** `later`: the run had to wait for it. Then its place among the others counts; of the rest each is found by its name. */
export type Given =
  | { readonly kind: 'call'; readonly call: Call; readonly outcome: Outcome; readonly later: boolean }
  /** The wait that was the `nth` to begin, from 0, has ended. */
  | { readonly kind: 'slept'; readonly nth: number }

/** A journal as a run is given it. */
export interface Journal {
  readonly calls: ReadonlyMap<string, JournalCall>
  /** The names of the calls and waits that ended while the run waited, in that order. */
  readonly later: readonly string[]
  readonly clock: readonly number[]
  readonly random: readonly number[]
}

export interface JournalCall {
  readonly fingerprint: string | null
  readonly later: boolean
  readonly outcome: JournalOutcome
  readonly logs: readonly JournalLog[]
}

/** `value`: JSON text of the undivided result, in which every bit survives; null where the function gives nothing. */
export type JournalOutcome =
  | { readonly ok: true; readonly value: string | null }
  | Extract<Outcome, { ok: false }>

export interface JournalLog {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

export function blankTape(): Tape {
  return { given: [], clock: [], random: [] }
}

/** Unlike that of any other call of the run, and of any wait. */
export function nameOfCall({ within, node, tag, element, attempt }: Omit<CallKey, 'run'>): string {
  const isPlain = within.length === 0 && tag.length === 0 && element === 0 && attempt === 1
  return isPlain ? node : JSON.stringify([within, node, tag, element, attempt])
}

export function nameOfWait(nth: number): string {
  return `~${nth}`
}
