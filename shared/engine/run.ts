import { CORES } from '../nodes/catalogue.ts'
import type { ResolvedNode } from '../resolve/types.ts'
import { replyOf } from '../triggers/reply.ts'
import type { AnyValue } from '../wit/any-value.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { printJson } from '../wit/json-form.ts'
import type { Value } from '../wit/value.ts'
import { NoValueError } from './args.ts'
import { callNode, type Called, type Clock } from './calls.ts'
import { AmbiguousError, scalarJoin, taggedJoin, type Arrival, type Join, type Row } from './join.ts'
import type { PlanNode, RunPlan, Target } from './plan.ts'
import { failureKey, NO_TAG, withEntry } from './tag.ts'
import type { Failure, FailureKind, Firing, Outcome, RunHost, RunResult, Tag, Within } from './types.ts'

/** A run that fires more often than this fails: a guard against flows that never end. */
export const MAX_FIRINGS = 10_000

const NO_FRAMES: Within = []

export interface RunOptions {
  /** Names the run in every call's key. */
  readonly run: string
  /** The value of the trigger's `out`. */
  readonly event: Value
  readonly maxFirings?: number
}

/**
 * Executes one event. Calls that give their outcome at once are followed without leaving this function; `done` is
 * called exactly once, before `startRun` returns when no call was waited for. Which firings there are does not depend
 * on the order in which calls complete.
 */
