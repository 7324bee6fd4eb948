import { ProblemError } from '../../shared/directive/problem.ts'
import type { Ask } from '../../shared/capabilities/ask.ts'
import { unpack } from '../../shared/capabilities/packed.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { RunCounts } from '../../shared/runner/messages.ts'
import type { Broker } from '../capabilities/broker.ts'
import type { RunnerProcess } from '../runner/runner-process.ts'
import {
  cancelRun,
  explainDeath,
  loadRunner,
  MAY_PASS,
  type AskReport,
  type RunCommand,
  type Runner,
  type RunSink,
} from '../runner/runner.ts'
import { addRuns, NO_RUNS } from '../runs/counts.ts'
import { createBackOff } from './back-off.ts'

/** Keeps a runner behind one directive and replaces it whenever it ends. */
export interface Supervisor {
  readonly state: SupervisorState
  /** Whether it was drained or closed: another deployment may have taken its place. */
  readonly ended: boolean
  /** Whether more runs can be given to it than it has. */
  readonly hasRoom: boolean
  /** Rejects with `ProblemError` when the first runner could not load the directive. */
  readonly loaded: Promise<void>
  /** The run's end always comes. While there is no runner, runs wait for one that is starting, or end as cancelled. */
  run(command: RunCommand, sink: RunSink): void
  /** Takes nothing new and lets the runs under way end, for so long; resolves when they have. */
  drain(withinMs: number): Promise<void>
  close(): void
}

export interface SupervisorState {
  readonly state: 'starting' | 'live' | 'crashed'
  /** One or more sentences for a person. */
  readonly reason: string | null
}

export interface SupervisorOptions {
  readonly directive: Directive
  readonly takeProcess: () => RunnerProcess
  readonly broker: Broker
  readonly onState: () => void
  readonly onCounts: (counts: RunCounts) => void
}

const MAX_WAITING = 1_000

export function createSupervisor({ directive, takeProcess, broker, onState, onCounts }: SupervisorOptions): Supervisor {
  const backOff = createBackOff()
  const loaded = Promise.withResolvers<void>()
  let status: SupervisorState = { state: 'starting', reason: null }
  let runner: Runner | null = null
  let waiting: { readonly command: RunCommand; readonly sink: RunSink }[] = []
  let retry: NodeJS.Timeout | null = null
  let ended = false
  /** Of runners that have ended, and what the present one told last. */
  let before: RunCounts = NO_RUNS
  let present: RunCounts = NO_RUNS

  function enter(state: SupervisorState['state'], reason: string | null): void {
    status = { state, reason }
    if (!ended) onState()
  }

  function start(reason: string | null): void {
    enter('starting', reason)
    loadRunner(takeProcess(), directive, { ask, counts, died }).then(ready, refused)
  }

  function ready(started: Runner): void {
    if (ended) return started.close()
    runner = started
    enter('live', null)
    loaded.resolve()
    const held = waiting
    waiting = []
    for (const { command, sink } of held) started.run(command, sink)
  }

  function ask({ flow, node, what }: AskReport) {
    return broker.ask(flow, node, unpack(what) as Ask)
  }

  function counts(told: RunCounts): void {
    present = told
    onCounts(addRuns(before, present))
  }

  function died(death: Parameters<typeof explainDeath>[0], pending: number): void {
    runner = null
    // The runs that were under way failed with it.
    before = addRuns(addRuns(before, present), { ...NO_RUNS, runs: { ok: 0, failed: pending } })
    counts(NO_RUNS)
    if (death.kind !== 'closed') startAgain(explainDeath(death))
  }

  function refused(error: unknown): void {
    if (!(error instanceof ProblemError)) throw error
    loaded.reject(error)
    if (ended) return
    if (error.problems.every(({ code }) => MAY_PASS.has(code))) return startAgain(error.message)
    enter('crashed', error.message)
    cancelWaiting()
  }

  function startAgain(reason: string): void {
    if (ended) return
    const waitMs = backOff.next(performance.now())
    if (waitMs === 0) return start(reason)
    enter('crashed', `${reason} It has ended again and again and is started anew in ${Math.round(waitMs / 1000)} s.`)
    cancelWaiting()
    retry = setTimeout(() => start(reason), waitMs)
  }

  function cancelWaiting(): void {
    const held = waiting
    waiting = []
    for (const { sink } of held) cancelRun(sink, 'The deployment has no runner.')
  }

  function end(): void {
    ended = true
    if (retry !== null) clearTimeout(retry)
    cancelWaiting()
  }

  loaded.promise.catch(() => {})
  start(null)

  return {
    get state() {
      return status
    },
    get ended() {
      return ended
    },
    get hasRoom() {
      if (runner !== null) return runner.hasRoom
      return ended || status.state === 'crashed' || waiting.length < MAX_WAITING
    },
    loaded: loaded.promise,
    run(command, sink) {
      if (ended) cancelRun(sink, 'The deployment was stopped.')
      else if (runner !== null) runner.run(command, sink)
      else if (status.state === 'crashed') cancelRun(sink, 'The deployment has no runner.')
      else if (waiting.length < MAX_WAITING) waiting.push({ command, sink })
      else cancelRun(sink, 'Too many runs wait for the deployment to start.')
    },
    async drain(withinMs) {
      end()
      await runner?.drain(withinMs)
    },
    close() {
      end()
      runner?.close()
    },
  }
}

/** For a directive that was accepted once and no longer is: a package it needs has gone. */
export function crashedSupervisor(reason: string): Supervisor {
  return {
    state: { state: 'crashed', reason },
    ended: false,
    hasRoom: true,
    loaded: Promise.resolve(),
    run: (_, sink) => cancelRun(sink, reason),
    async drain() {},
    close() {},
  }
}
