import { inMib } from '../directive/limits.ts'
import type { AnyValue } from '../wit/any-value.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { printJson } from '../wit/json-form.ts'
import type { Value } from '../wit/value.ts'
import { isLarger } from '../wit/value-size.ts'
import { NoValueError } from './args.ts'
import { listOf, type Called } from './calls.ts'
import { isCollect } from './collecting.ts'
import { createCollects, type Group } from './collects.ts'
import { endExecution, isOver, mayStart, wholeRun, type Execution } from './execution.ts'
import { AmbiguousError, FullError, scalarJoin, SPENT, taggedJoin, type Arrival, type Capacity, type Join, type Row } from './join.ts'
import { perform } from './perform.ts'
import type { PlanNode, RunPlan, Target } from './plan.ts'
import { compareTags, failureKey, NO_TAG, withEntry } from './tag.ts'
import type { Failure, FailureKind, Firing, Outcome, Tag } from './types.ts'

/** Executes a flow on the value of its trigger's `out`. `done` is told, once, what failed that nothing in the flow took. */
export type Execute = (plan: RunPlan, event: Value, execution: Execution, done: (failure: Failure | null) => void) => void

/** One firing that is under way. */
interface Fired {
  readonly node: PlanNode
  readonly tag: Tag
  readonly args: readonly Value[]
  readonly firedMs: number
}

/** What executes a flow. One object and functions beside it: thousands of runs may wait, each with one of these. */
interface Going {
  readonly plan: RunPlan
  readonly execution: Execution
  readonly joins: (Join | undefined)[]
  readonly capacity: Capacity
  readonly ready: { readonly node: PlanNode; readonly row: Row }[]
  readonly collects: ReturnType<typeof createCollects> | null
  readonly done: (failure: Failure | null) => void
  next: number
  waitingFor: number
  draining: boolean
  /** Of a call that goes on beside what fails in it, what it will have failed with. */
  untaken: { readonly node: PlanNode; readonly tag: Tag; readonly failure: Failure } | null
}

export const execute: Execute = (plan, event, execution, done) => {
  const { course } = execution
  const going: Going = {
    plan, execution, done,
    joins: new Array<Join | undefined>(plan.nodes.length),
    capacity: { left: course.maxPending },
    ready: [],
    collects: plan.collecting.length === 0 ? null : createCollects(plan.collecting),
    next: 0, waitingFor: 0, draining: true, untaken: null,
  }
  if (mayStart(execution, plan.trigger.node.id)) {
    const begun = { node: plan.trigger, tag: NO_TAG, args: [event], firedMs: course.clockMs }
    deliver(going, plan.trigger, NO_TAG, record(execution, begun, [['out', event]], null, 1))
    for (const node of plan.constants) going.ready.push({ node, row: { arrivals: [], tag: NO_TAG } })
  }
  drain(going)
}

function drain(going: Going): void {
  const { ready, collects, execution } = going
  going.draining = true
  do {
    for (let firing = ready[going.next++]; firing !== undefined; firing = ready[going.next++]) fire(going, firing.node, firing.row)
    ready.length = going.next = 0
  } while (going.waitingFor === 0 && collects !== null && !isOver(execution) && fireCollects(going, collects.due()))
  going.draining = false
  if (going.waitingFor > 0) return
  noteWaiting(going)
  going.done(execution.ended ?? going.untaken?.failure ?? null)
}

/** False when there was nothing to fire. */
function fireCollects(going: Going, groups: readonly Group[]): boolean {
  const { execution } = going
  for (const { collecting: { node }, tag, rows } of groups) {
    if (!mayStart(execution, node.node.id)) return false
    settle(going, { node, tag, args: [], firedMs: execution.course.clockMs }, { outcome: listMade(node, rows), attempt: 1 })
  }
  return groups.length > 0
}