export function startRun(plan: RunPlan, options: RunOptions, host: RunHost, done: (result: RunResult) => void): void {
  const { run, event, maxFirings = MAX_FIRINGS } = options
  const joins = new Array<Join | undefined>(plan.nodes.length)
  const firings: Firing[] = []
  const ready: { readonly node: PlanNode; readonly row: Row }[] = []
  const wakers: (() => void)[] = []
  let started = 1
  let next = 0
  let waitingFor = 0
  let draining = false
  let replied = false
  let failed: Failure | null = null
  const clock: Clock = { sleep, random: () => host.random(), isOver: () => failed !== null }

  /** When something last ended. What fires next without anything being waited for begins then: reading the clock costs. */
  let clockMs = host.now()
  draining = true
  const begun = { node: plan.trigger, tag: NO_TAG, args: [event], firedMs: clockMs }
  deliver(plan.trigger, NO_TAG, record(begun, [['out', event]], null, 1))
  for (const node of plan.constants) ready.push({ node, row: { arrivals: [], tag: NO_TAG } })
  draining = false
  drain()

  function drain(): void {
    draining = true
    for (let firing = ready[next++]; firing !== undefined; firing = ready[next++]) fire(firing.node, firing.row)
    ready.length = next = 0
    draining = false
    if (waitingFor === 0) done({ ok: failed === null, failure: failed, replied, firings, waiting: waiting() })
  }

  function fire(node: PlanNode, row: Row): void {
    const firedMs = clockMs
    if (!mayStart(node)) return
    const args: Value[] = []
    let passed: ReturnType<NonNullable<PlanNode['pass']>> | null = null
    try {
      if (node.pass === null) for (const make of node.args) args.push(make(row.arrivals))
      else passed = node.pass(row.arrivals)
    } catch (error) {
      return settle({ node, tag: row.tag, args, firedMs }, { outcome: refusedInput(error), attempt: 1 })
    }
    if (passed !== null) return deliver(node, row.tag, record({ node, tag: row.tag, args: passed.args, firedMs }, passed.fired, null, 1))
    const called = perform(node, row.tag, args)
    if (!(called instanceof Promise)) return settle({ node, tag: row.tag, args, firedMs }, called)
    waitingFor++
    void called.then((given) => {
      waitingFor--
      settle({ node, tag: row.tag, args, firedMs }, given)
      if (!draining) drain()
    })
  }

  /** Counts what begins, not what has ended: how many calls are under way at once must not matter. */
  function mayStart({ node }: PlanNode): boolean {
    if (started >= maxFirings) {
      const message = `The run was ended after ${maxFirings} firings.`
      end({ kind: 'limit', message, node: node.id, attempt: 1, payload: 'null' })
      return false
    }
    started++
    return true
  }

  function perform({ node, result }: PlanNode, tag: Tag, args: readonly Value[]): Called | Promise<Called> {
    const { action } = node
    switch (action.kind) {
      case 'function':
        return callNode(node.policies, result, args, (given, element, attempt) =>
          host.call({ key: { run, within: NO_FRAMES, node: node.id, tag, element, attempt }, flow: node.flow, digest: action.digest, fn: action.fn, args: given }), clock)
      case 'core': {
        const core = coreOf(action.core)
        return callNode(node.policies, result, args, (given) => core.run(given, action.with), clock)
      }
      case 'blank':
        return callNode(node.policies, result, args, () => ({ ok: true, value: action.sample?.value }), clock)
      case 'sink':
        return { outcome: sunk(node, action.sink, args), attempt: 1 }
      case 'flow':
      case 'trigger':
      case 'unresolved':
        throw new Error(`the node ${node.id} was planned, although nothing can call it`)
    }
  }

  function sunk(node: ResolvedNode, sink: 'http-reply' | 'debug' | 'output', args: readonly Value[]): Outcome {
    switch (sink) {
      case 'debug': return debug(node, args)
      case 'http-reply': return reply(node.id, args)
      case 'output': return { ok: true, value: undefined }
    }
  }

  function debug(node: ResolvedNode, [value]: readonly Value[]): Outcome {
    host.debug(node, NO_FRAMES, value as AnyValue)
    return { ok: true, value: undefined }
  }

  function reply(id: string, [status, headers, body]: readonly Value[]): Outcome {
    if (replied) return failure('already-replied', 'The run had already sent its reply.')
    const made = replyOf({
      status: status as number | undefined,
      headers: headers as string | undefined,
      body: body as AnyValue | undefined,
    })
    if (!made.ok) return failure('bad-value', made.message)
    replied = true
    host.reply({ node: id, status: made.status, headers: made.headers, body: made.body })
    return { ok: true, value: undefined }
  }

  function settle(fired: Fired, { outcome, attempt }: Called): void {
    const { node, tag } = fired
    if (!outcome.ok) return fail(fired, attempt, outcome.kind, outcome.message, 'null', [])
    const ports = node.split(outcome.value)
    const err = node.takesErr ? undefined : ports.find(([port]) => port === 'err')
    if (err === undefined) return deliver(node, tag, record(fired, ports, null, attempt))
    const errType = node.node.outputs.get('err')
    const payload = errType === undefined ? 'null' : printJson(err[1], errType)
    fail(fired, attempt, 'err', `The function gave an error: ${inWords(payload)}`, payload, ports)
  }

  function fail(
    fired: Fired, attempt: number, kind: FailureKind, message: string, payload: string, ports: Firing['fired'],
  ): void {
    const { node, tag } = fired
    const value: Failure = { kind, message, node: node.node.id, attempt, payload }
    deliver(node, tag, record(fired, [...ports, ['failed', value]], value, attempt))
    if (failed !== null || node.targets.has('failed')) return
    if (plan.onError !== null && !node.handlesFailure) return handle(plan.onError, node, tag, value)
    end(value)
  }

  function handle(handler: PlanNode, source: PlanNode, tag: Tag, value: Failure): void {
    if (!mayStart(handler)) return
    const handled = withEntry(tag, failureKey(handler.node.id), source.index)
    const fired = { node: handler, tag: handled, args: [value], firedMs: clockMs }
    deliver(handler, handled, record(fired, [['out', value]], null, 1))
  }

  function record({ node, tag, args, firedMs }: Fired, fired: Firing['fired'], failure: Failure | null, attempt: number): Firing['fired'] {
    clockMs = host.now()
    firings.push({ node: node.node, within: NO_FRAMES, tag, attempt, args, fired, failure, startedMs: firedMs, endedMs: clockMs })
    return fired
  }

  /** Fails the run: what has not begun is cancelled, and what waited-for calls give goes nowhere. */
  function end(why: Failure): void {
    failed ??= why
    ready.length = next = 0
    for (const wake of wakers.splice(0)) wake()
  }

  /** Ends early when the run does, which then waits for nothing but the calls under way. */
  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      wakers.push(resolve)
      void host.sleep(ms).then(resolve)
    })
  }

  function deliver(node: PlanNode, tag: Tag, fired: Firing['fired']): void {
    if (failed !== null) return
    for (const [port, value] of fired)
      for (const target of node.targets.get(port) ?? []) {
        const arrivalTag = target.retag === null ? tag : target.retag(tag)
        const rows = arrive(target, { value, source: target.source, tag: arrivalTag })
        if (rows === null) return
        for (const row of rows) ready.push({ node: target.node, row })
      }
  }

  /** Null when the run has failed over it. */
  function arrive({ node, slot }: Target, arrival: Arrival): readonly Row[] | null {
    const join = (joins[node.index] ??= joinOf(node))
    try {
      return join.arrive(slot, arrival)
    } catch (error) {
      if (!(error instanceof AmbiguousError)) throw error
      const input = node.slots[slot]?.input ?? ''
      const message = `Two values reached ${input} for the same turn of the loop that begins there.`
      end({ kind: 'ambiguous', message, node: node.node.id, attempt: 1, payload: 'null' })
      return null
    }
  }

  function waiting(): RunResult['waiting'] {
    return plan.nodes.flatMap(({ node, slots, index }) => {
      const missing = joins[index]?.missing() ?? null
      return missing === null ? [] : [{ within: NO_FRAMES, flow: node.flow, node: node.id, inputs: [...new Set(missing.map((slot) => slots[slot]!.input))] }]
    })
  }
}

/** One firing that is under way. */
interface Fired {
  readonly node: PlanNode
  readonly tag: Tag
  readonly args: readonly Value[]
  readonly firedMs: number
}

function joinOf({ slots, keys, keeps, sharedKey }: PlanNode): Join {
  return keys.size === 0 ? scalarJoin(slots.length) : taggedJoin(keeps, sharedKey)
}

function coreOf(name: string) {
  const core = CORES.get(name)
  if (core === undefined) throw new Error(`the core node ${name} was planned, although there is none`)
  return core
}

function refusedInput(error: unknown): Outcome {
  if (error instanceof NoValueError) return failure('no-value', error.message)
  if (error instanceof ConversionError) return failure('bad-value', error.message)
  throw error
}

function failure(kind: FailureKind, message: string): Outcome {
  return { ok: false, kind, message }
}

/** Of an error that is text, the text without its quotes. */
function inWords(json: string): string {
  return json.startsWith('"') ? (JSON.parse(json) as string) : json
}
