import { entriesSince, TAPE_START, type EntriesOptions } from '../engine/journal-entry.ts'
import type { Given, Tape } from '../engine/journal.ts'
import { eventToJson } from '../triggers/event-json.ts'
import type { TriggerEvent } from '../triggers/event.ts'
import type { RunnerCommand } from './messages.ts'
import { MAX_RECORDING_LENGTH, type Recording } from './recording.ts'

type RunCommand = Extract<RunnerCommand, { kind: 'run' }>

/** The JSON text of a run's `Recording`; null when it is too long, which costs little to find out. */
export function recordingText({ run, flow, trigger, event }: RunCommand, tape: Tape, logsOf: EntriesOptions['logsOf']): string | null {
  if (lengthOf(event) > MAX_RECORDING_LENGTH || tape.given.some(isLong)) return null
  const journal = entriesSince(tape, TAPE_START, { fingerprints: true, logsOf })
  const recording: Recording = { recording: 1, run, flow, trigger, event: eventToJson(event), journal }
  const text = JSON.stringify(recording)
  return text.length > MAX_RECORDING_LENGTH ? null : text
}

function lengthOf(event: TriggerEvent): number {
  return event.kind === 'http' ? event.request.body.length : 0
}

/** What is long within a value is found when it has been printed. */
function isLong(given: Given): boolean {
  if (given.kind !== 'call' || !given.outcome.ok) return false
  const { value } = given.outcome
  return (value instanceof Uint8Array || typeof value === 'string') && value.length > MAX_RECORDING_LENGTH
}
