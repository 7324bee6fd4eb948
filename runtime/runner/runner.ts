import type { Answer } from '../../shared/capabilities/ask.ts'
import { pack } from '../../shared/capabilities/packed.ts'
import { problem, ProblemError, type Problem } from '../../shared/directive/problem.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Failure } from '../../shared/engine/types.ts'
import type { RunCounts, RunnerCommand, RunnerReport, RunSummary, Trace } from '../../shared/runner/messages.ts'
import type { Death, RunnerProcess } from './runner-process.ts'
import type { Watched } from './watch-cell.ts'

export type RunCommand = Extract<RunnerCommand, { kind: 'run' }>
export type ReplyReport = Extract<RunnerReport, { kind: 'reply' }>

/** Where a run's reports go: at most one reply, then the end, which always comes. */
export interface RunSink {
  reply(report: ReplyReport): void
  ended(summary: RunSummary, trace: Trace | null, recording: string | null): void
}

/** One process that executes the events of one directive. */
export interface Runner {
  readonly pid: number
  /** Runs under way. */
  readonly pending: number
  /** Whether the pipe can hold more events. */
  readonly hasRoom: boolean
  run(command: RunCommand, sink: RunSink): void
  /** Ends the process once its runs have ended, at the latest after `withinMs`; resolves when it is gone. */
  drain(withinMs: number): Promise<void>
  close(): void
}

export type AskReport = Extract<RunnerReport, { kind: 'ask' }>

export interface RunnerEvents {
  /** A component wants something done; rejects never. */
  ask(report: AskReport): Promise<Answer>
  counts(counts: RunCounts): void
  /** Once, after the `pending` runs that failed with it were told. When it was closed, only if there were any. */
  died(death: Death, pending: number): void
}

/** The codes of problems that another attempt to load may not meet, on a machine that is less busy. */
export const MAY_PASS: ReadonlySet<string> = new Set(['runner-ended', 'load-timeout'])

/** Events that wait in the pipe while a component takes long. */
const MAX_BACKLOG_BYTES = 128 * 1024 * 1024
const LOAD_LIMIT_MS = 20_000

interface Pending {
  readonly sink: RunSink
  readonly flow: string
  readonly startedMs: number
}

/** Loads the directive into an idle process. Rejects with `ProblemError` when the runner refuses it or dies over it. */
export function loadRunner(process: RunnerProcess, directive: Directive, events: RunnerEvents): Promise<Runner> {
  const pending = new Map<string, Pending>()
  let draining = false
  /** Whether it was asked for its last counts. */
  let counting = false
  const gone = Promise.withResolvers<void>()
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
    run(command, sink) {
      if (!runner.hasRoom) return cancelRun(sink, 'The deployment is too busy to take more.')
      pending.set(command.run, { sink, flow: command.flow, startedMs: performance.now() })
      process.send(command)
    },
    drain(withinMs) {
      draining = true
      if (pending.size === 0) closeWhenCounted()
      setTimeout(() => process.close(), withinMs).unref()
      return gone.promise
    },
    close() {
      process.close()
    },
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
        case 'refused':
          return refuse(...report.problems)
        case 'ask':
          return void events.ask(report).then((answer) => process.send({ kind: 'answer', ask: report.ask, answer: pack(answer) }))
        case 'counts':
          events.counts(report.counts)
          if (counting) process.close()
          return
        case 'reply':
          return pending.get(report.run)?.sink.reply(report)
        case 'ended': {
          const run = pending.get(report.run)
          if (run === undefined) return
          pending.delete(report.run)
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
      const failed = pending.size
      for (const [name, run] of pending) {
        const failure = failureOf(death, name)
        const durationMs = performance.now() - run.startedMs
        run.sink.ended({ ok: false, failure, replied: false, durationMs }, null, null)
      }
      pending.clear()
      gone.resolve()
      if (state === 'ready' && (death.kind !== 'closed' || failed > 0)) events.died(death, failed)
    },
  })
  process.send({ kind: 'load', directive, preview: false })
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

/** Only the run that overran is to blame; the others were under way in the same process. */
function failureOf(death: Death, run: string): Failure {
  const message = explainDeath(death)
  if (death.kind === 'overrun' && death.overrun.run === run) {
    return { kind: 'timeout', message, node: death.overrun.node ?? '', attempt: 1, payload: 'null' }
  }
  if (death.kind === 'memory' && death.during !== null) {
    if (death.during.run !== run) return { kind: 'cancelled', message, node: '', attempt: 1, payload: 'null' }
    return { kind: 'limit', message, node: death.during.node ?? '', attempt: 1, payload: 'null' }
  }
  const kind = death.kind === 'memory' ? 'limit' : 'cancelled'
  return { kind, message, node: '', attempt: 1, payload: 'null' }
}

/** Ends a run that was never started. */
export function cancelRun(sink: RunSink, message: string): void {
  const failure: Failure = { kind: 'cancelled', message, node: '', attempt: 1, payload: 'null' }
  sink.ended({ ok: false, failure, replied: false, durationMs: 0 }, null, null)
}
