import { ProblemError } from '../../shared/directive/problem.ts'
import type { Answer, Ask } from '../../shared/capabilities/ask.ts'
import { unpack } from '../../shared/capabilities/packed.ts'
import { OWN_RUNNER, type RunnerAsk } from '../../shared/capabilities/runner-ask.ts'
import type { OperatorPolicy } from '../../shared/directive/operator-policy.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Culprit } from '../../shared/protocol/messages.ts'
import type { RunCounts } from '../../shared/runner/messages.ts'
import type { Broker } from '../capabilities/broker.ts'
import { createOwnRunners } from '../runner/own-runners.ts'
import type { Death, RunnerProcess } from '../runner/runner-process.ts'
import {
  cancelRun,
  explainDeath,
  loadRunner,
  MAY_PASS,
  type AskReport,
  type RunCommand,
  type Runner,
  type RunSink,
  type Unfinished,
} from '../runner/runner.ts'
import { addRuns, NO_RUNS } from '../runs/counts.ts'
import { createBackOff } from './back-off.ts'
import { BLAMED_FOR_MS, createBlame } from './blame.ts'
import { afterDeath, type Verdict } from './take-up.ts'

/** Keeps a runner behind one directive and replaces it whenever it ends. */
export interface Supervisor {
  readonly state: SupervisorState
  /** Whether it was drained or closed: another deployment may have taken its place. */
  readonly ended: boolean
  /** Whether more runs can be given to it than it has. */
  readonly hasRoom: boolean
  /** Rejects with `ProblemError` when the first runner could not load the directive. */
  readonly loaded: Promise<void>
  /**
   * The run's end always comes, unless it is durable and left to the next start of the runtime. While there is no runner,
   * runs wait for one that is starting, or end as cancelled; durable ones, and those that had begun, wait for any.
   */
  run(command: RunCommand, sink: RunSink): void
  /** Lets a durable run go on that had not ended when the runtime did. */
  resume(sink: RunSink): void
  /** Takes nothing new and lets the runs under way end, for so long; resolves when they have. */
  drain(withinMs: number, durable: WhatOfDurable): Promise<void>
  close(): void
}

/** What becomes of durable runs that take longer to drain: they go on, are left as they are in the store, or end. */
export type WhatOfDurable = 'go-on' | 'leave' | 'end'

export interface SupervisorState {
  readonly state: 'starting' | 'live' | 'crashed'
  /** One or more sentences for a person. */
  readonly reason: string | null
  readonly culprit: Culprit | null
}

export interface SupervisorOptions {
  readonly directive: Directive
  readonly takeProcess: () => RunnerProcess
  readonly broker: Broker
  readonly policy?: OperatorPolicy
  readonly onState: () => void
  readonly onCounts: (counts: RunCounts) => void
}

interface Waiting {
  readonly command: RunCommand
  readonly sink: RunSink
  /** Null for one that has not begun. */
  readonly takeUps: number | null
}

const MAX_WAITING = 1_000
const STOPPED = 'The deployment was stopped.'
const NO_RUNNER = 'The deployment has no runner.'