function fire(going: Going, node: PlanNode, row: Row): void {
  const { collects, execution } = going
  const { course } = execution
  if (collects !== null && isCollect(node.node)) return collects.add(node, row)
  const firedMs = course.clockMs
  if (!mayStart(execution, node.node.id)) return
  // Of its own size: one that grows takes the room of 17, for as long as the run lasts.
  const args = new Array<Value>(node.pass === null ? node.args.length : 0)
  let made = 0
  let passed: ReturnType<NonNullable<PlanNode['pass']>> | null = null
  try {
    if (node.pass === null) for (const make of node.args) args[made++] = make(row.arrivals)
    else passed = node.pass(row.arrivals)
  } catch (error) {
    const refused = { outcome: refusedInput(error), attempt: 1 }
    return settle(going, { node, tag: row.tag, args: args.slice(0, made - 1), firedMs }, refused)
  }
  if (node.measured && isGivenMore(node, args, course.valueBytes(node.node))) {
    const outcome = tooLarge('is given', course.valueBytes(node.node))
    return settle(going, { node, tag: row.tag, args: [], firedMs }, { outcome, attempt: 1 })
  }
  if (passed !== null) {
    const fired = { node, tag: row.tag, args: passed.args, firedMs }
    return deliver(going, node, row.tag, record(execution, fired, passed.fired, null, 1))
  }
  const called = performed(execution, node, row.tag, args)
  if (called === null) return
  if (!(called instanceof Promise)) return settle(going, { node, tag: row.tag, args, firedMs }, called)
  going.waitingFor++
  void called.then((given) => {
    going.waitingFor--
    settle(going, { node, tag: row.tag, args, firedMs }, given)
    if (!going.draining) drain(going)
  })
}

function performed(execution: Execution, node: PlanNode, tag: Tag, args: readonly Value[]): ReturnType<typeof perform> {
  try {
    return perform(node, tag, args, execution, execute)
  } catch (error) {
    return { outcome: refusedInput(error), attempt: 1 }
  }
}

function settle(going: Going, fired: Fired, { outcome, attempt }: Called): void {
  const { node, tag } = fired
  const { execution } = going
  if (!outcome.ok) return fail(going, fired, attempt, outcome.kind, outcome.message, outcome.payload ?? 'null', [])
  const maxBytes = node.measured ? execution.course.valueBytes(node.node) : Infinity
  if (node.measured && isLarger(outcome.value, maxBytes)) {
    return fail(going, fired, attempt, 'limit', tooLarge('makes', maxBytes).message, 'null', [])
  }
  const ports = node.split(outcome.value)
  const err = node.takesErr ? undefined : ports.find(([port]) => port === 'err')
  if (err === undefined) return deliver(going, node, tag, record(execution, fired, ports, null, attempt))
  const errType = node.node.outputs.get('err')
  const payload = errType === undefined ? 'null' : printJson(err[1], errType)
  fail(going, fired, attempt, 'err', `The function gave an error: ${inWords(payload)}`, payload, ports)
}

function fail(
  going: Going, fired: Fired, attempt: number, kind: FailureKind, message: string, payload: string, ports: Firing['fired'],
): void {
  const { node, tag } = fired
  const { execution, plan: { onError }, untaken } = going
  const failure: Failure = { kind, message, node: node.node.id, attempt, payload }
  deliver(going, node, tag, record(execution, fired, [...ports, ['failed', failure]], failure, attempt))
  if (node.targets.has('failed') || isOver(execution)) return
  if (onError !== null && !node.handlesFailure) return handle(going, onError, node, tag, failure)
  if (execution.above === null) return endExecution(execution, failure)
  if (untaken === null || comesBefore(node, tag, untaken)) going.untaken = { node, tag, failure }
}

function handle(going: Going, handler: PlanNode, source: PlanNode, tag: Tag, value: Failure): void {
  const { execution } = going
  if (!mayStart(execution, handler.node.id)) return
  const handled = withEntry(tag, failureKey(handler.node.id), source.rank)
  const fired = { node: handler, tag: handled, args: [value], firedMs: execution.course.clockMs }
  deliver(going, handler, handled, record(execution, fired, [['out', value]], null, 1))
}

function record(
  { course, within }: Execution, { node, tag, args, firedMs }: Fired, fired: Firing['fired'], failure: Failure | null, attempt: number,
): Firing['fired'] {
  course.clockMs = course.host.now()
  course.firings.push({ node: node.node, within, tag, attempt, args, fired, failure, startedMs: firedMs, endedMs: course.clockMs })
  return fired
}

function deliver(going: Going, node: PlanNode, tag: Tag, fired: Firing['fired']): void {
  if (isOver(going.execution)) return
  for (const [port, value] of fired)
    for (const target of node.targets.get(port) ?? []) {
      const arrivalTag = target.retag === null ? tag : target.retag(tag)
      const rows = arrive(going, target, { value, source: target.source, tag: arrivalTag })
      if (rows === null) return
      for (const row of rows) going.ready.push({ node: target.node, row })
    }
}

