import type { ComponentFunction } from '../wit/component.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { checkJsonText, printJson } from '../wit/json-form.ts'
import { compileTextReader } from '../wit/json-text.ts'
import { fingerprintOf } from './fingerprint.ts'
import { nameOfCall, nameOfWait, type Given, type Journal, type JournalCall, type JournalLog, type JournalOutcome, type Tape } from './journal.ts'
import type { Call, CallKey, Outcome } from './types.ts'

/**
 * A journal as JSON: how it is stored and sent. Entries stand in the order in which the run was given them; clock
 * readings and random numbers are counted each by themselves.
 */
export type JournalEntry =
  | {
      readonly kind: 'call'
      readonly call: Omit<CallKey, 'run'>
      /** Of the function and its arguments, to know them again in a flow that has changed; null where nobody asks. */
      readonly fingerprint: string | null
      readonly later: boolean
      readonly outcome: JournalOutcome
      readonly logs: readonly JournalLog[]
    }
  | { readonly kind: 'slept'; readonly nth: number }
  | { readonly kind: 'clock'; readonly readings: readonly number[] }
  | { readonly kind: 'random'; readonly numbers: readonly number[] }

/** How much of a tape has been read. */
export interface TapeMark {
  readonly given: number
  readonly clock: number
  readonly random: number
}

export const TAPE_START: TapeMark = { given: 0, clock: 0, random: 0 }

export interface EntriesOptions {
  readonly fingerprints: boolean
  readonly logsOf: (call: Call) => readonly JournalLog[]
}

/** What stands on the tape behind `from`. */
export function entriesSince(tape: Tape, from: TapeMark, options: EntriesOptions): readonly JournalEntry[] {
  const entries: JournalEntry[] = []
  if (tape.clock.length > from.clock) entries.push({ kind: 'clock', readings: tape.clock.slice(from.clock) })
  if (tape.random.length > from.random) entries.push({ kind: 'random', numbers: tape.random.slice(from.random) })
  for (const given of tape.given.slice(from.given)) entries.push(entryOf(given, options))
  return entries
}

export function endOf({ given, clock, random }: Tape): TapeMark {
  return { given: given.length, clock: clock.length, random: random.length }
}

/** Where a tape stands that `entries` were read from. */
export function markOf(entries: readonly JournalEntry[]): TapeMark {
  const mark = { given: 0, clock: 0, random: 0 }
  for (const entry of entries) {
    switch (entry.kind) {
      case 'call': case 'slept':
        mark.given++
        break
      case 'clock':
        mark.clock += entry.readings.length
        break
      case 'random':
        mark.random += entry.numbers.length
        break
    }
  }
  return mark
}

function entryOf(given: Given, { fingerprints, logsOf }: EntriesOptions): JournalEntry {
  if (given.kind === 'slept') return given
  const { call, outcome, later } = given
  const { run: _, ...key } = call.key
  const fingerprint = fingerprints ? fingerprintOf(call) : null
  return { kind: 'call', call: key, fingerprint, later, outcome: printedOutcome(outcome, call.fn), logs: logsOf(call) }
}

export function printedOutcome(outcome: Outcome, { result }: ComponentFunction): JournalOutcome {
  if (!outcome.ok) return outcome
  return { ok: true, value: result === null ? null : printJson(outcome.value, result) }
}

export function readJournal(entries: readonly JournalEntry[]): Journal {
  const calls = new Map<string, JournalCall>()
  const later: string[] = []
  const clock: number[] = []
  const random: number[] = []
  for (const entry of entries) {
    switch (entry.kind) {
      case 'call': {
        const name = nameOfCall(entry.call)
        calls.set(name, entry)
        if (entry.later) later.push(name)
        break
      }
      case 'slept':
        later.push(nameOfWait(entry.nth))
        break
      case 'clock':
        for (const reading of entry.readings) clock.push(reading)
        break
      case 'random':
        for (const number of entry.numbers) random.push(number)
        break
    }
  }
  return { calls, later, clock, random }
}

/** Throws `ConversionError` when it is no outcome of that function. */
export function outcomeFrom(outcome: JournalOutcome, { result }: ComponentFunction): Outcome {
  if (!outcome.ok) return outcome
  if ((result === null) !== (outcome.value === null)) throw new ConversionError('a function gives a value or none')
  if (result === null || outcome.value === null) return { ok: true, value: undefined }
  checkJsonText(outcome.value)
  return { ok: true, value: compileTextReader(result)(outcome.value) }
}