export function createSupervisor({ directive, takeProcess, broker, policy, onState, onCounts }: SupervisorOptions): Supervisor {
  const backOff = createBackOff()
  const blame = createBlame()
  const loaded = Promise.withResolvers<void>()
  const drained = Promise.withResolvers<void>()
  let status: SupervisorState = { state: 'starting', reason: null, culprit: null }
  let runner: Runner | null = null
  let isLoading = false
  let waiting: Waiting[] = []
  /** Runs whose journals are being read. */
  let reading = 0
  let retry: NodeJS.Timeout | null = null
  let ended = false
  /** Whether there will be no runner any more. */
  let isGivenUp = false
  /** What becomes of durable runs, once it no longer waits for runs to end. */
  let durable: WhatOfDurable = 'go-on'
  /** Of runners that have ended, and what the present one told last. */
  let before: RunCounts = NO_RUNS
  let present: RunCounts = NO_RUNS

  function enter(state: SupervisorState['state'], reason: string | null): void {
    status = { state, reason, culprit: blame.culprit(performance.now()) }
    if (!ended) onState()
  }

  function blameFor(death: Death): void {
    blame.add(death, performance.now())
    if (blame.culprit(performance.now()) !== null) setTimeout(() => enter(status.state, status.reason), BLAMED_FOR_MS).unref()
  }

  function start(reason: string | null): void {
    retry = null
    isLoading = true
    enter('starting', reason)
    loadRunner(takeProcess(), directive, { ask, counts, died }, policy).then(ready, refused)
  }

  function ready(started: Runner): void {
    isLoading = false
    if (ended && waiting.length + reading === 0) {
      started.close()
      return lookIfDrained()
    }
    runner = started
    enter('live', null)
    loaded.resolve()
    const held = waiting
    waiting = []
    for (const { command, sink, takeUps } of held) started.run(command, sink, takeUps ?? 0)
    if (ended && reading === 0) started.drain()
  }

  /** What a node with a runner of its own is granted is done for that runner alone. */
  function ask({ run, flow, node, what }: AskReport): Promise<Answer> {
    const asked = unpack(what) as Ask | RunnerAsk
    if (asked.capability === OWN_RUNNER) return own.ask({ run, flow, node }, asked)
    if (!own.has({ flow, node })) return broker.ask(flow, node, asked)
    const message = `The node ${node} has a runner of its own, and another one asks for it.`
    return Promise.resolve({ ok: false, kind: 'refused', reason: 'no-grant', message })
  }

  function counts(told: RunCounts): void {
    present = told
    onCounts(addRuns(before, present))
  }

  function died(death: Death, unfinished: readonly Unfinished[]): void {
    runner = null
    blameFor(death)
    own.releaseAll()
    const failed = unfinished.map((run) => settle(run, verdictOn(death, run))).filter(Boolean).length
    before = addRuns(addRuns(before, present), { ...NO_RUNS, runs: { ok: 0, failed } })
    present = NO_RUNS
    if (failed > 0) onCounts(before)
    if (death.kind !== 'closed' || waiting.length + reading > 0) startAgain(death.kind === 'closed' ? null : explainDeath(death))
    lookIfDrained()
  }

  function verdictOn(death: Death, run: Unfinished): Verdict | 'left' {
    if (run.sink.journal !== undefined && durable === 'leave') return 'left'
    if (durable !== 'end') return afterDeath(death, run)
    return { kind: 'fails', failure: { kind: 'cancelled', message: STOPPED, node: '', attempt: 1, payload: 'null' } }
  }

  /** Whether the run has failed. */
  function settle({ sink, command, startedMs, hasReplied }: Unfinished, verdict: Verdict | 'left'): boolean {
    if (verdict === 'left') return false
    if (verdict.kind === 'fails') {
      sink.ended({ ok: false, failure: verdict.failure, replied: hasReplied, durationMs: performance.now() - startedMs }, null, null)
      return true
    }
    const { given, takeUps } = verdict
    if (sink.journal === undefined) {
      const { journal = [], ...again } = command as RunCommand
      waiting.push({ command: { ...again, replied: hasReplied, journal: given === null ? journal : [...journal, given] }, sink, takeUps })
      return false
    }
    if (given !== null) sink.journal.add([given])
    takeUp(sink, takeUps)
    return false
  }

  /** Lets a durable run go on from its journal. */
  function takeUp(sink: RunSink, takeUps: number): void {
    reading++
    sink.journal?.read().then((command) => {
      reading--
      if (durable === 'leave') return lookIfDrained()
      if (runner === null) waiting.push({ command, sink, takeUps })
      else runner.run(command, sink, takeUps)
      if (runner !== null && ended && reading === 0) runner.drain()
    }, (error: unknown) => {
      reading--
      if (!(error instanceof ProblemError)) throw error
      cancelRun(sink, error.message)
      if (runner !== null && ended && reading === 0) runner.drain()
      lookIfDrained()
    })
  }

  function refused(error: unknown): void {
    isLoading = false
    if (!(error instanceof ProblemError)) throw error
    loaded.reject(error)
    if (ended && waiting.length + reading === 0) return lookIfDrained()
    if (error.problems.every(({ code }) => MAY_PASS.has(code))) return startAgain(error.message)
    isGivenUp = true
    enter('crashed', error.message)
    cancelWaiting(hasNotBegun, NO_RUNNER)
    cancelWaiting(() => true, error.message)
    lookIfDrained()
  }

  function startAgain(reason: string | null): void {
    if (ended && waiting.length + reading === 0) return
    const waitMs = reason === null ? 0 : backOff.next(performance.now())
    if (waitMs === 0) return start(reason)
    enter('crashed', `${reason} It has ended again and again and is started anew in ${Math.round(waitMs / 1000)} s.`)
    cancelWaiting(hasNotBegun, NO_RUNNER)
    retry = setTimeout(() => start(reason), waitMs)
  }

  function cancelWaiting(whom: (run: Waiting) => boolean, message: string): void {
    const held = waiting
    waiting = held.filter((run) => !whom(run))
    for (const run of held) if (whom(run)) cancelRun(run.sink, message)
  }

  function end(): void {
    ended = true
    cancelWaiting(hasNotBegun, STOPPED)
    if (retry === null || waiting.length > 0) return
    clearTimeout(retry)
    retry = null
  }

  /** Whoever still runs has had the time to end. */
  function stopWaiting(what: WhatOfDurable): void {
    durable = what
    if (what === 'leave') waiting = waiting.filter(({ sink }) => sink.journal === undefined)
    cancelWaiting(({ sink }) => what === 'end' || sink.journal === undefined, STOPPED)
    if (retry !== null && waiting.length === 0) clearTimeout(retry)
    if (runner !== null && what === 'go-on') abandon(runner)
    else runner?.close()
    lookIfDrained()
  }

  /** Its process stays for durable runs alone. */
  function abandon(left: Runner): void {
    const failed = left.abandon(STOPPED)
    before = addRuns(before, { ...NO_RUNS, runs: { ok: 0, failed } })
    if (failed > 0) counts(present)
    if (left.pending === 0) left.close()
  }

  function lookIfDrained(): void {
    if (ended && runner === null && !isLoading && waiting.length + reading === 0) drained.resolve()
  }

  const own = createOwnRunners({
    directive, takeProcess, broker, ...(policy === undefined ? {} : { policy }),
    onDeath(death) {
      blameFor(death)
      enter(status.state, status.reason)
    },
  })
  const allLoaded = Promise.all([loaded.promise, own.loaded]).then(() => {})
  allLoaded.catch(() => {})
  void drained.promise.then(() => own.close())
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
    loaded: allLoaded,
    run(command, sink) {
      if (sink.journal !== undefined) return runDurable(command, sink)
      if (ended) cancelRun(sink, STOPPED)
      else if (runner !== null) runner.run(command, sink)
      else if (status.state === 'crashed') cancelRun(sink, NO_RUNNER)
      else if (waiting.length < MAX_WAITING) waiting.push({ command, sink, takeUps: null })
      else cancelRun(sink, 'Too many runs wait for the deployment to start.')
    },
    resume: (sink) => takeUp(sink, 0),
    async drain(withinMs, what) {
      end()
      runner?.drain()
      lookIfDrained()
      const limit = setTimeout(() => stopWaiting(what), withinMs).unref()
      await drained.promise
      clearTimeout(limit)
    },
    close() {
      end()
      stopWaiting('end')
      own.close()
    },
  }

  /** Its event is accepted: whatever has become of the deployment meanwhile, it is for this one. */
  function runDurable(command: RunCommand, sink: RunSink): void {
    if (durable === 'leave') return
    if (durable === 'end') return cancelRun(sink, STOPPED)
    if (isGivenUp) return cancelRun(sink, NO_RUNNER)
    if (runner !== null) return runner.run(command, sink)
    waiting.push({ command, sink, takeUps: null })
    if (ended && !isLoading && retry === null) start(null)
  }
}

function hasNotBegun({ sink, takeUps }: Waiting): boolean {
  return takeUps === null && sink.journal === undefined
}

/** For a directive that was accepted once and no longer is: a package it needs has gone. */
export function crashedSupervisor(reason: string): Supervisor {
  return {
    state: { state: 'crashed', reason, culprit: null },
    ended: false,
    hasRoom: true,
    loaded: Promise.resolve(),
    run: (_, sink) => cancelRun(sink, reason),
    resume: (sink) => cancelRun(sink, reason),
    async drain() {},
    close() {},
  }
}
