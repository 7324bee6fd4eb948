import { ProblemError, problem } from '../../shared/directive/problem.ts'
import type { JournalEntry } from '../../shared/engine/journal-entry.ts'
import { eventFromJson, eventToJson } from '../../shared/triggers/event-json.ts'
import type { TriggerEvent } from '../../shared/triggers/event.ts'
import type { RunCommand, RunJournal, RunSink } from '../runner/runner.ts'
import type { StoredDurable } from '../store/operations.ts'
import type { Store } from '../store/store.ts'

/** The durable runs of this store. */
export interface DurableRuns {
  /** The event is on the disk when this resolves. Rejects with `ProblemError`. */
  begin(run: DurableStart): Promise<void>
  /** `sink` with the journal of a run: its reply goes on once everything that it came of is on the disk. */
  journalled(run: string, sink: RunSink): RunSink
  /** What had not ended when the runtime did, in the order in which it began. */
  unfinished(): Promise<readonly StoredDurable[]>
}

export interface DurableStart extends Omit<StoredDurable, 'event' | 'status'> {
  readonly event: TriggerEvent
}

/** Beyond this a run cannot go on: what it was given no longer fits into a command. */
const MAX_JOURNAL_LENGTH = 32 * 1024 * 1024

export function createDurableRuns(store: Store, onError: (error: unknown) => void): DurableRuns {
  let failing = false

  /** What cannot be written, because the disk is full, would be called again; that is told once until it works again. */
  async function write(work: Promise<unknown>): Promise<void> {
    try {
      await work
      failing = false
    } catch (error) {
      if (!failing) onError(error)
      failing = true
    }
  }

  function journalOf(run: string): RunJournal {
    return {
      add: (entries) => void write(store.ask('addJournal', { run, entries })),
      async read() {
        const found = await store.ask('getDurable', { run })
        if (found === null) throw gone(`The journal of the run ${run} is gone.`)
        return commandOf(found.stored, found.journal)
      },
    }
  }

  return {
    async begin({ event, ...start }) {
      const { begun } = await store.ask('beginDurable', { ...start, event: eventToJson(event), status: null })
      if (!begun) throw gone(`The application ${start.app} is gone.`)
    },
    journalled(run, sink) {
      let replied: Promise<void> | null = null
      return {
        journal: journalOf(run),
        reply(report) {
          replied = write(store.ask('setReplied', { run, status: report.status })).then(() => sink.reply(report))
        },
        ended(summary, trace, recording) {
          if (replied === null) sink.ended(summary, trace, recording)
          else void replied.then(() => sink.ended(summary, trace, recording))
        },
      }
    },
    unfinished: () => store.ask('listDurable', null),
  }
}

/** Why an event was not taken. Throws what is a bug. */
export function notWritten(error: unknown): string {
  if (!(error instanceof ProblemError)) throw error
  return `The event could not be written to the disk, so it was not taken: ${error.message}`
}

function commandOf({ run, flow, trigger, event, status }: StoredDurable, journal: readonly JournalEntry[]): RunCommand {
  if (JSON.stringify(journal).length > MAX_JOURNAL_LENGTH) {
    throw gone(`The run ${run} cannot go on: its journal is longer than ${MAX_JOURNAL_LENGTH / 1024 / 1024} MiB.`)
  }
  return { kind: 'run', run, flow, trigger, event: eventFromJson(event), trace: true, journal, replied: status !== null }
}

function gone(message: string): ProblemError {
  return new ProblemError([problem('no-journal', {}, message, 'Send the event again.')])
}
