import type { Answer, Ask } from '../../shared/capabilities/ask.ts'
import { unpack } from '../../shared/capabilities/packed.ts'
import { ProblemError } from '../../shared/directive/problem.ts'
import type { OperatorPolicy } from '../../shared/directive/operator-policy.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { FailureKind } from '../../shared/engine/types.ts'
import type { Called, NodeAt } from '../../shared/runner/messages.ts'
import type { Broker } from '../capabilities/broker.ts'
import { createBackOff } from '../deployments/back-off.ts'
import type { Death, RunnerProcess } from './runner-process.ts'
import { explainDeath, loadRunner, MAY_PASS, type Runner } from './runner.ts'

/** The process that makes the calls of one node, replaced whenever it ends. */
export interface OwnRunner {
  /** Rejects with `ProblemError` when the first process could not load the directive. */
  readonly loaded: Promise<void>
  /** Gives what `shared/runner/elsewhere.ts` reads. `args` come from a process that runs strangers' code. */
  call(run: string, args: readonly string[]): Promise<Answer>
  release(run: string): void
  /** For runs whose own process has ended. */
  releaseAll(): void
  close(): void
}

export interface OwnRunnerOptions {
  readonly directive: Directive
  readonly at: NodeAt
  readonly takeProcess: () => RunnerProcess
  readonly broker: Broker
  readonly policy?: OperatorPolicy
  readonly onDeath: (death: Death) => void
}

interface Pending {
  readonly run: string
  readonly args: readonly string[]
  readonly resolve: (answer: Answer) => void
  isSent: boolean
  hasAsked: boolean
  /** Whether a process has ended over which nobody knows that it was this call. */
  wasSentBefore: boolean
}

const STOPPED = 'The deployment was stopped.'

export function createOwnRunner({ directive, at, takeProcess, broker, policy, onDeath }: OwnRunnerOptions): OwnRunner {
  const backOff = createBackOff()
  const loaded = Promise.withResolvers<void>()
  loaded.promise.catch(() => {})
  const pending = new Map<number, Pending>()
  const runs = new Set<string>()
  let runner: Runner | null = null
  /** Why there is none for a while, or for ever. */
  let absent: string | null = null
  let retry: NodeJS.Timeout | null = null
  let isClosed = false
  let last = 0

  function start(): void {
    retry = absent = null
    loadRunner(takeProcess(), directive, {
      ask({ run, what }) {
        for (const each of pending.values()) if (each.run === run) each.hasAsked = true
        return broker.ask(at.flow, at.node, unpack(what) as Ask)
      },
      counts() {},
      called,
      died,
    }, policy, at).then(ready, refused)
  }

  function ready(started: Runner): void {
    if (isClosed) return started.close()
    runner = started
    loaded.resolve()
    for (const [call, each] of pending) send(call, each)
  }

  function refused(error: unknown): void {
    if (!(error instanceof ProblemError)) throw error
    loaded.reject(error)
    if (isClosed) return
    if (error.problems.every(({ code }) => MAY_PASS.has(code))) return startAgain(error.message)
    giveUp(error.message)
  }

  function send(call: number, each: Pending): void {
    if (runner === null) return
    each.isSent = true
    runs.add(each.run)
    runner.send({ kind: 'call', call, run: each.run, args: each.args })
  }

  function called({ call, outcome, logs }: Called): void {
    pending.get(call)?.resolve({ ok: true, value: { outcome, logs } })
    pending.delete(call)
  }

  function fail(call: number, kind: FailureKind, message: string): void {
    called({ kind: 'called', call, outcome: { ok: false, kind, message }, logs: [] })
  }

  function died(death: Death): void {
    runner = null
    runs.clear()
    if (death.kind === 'closed') return
    onDeath(death)
    const message = explainDeath(death)
    const blamed = blamedIn(death)
    for (const [call, each] of pending) {
      if (!each.isSent) continue
      each.isSent = false
      if (call === blamed) fail(call, death.kind === 'overrun' ? 'timeout' : death.kind === 'memory' ? 'limit' : 'cancelled', message)
      else if (each.hasAsked || (blamed === null && each.wasSentBefore)) fail(call, 'cancelled', message)
      else each.wasSentBefore ||= blamed === null
    }
    startAgain(message)
  }

  function startAgain(reason: string): void {
    const waitMs = backOff.next(performance.now())
    if (waitMs === 0) return start()
    giveUp(`${reason} It has ended again and again and is started anew in ${Math.round(waitMs / 1000)} s.`)
    retry = setTimeout(start, waitMs)
  }

  function giveUp(reason: string): void {
    absent = reason
    for (const call of pending.keys()) fail(call, 'cancelled', reason)
  }

  start()

  return {
    loaded: loaded.promise,
    call(run, args) {
      const call = ++last
      const { promise, resolve } = Promise.withResolvers<Answer>()
      const made: Pending = { run, args, resolve, isSent: false, hasAsked: false, wasSentBefore: false }
      pending.set(call, made)
      if (absent === null) send(call, made)
      else fail(call, 'cancelled', absent)
      return promise
    },
    release(run) {
      if (runs.delete(run)) runner?.send({ kind: 'release', run })
    },
    releaseAll() {
      for (const run of runs) runner?.send({ kind: 'release', run })
      runs.clear()
    },
    close() {
      if (isClosed) return
      isClosed = true
      if (retry !== null) clearTimeout(retry)
      giveUp(STOPPED)
      runner?.close()
    },
  }
}

/** The number of the call that a process ended over; see `shared/runner/only-node.ts`. */
function blamedIn(death: Death): number | null {
  switch (death.kind) {
    case 'closed': return null
    case 'overrun': return death.overrun.call?.element ?? null
    case 'memory': case 'crash': return death.during?.call?.element ?? null
  }
}