/** Null when the execution has ended over it. */
function arrive(going: Going, { node, slot }: Target, arrival: Arrival): readonly Row[] | null {
  const { joins, capacity, execution } = going
  const { index, keys, slots } = node
  if (keys.size === 0 && slots.length === 1 && joins[index] === undefined) {
    joins[index] = SPENT
    return [{ arrivals: [arrival], tag: NO_TAG }]
  }
  const join = (joins[index] ??= joinOf(node, capacity))
  try {
    const rows = join.arrive(slot, arrival)
    if (keys.size === 0 && rows.length > 0) joins[index] = SPENT
    return rows
  } catch (error) {
    if (error instanceof FullError) return endFull(going)
    if (!(error instanceof AmbiguousError)) throw error
    const input = slots[slot]?.input ?? ''
    const message = `Two values reached ${input} for the same turn of the loop that begins there.`
    endExecution(execution, { kind: 'ambiguous', message, node: node.node.id, attempt: 1, payload: 'null' })
    return null
  }
}

/** Names the node that holds most. */
function endFull({ plan, joins, execution }: Going): null {
  const heldAt = ({ index }: PlanNode): number => joins[index]?.held ?? 0
  const [first, ...rest] = plan.nodes
  const fullest = rest.reduce((most, node) => (heldAt(node) > heldAt(most) ? node : most), first as PlanNode)
  const { id } = fullest.node
  const message = `The run was ended because it held ${execution.course.maxPending} values, ${heldAt(fullest)} of them for ${id}.`
  endExecution(wholeRun(execution), { kind: 'limit', message, node: id, attempt: 1, payload: 'null' })
  return null
}

function noteWaiting({ plan, joins, execution: { course, within } }: Going): void {
  for (const { node: { id, flow }, slots, index } of plan.nodes) {
    const missing = joins[index]?.missing() ?? null
    if (missing !== null) course.waiting.push({ within, flow, node: id, inputs: [...new Set(missing.map((slot) => slots[slot]!.input))] })
  }
}

/** By name and tag, so that which of several failures counts does not depend on which came first. */
function comesBefore(node: PlanNode, tag: Tag, other: { readonly node: PlanNode; readonly tag: Tag }): boolean {
  return node === other.node ? compareTags(tag, other.tag) < 0 : node.rank < other.node.rank
}

function joinOf({ slots, keys, keeps, sharedKey }: PlanNode, capacity: Capacity): Join {
  return keys.size === 0 ? scalarJoin(slots.length) : taggedJoin(keeps, sharedKey, capacity)
}

/** One item that cannot be made is the failure of the whole list: the first in its order. */
function listMade({ args: [make], node: { inputs: [input] } }: PlanNode, rows: readonly Row[]): Outcome {
  try {
    return { ok: true, value: listOf(rows.map(({ arrivals }) => make!(arrivals)), input!.type) }
  } catch (error) {
    return refusedInput(error)
  }
}

function refusedInput(error: unknown): Outcome {
  if (error instanceof NoValueError) return { ok: false, kind: 'no-value', message: error.message }
  if (error instanceof ConversionError) return { ok: false, kind: 'bad-value', message: error.message }
  // The engine's own limit of text: half a gigabyte.
  if (error instanceof RangeError) return { ok: false, kind: 'limit', message: `A value cannot be made: ${error.message}` }
  throw error
}

/** The type of a value that may be any does not count. */
function isGivenMore({ node: { inputs } }: PlanNode, args: readonly Value[], maxBytes: number): boolean {
  return args.some((arg, at) =>
    isLarger(inputs[at]?.type.kind === 'any' ? (arg as AnyValue | undefined)?.value : arg, maxBytes))
}

function tooLarge(what: string, allowed: number): Extract<Outcome, { readonly ok: false }> {
  const message = `The node ${what} a value that takes more than the ${inMib(allowed)} that limits.valueBytes allows`
  return { ok: false, kind: 'limit', message }
}

/** Of an error that is text, the text without its quotes. */
function inWords(json: string): string {
  return json.startsWith('"') ? (JSON.parse(json) as string) : json
}
