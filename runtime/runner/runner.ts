import type { Answer } from '../../shared/capabilities/ask.ts'
import { pack } from '../../shared/capabilities/packed.ts'
import { problem, ProblemError, type Problem } from '../../shared/directive/problem.ts'
import { NO_POLICY, type OperatorPolicy } from '../../shared/directive/operator-policy.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { JournalEntry } from '../../shared/engine/journal-entry.ts'
import type { Failure } from '../../shared/engine/types.ts'
import type { Called, NodeAt, RunCounts, RunnerCommand, RunnerReport, RunSummary, Trace } from '../../shared/runner/messages.ts'
import type { Death, RunnerProcess } from './runner-process.ts'
import type { Watched } from './watch-cell.ts'

export type RunCommand = Extract<RunnerCommand, { kind: 'run' }>
export type ReplyReport = Extract<RunnerReport, { kind: 'reply' }>

/** Where a run's reports go: at most one reply, then the end, which always comes. */
export interface RunSink {
  reply(report: ReplyReport): void
  ended(summary: RunSummary, trace: Trace | null, recording: string | null): void
  /** For a durable run. */
  readonly journal?: RunJournal
}

/** What a durable run was given, on the disk. */
export interface RunJournal {
  add(entries: readonly JournalEntry[]): void
  /** The command by which the run goes on from there. Rejects with `ProblemError` when it cannot be read. */
  read(): Promise<RunCommand>
}

/** A run that was under way when its runner ended. */
export interface Unfinished {
  readonly run: string
  readonly sink: RunSink
  /** Null for one that was too large to be held, and for a durable one. */
  readonly command: RunCommand | null
  /** How often it was taken up for reasons that may be its own. */
  readonly takeUps: number
  readonly startedMs: number
  readonly hasReplied: boolean
  /** Whether one of its components has asked for something outside. */
  readonly hasAsked: boolean
}

/** One process that executes the events of one directive. */
export interface Runner {
  readonly pid: number
  /** Runs under way. */
  readonly pending: number
  /** Whether the pipe can hold more events. */
  readonly hasRoom: boolean
  run(command: RunCommand, sink: RunSink, takeUps?: number): void
  /** Ends the process once its runs have ended. */
  drain(): void
  /** Waits no longer for runs that are not durable: for whoever asked, they end as cancelled. Gives their number. */
  abandon(message: string): number
  /** For the runner of one node. */
  send(command: Extract<RunnerCommand, { kind: 'call' | 'release' }>): void
  close(): void
}

export type AskReport = Extract<RunnerReport, { kind: 'ask' }>

export interface RunnerEvents {
  /** A component wants something done; rejects never. */
  ask(report: AskReport): Promise<Answer>
  counts(counts: RunCounts): void
  called?(report: Called): void
  /** Once, last, if it was loaded. */
  died(death: Death, unfinished: readonly Unfinished[]): void
}

/** The codes of problems that another attempt to load may not meet, on a machine that is less busy. */
export const MAY_PASS: ReadonlySet<string> = new Set(['runner-ended', 'load-timeout'])

/** Events that wait in the pipe while a component takes long. */
const MAX_BACKLOG_BYTES = 128 * 1024 * 1024
const LOAD_LIMIT_MS = 20_000
/** Of events of runs under way, to begin the runs again with. */
const MAX_HELD_BYTES = 64 * 1024 * 1024
/** About, without the body. */
const EVENT_BYTES = 1024

interface Pending extends Unfinished {
  takeUps: number
  hasReplied: boolean
  hasAsked: boolean
}

