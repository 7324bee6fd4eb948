import { AT_ONCE, createInbox, inTurns } from '../../shared/engine/in-turns.ts'
import { entriesSince, readJournal, TAPE_START, type JournalEntry } from '../../shared/engine/journal-entry.ts'
import { blankTape, nameOfCall } from '../../shared/engine/journal.ts'
import type { Flows } from '../../shared/engine/flow.test-support.ts'
import { planRun } from '../../shared/engine/plan.ts'
import { createPlanner } from '../../shared/engine/planner.ts'
import { recordingHost } from '../../shared/engine/recording-host.ts'
import { resumingHost } from '../../shared/engine/resuming-host.ts'
import { startRun } from '../../shared/engine/run.ts'
import type { Call, Outcome, RunHost, RunResult } from '../../shared/engine/types.ts'
import type { ResolvedFlow } from '../../shared/resolve/types.ts'

export interface Journalled {
  readonly result: RunResult
  /** All that the run was given, also what it was given again. */
  readonly journal: readonly JournalEntry[]
  /** The names of the calls that were made. */
  readonly made: readonly string[]
  readonly flaw: string | null
}

export interface JournalledOptions {
  readonly calls: (call: Call) => Outcome
  /** Draws a number from 0 up to, but not including, `below`: which calls wait, what ends next, times, random numbers. */
  readonly draw: (below: number) => number
  readonly journal?: readonly JournalEntry[]
  readonly lenient?: boolean
}

const ENTRIES = { fingerprints: true, logsOf: () => [] }
export const EVENT = 7
export const MAX_FIRINGS = 80

/** Runs a flow from `start` in any order of completion, with a journal or without, and writes its journal. */
export async function journalled(flow: ResolvedFlow | Flows, { calls, draw, journal, lenient = false }: JournalledOptions): Promise<Journalled> {
  const made: string[] = []
  const underWay: (() => void)[] = []
  let nowMs = 1_000 + draw(1_000)
  const outside: RunHost = {
    call(call) {
      made.push(nameOfCall(call.key))
      if (draw(3) === 0) return calls(call)
      return new Promise((resolve) => underWay.push(() => resolve(calls(call))))
    },
    reply: () => {},
    debug: () => {},
    now: () => (nowMs += draw(1_000) / 7),
    sleep: () => new Promise((resolve) => underWay.push(resolve)),
    random: () => draw(1_000) / 1_000,
  }
  const resuming = journal === undefined ? null : resumingHost(outside, { journal: readJournal(journal), inbox: createInbox(setImmediate), lenient, onFed: () => {} })
  const tape = blankTape()
  const entries: JournalEntry[] = []
  let mark = TAPE_START
  let isOver = false
  /** What ends after the run does not belong to it. */
  const read = () => {
    if (isOver) return
    entries.push(...entriesSince(tape, mark, ENTRIES))
    mark = { given: tape.given.length, clock: tape.clock.length, random: tape.random.length }
  }
  const host = recordingHost(resuming?.host ?? outside, {
    tape, later: resuming === null ? inTurns(setImmediate) : AT_ONCE, onGiven: read,
  })
  const ended = Promise.withResolvers<RunResult>()
  const plan = 'nodes' in flow ? planRun(flow, 'start') : createPlanner(flow)('main', 'start')
  startRun(plan, { run: 'run-1', event: EVENT, maxFirings: MAX_FIRINGS }, host, (result) => {
    read()
    isOver = true
    ended.resolve(result)
  })
  for (let round = 0; !isOver && round < 2_000; round++) {
    await new Promise((resolve) => setImmediate(resolve))
    // Sometimes two at once, so that turns are needed to tell which was first.
    for (let count = 1 + draw(2); count > 0 && underWay.length > 0; count--) underWay.splice(draw(underWay.length), 1)[0]?.()
  }
  if (!isOver) throw new Error('the run did not end')
  return { result: await ended.promise, journal: entries, made, flaw: resuming?.flaw() ?? null }
}
