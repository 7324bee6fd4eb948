import { CORES } from '../nodes/catalogue.ts'
import { replyOf } from '../triggers/reply.ts'
import type { AnyValue } from '../wit/any-value.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { printJson } from '../wit/json-form.ts'
import type { Value } from '../wit/value.ts'
import { NoValueError } from './args.ts'
import { AmbiguousError, scalarJoin, taggedJoin, type Arrival, type Join, type Row } from './join.ts'
import type { PlanNode, RunPlan, Target } from './plan.ts'
import { NO_TAG, withEntry } from './tag.ts'
import type { Failure, FailureKind, Firing, Outcome, RunHost, RunResult, Tag } from './types.ts'

/** A run that fires more often than this fails: a guard against flows that never end. */
export const MAX_FIRINGS = 10_000

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
  let next = 0
  let waitingFor = 0
  let draining = false
  let replied = false
  let failed: Failure | null = null

  const startedMs = host.now()
  draining = true
  deliver(plan.trigger, NO_TAG, record(plan.trigger, NO_TAG, [event], [['out', event]], null, startedMs))
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
    const firedMs = host.now()
    if (firings.length >= maxFirings) {
      const message = `The run was ended after ${maxFirings} firings.`
      return end({ kind: 'limit', message, node: node.node.id, attempt: 1, payload: 'null' })
    }
    const args: Value[] = []
    try {
      for (const make of node.args) args.push(make(row.arrivals))
    } catch (error) {
      return settle(node, row.tag, args, firedMs, refusedInput(error))
    }
    const outcome = perform(node, row.tag, args)
    if (!(outcome instanceof Promise)) return settle(node, row.tag, args, firedMs, outcome)
    waitingFor++
    void outcome.then((given) => {
      waitingFor--
      settle(node, row.tag, args, firedMs, given)
      if (!draining) drain()
    })
  }

  function perform({ node }: PlanNode, tag: Tag, args: readonly Value[]): Outcome | Promise<Outcome> {
    const { action } = node
    switch (action.kind) {
      case 'function': {
        const key = { run, node: node.id, tag, element: 0, attempt: 1 }
        return host.call({ key, digest: action.digest, fn: action.fn, args })
      }
      case 'core':
        return coreOf(action.core).run(args, action.with)
      case 'sink':
        return action.sink === 'debug' ? debug(node.id, args) : reply(node.id, args)
      case 'trigger':
      case 'unresolved':
        throw new Error(`the node ${node.id} was planned, although nothing can call it`)
    }
  }

  function debug(id: string, [value]: readonly Value[]): Outcome {
    host.debug(id, value as AnyValue)
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

  function settle(node: PlanNode, tag: Tag, args: readonly Value[], firedMs: number, outcome: Outcome): void {
    if (!outcome.ok) return fail(node, tag, args, firedMs, outcome.kind, outcome.message, 'null', [])
    const fired = node.split(outcome.value)
    const err = node.takesErr ? undefined : fired.find(([port]) => port === 'err')
    if (err === undefined) return deliver(node, tag, record(node, tag, args, fired, null, firedMs))
    const errType = node.node.outputs.get('err')
    const payload = errType === undefined ? 'null' : printJson(err[1], errType)
    fail(node, tag, args, firedMs, 'err', `The function gave the error ${payload}.`, payload, fired)
  }

  function fail(
    node: PlanNode, tag: Tag, args: readonly Value[], firedMs: number,
    kind: FailureKind, message: string, payload: string, fired: Firing['fired'],
  ): void {
    const value: Failure = { kind, message, node: node.node.id, attempt: 1, payload }
    deliver(node, tag, record(node, tag, args, [...fired, ['failed', value]], value, firedMs))
    if (node.targets.has('failed')) return
    if (plan.onError !== null && !node.handlesFailure) return handle(plan.onError, node, tag, value)
    end(value)
  }

  /** Fails the run: firings not yet started are cancelled, and what waited-for calls give goes nowhere. */
  function end(why: Failure): void {
    failed ??= why
    ready.length = next = 0
  }

  function handle(handler: PlanNode, source: PlanNode, tag: Tag, value: Failure): void {
    const handled = withEntry(tag, handler.node.id, source.index)
    deliver(handler, handled, record(handler, handled, [value], [['out', value]], null, host.now()))
  }

  function record(
    node: PlanNode, tag: Tag, args: readonly Value[], fired: Firing['fired'], failure: Failure | null, firedMs: number,
  ): Firing['fired'] {
    firings.push({ node: node.node, tag, attempt: 1, args, fired, failure, startedMs: firedMs, endedMs: host.now() })
    return fired
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
      return join.arrive(slot, arrival, node.slots[slot]?.once === true)
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
      return missing === null ? [] : [{ node: node.id, inputs: [...new Set(missing.map((slot) => slots[slot]!.input))] }]
    })
  }
}

function joinOf({ slots, keys, sharedKey }: PlanNode): Join {
  return keys.size === 0 ? scalarJoin(slots.length) : taggedJoin(slots.length, sharedKey)
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