/** Loads the directive into an idle process. Rejects with `ProblemError` when the runner refuses it or dies over it. */
export function loadRunner(
  process: RunnerProcess, directive: Directive, events: RunnerEvents, policy: OperatorPolicy = NO_POLICY, only?: NodeAt,
): Promise<Runner> {
  const pending = new Map<string, Pending>()
  let draining = false
  /** Whether it was asked for its last counts. */
  let counting = false
  let heldBytes = 0
  const { promise, resolve, reject } = Promise.withResolvers<Runner>()
  let state: 'loading' | 'ready' | 'refused' = 'loading'

  const limit = setTimeout(() => {
    refuse(
      problem(
        'load-timeout',
        {},
        'The components took too long to get ready.',
        'Look for a component that works while it is being instantiated.',
      ),
    )
  }, LOAD_LIMIT_MS)

  function refuse(...problems: readonly Problem[]): void {
    state = 'refused'
    clearTimeout(limit)
    process.close()
    reject(new ProblemError(problems))
  }

  const runner: Runner = {
    pid: process.pid,
    get pending() {
      return pending.size
    },
    get hasRoom() {
      return process.backlogBytes <= MAX_BACKLOG_BYTES
    },
    run(command, sink, takeUps = 0) {
      if (!runner.hasRoom && takeUps === 0 && sink.journal === undefined) return cancelRun(sink, 'The deployment is too busy to take more.')
      const bytes = bytesOf(command)
      const isHeld = sink.journal === undefined && heldBytes + bytes <= MAX_HELD_BYTES
      if (isHeld) heldBytes += bytes
      const { run, replied = false } = command
      pending.set(run, { run, sink, command: isHeld ? command : null, takeUps, startedMs: performance.now(), hasReplied: replied, hasAsked: false })
      process.send(command)
    },
    drain() {
      draining = true
      if (pending.size === 0) closeWhenCounted()
    },
    abandon(message) {
      const given = [...pending.values()].filter(({ sink }) => sink.journal === undefined)
      for (const { run, sink } of given) {
        pending.delete(run)
        cancelRun(sink, message)
      }
      return given.length
    },
    send(command) {
      process.send(command)
    },
    close() {
      process.close()
    },
  }

  function asked({ run }: AskReport): void {
    const asker = pending.get(run)
    if (asker !== undefined) asker.hasAsked = true
  }

  /** What ran since it last told its counts is to be counted too. */
  function closeWhenCounted(): void {
    counting = true
    process.send({ kind: 'count' })
  }

  process.listen({
    report(report) {
      switch (report.kind) {
        case 'loaded':
          state = 'ready'
          clearTimeout(limit)
          return resolve(runner)
        case 'called':
          return events.called?.(report)
        case 'refused':
          return refuse(...report.problems)
        case 'ask':
          asked(report)
          return void events.ask(report).then((answer) => process.send({ kind: 'answer', ask: report.ask, answer: pack(answer) }))
        case 'counts':
          events.counts(report.counts)
          if (counting) process.close()
          return
        case 'reply': {
          const run = pending.get(report.run)
          if (run === undefined) return
          run.hasReplied = true
          return run.sink.reply(report)
        }
        case 'journal': {
          const run = pending.get(report.run)
          if (run === undefined) return
          run.takeUps = 0
          return run.sink.journal?.add(report.entries)
        }
        case 'ended': {
          const run = pending.get(report.run)
          if (run === undefined) return
          pending.delete(report.run)
          if (run.command !== null) heldBytes -= bytesOf(run.command)
          run.sink.ended(report.summary, report.trace, report.recording)
          if (draining && pending.size === 0) closeWhenCounted()
        }
      }
    },
    died(death) {
      if (state === 'loading') {
        refuse(
          death.kind === 'overrun'
            ? problem('load-timeout', {}, explainDeath(death), 'Take it out of the flow.')
            : problem(
                'runner-ended',
                {},
                explainDeath(death),
                'Deploy it again; when it stays so, take out the component that was added last.',
              ),
        )
      }
      const unfinished = [...pending.values()]
      pending.clear()
      if (state === 'ready') events.died(death, unfinished)
    },
  })
  process.send({ kind: 'load', directive, policy, preview: false, ...(only === undefined ? {} : { only }) })
  return promise
}

/** One sentence for a person. */
export function explainDeath(death: Death): string {
  switch (death.kind) {
    case 'closed':
      return 'The deployment was stopped.'
    case 'memory':
      return explainMemory(death.during)
    case 'crash':
      return death.message
    case 'overrun': {
      const { run, flow, node, limitMs } = death.overrun
      if (run === '' && node !== null) return `The component ${node} did not finish its start within ${limitMs} ms.`
      return node === null
        ? `The flow ${flow} kept the runner busy for more than ${limitMs} ms.`
        : `The node ${node} of the flow ${flow} did not return within ${limitMs} ms.`
    }
  }
}

/** What was called when there was no more is named, although others may hold the most of it. */
function explainMemory(during: Watched | null): string {
  if (during === null || during.node === null) return 'The runner ran out of its memory limit.'
  return during.run === ''
    ? `The runner ran out of its memory limit while the component ${during.node} started.`
    : `The runner ran out of its memory limit during a call of the node ${during.node} of the flow ${during.flow}.`
}

function bytesOf({ event }: RunCommand): number {
  return EVENT_BYTES + (event.kind === 'http' ? event.request.body.length : 0)
}

/** Ends a run that was never started. */
export function cancelRun(sink: RunSink, message: string): void {
  const failure: Failure = { kind: 'cancelled', message, node: '', attempt: 1, payload: 'null' }
  sink.ended({ ok: false, failure, replied: false, durationMs: 0 }, null, null)
}
