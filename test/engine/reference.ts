import { DELAY_MS, type TestNode } from '../../shared/engine/flow.test-support.ts'
import type { Outcome } from '../../shared/engine/types.ts'
import {
  flattened, isEntry, isTrigger, loopsIn, nodeOf, reached, runningNodes, slotsOf, sureKeys, type SketchedFlow, type Source,
} from './reference-graph.ts'
import { inOrder, keyOrder, loopsAround, mayAddTo, type Pending } from './reference-collect.ts'

// What docs/semantics.md says, word for word and without a thought for speed: every row is looked for among all values
// that ever came, until nothing new fires. Nothing waits, so there is no order. It shares no code with the engine.

/** What a call gives. The same call always gives the same. */
export type Calls = (call: RefCall) => Outcome

export interface RefCall {
  readonly flow: string
  readonly node: string
  readonly args: readonly unknown[]
  readonly attempt: number
  /** The attempts at the calls of flows around it, outermost first. */
  readonly around: readonly number[]
}

export type RefTag = Readonly<Record<string, number | string>>

export interface RefFiring {
  /** The calls of flows that it happened in, as text: `inner{}#0.1/` for the first attempt of the first item. */
  readonly within: string
  readonly node: string
  readonly tag: RefTag
  readonly attempt: number
  /** Null where one could not be made, and for triggers. */
  readonly inputs: readonly unknown[] | null
  readonly outputs: Readonly<Record<string, unknown>>
}

export interface RefRun {
  /** All that can fire. A run that fails has fired a part of it. */
  readonly firings: readonly RefFiring[]
  /** What may fail the run, as `kind node`; none when it is fine. */
  readonly ends: ReadonlySet<string>
  readonly waiting: ReadonlySet<string>
  /** How the calls of flows begin in which what fires depends on the order: `within` up to the attempt. */
  readonly loose: readonly string[]
}

/** The flows of a run; the event comes to `start` of the one called main. */
export type RefFlows = Readonly<Record<string, SketchedFlow>>

interface Group extends Pending { readonly rows: { readonly tag: RefTag; readonly arrivals: readonly Arrival[] }[] }
interface Arrival { readonly tag: RefTag; readonly value: unknown; readonly source: Source }
type Untaken = Pick<RefFiring, 'node' | 'tag'> & { readonly kind: string; readonly payload: string }

export function interpret(flows: RefFlows, event: unknown, calls: Calls, maxFirings: number): RefRun {
  const course: Course = { flows, calls, maxFirings, firings: [], waiting: new Set(), loose: [] }
  const { ends } = interpretFlow(course, { flow: 'main', within: '', around: [] }, event)
  const { firings, loose } = course
  const over = firings.length > maxFirings ? new Set([...ends, 'limit']) : ends
  return { firings, ends: over, waiting: over.has('limit') || over.has('ambiguous') ? new Set() : course.waiting, loose }
}

interface Course {
  readonly flows: RefFlows
  readonly calls: Calls
  readonly maxFirings: number
  readonly firings: RefFiring[]
  readonly waiting: Set<string>
  readonly loose: string[]
}

interface Place { readonly flow: string; readonly within: string; readonly around: readonly number[] }
interface FlowRun { readonly ends: ReadonlySet<string>; readonly untaken: readonly Untaken[]; readonly outputs: Readonly<Record<string, unknown>> }

function interpretFlow(course: Course, { flow: name, within, around }: Place, event: unknown): FlowRun {
  const { flows, calls, maxFirings, firings, waiting, loose } = course
  const flow = flows[name]!
  const begin = Object.keys(flow.nodes).find((id) => flow.nodes[id]!.kind === 'inputs') ?? 'start'
  const slots = new Map(Object.entries(flow.nodes).map(([id, node]) => [id, slotsOf(node, flow.nodes)]))
  const nodes = runningNodes(flow, begin, slots)
  const loops = flattened(loopsIn(nodes, slots, null))
  const sure = sureKeys(flow, nodes, slots, loops)
  const handled = flow.onError === null ? new Set<string>() : reached([flow.onError], nodes, slots)
  const wiredTo = (node: string, ...ports: string[]) =>
    [...nodes].some((id) => slots.get(id)!.some(({ sources }) => sources.some((source) => source.node === node && ports.includes(source.port))))

  const came = new Map([...nodes].map((id) => [id, slots.get(id)!.map((): Arrival[] => [])]))
  const fired = new Map([...nodes].map((id) => [id, new Map<string, RefFiring>()]))
  const changed = new Set<string>()
  const ends = new Set<string>()
  const untaken: Untaken[] = []
  const outputs: Record<string, unknown> = {}

  const collects = new Set([...nodes].filter((id) => flow.nodes[id]!.core === 'collect' && flow.nodes[id]!.disabled == null))
  const drawing = {
    nodes, slots, loops,
    handler: flow.onError === null ? null : { node: flow.onError, takesFrom: (id: string) => !handled.has(id) && !wiredTo(id, 'failed') },
  }
  const compareKeys = keyOrder(drawing)
  const gathered = new Map([...collects].map((id) => [id, new Set<string>()]))
  const pending: Group[] = [...collects].filter((id) => flow.nodes[id]!.empty === true && !handled.has(id) && loopsAround(id, drawing).length === 0)
    .map((node) => ({ node, tag: {}, rows: [] }))

  record({ node: begin, tag: {}, attempt: 1, inputs: null, outputs: { out: event } })
  for (const id of nodes) if (slots.get(id)!.length === 0 && !isTrigger(flow.nodes[id]!)) fire(id, {}, [])
  for (;;) {
    for (const id of changed) {
      changed.delete(id)
      for (const { tag, arrivals } of ends.has('ambiguous') ? [] : rows(id)) {
        if (collects.has(id) ? gathered.get(id)!.has(textOf(tag)) : fired.get(id)!.has(textOf(tag))) continue
        if (firings.length >= maxFirings) ends.add('limit')
        if (ends.has('limit') || ends.has('ambiguous')) return { ends, untaken, outputs }
        fire(id, tag, arrivals)
      }
    }
    const due = pending.filter((each) => !pending.some((other) => other !== each && mayAddTo(other, each, drawing)))
    if (due.length === 0) break
    for (const group of due) {
      if (firings.length >= maxFirings) ends.add('limit')
      if (ends.has('limit') || ends.has('ambiguous')) return { ends, untaken, outputs }
      pending.splice(pending.indexOf(group), 1)
      giveList(group)
    }
  }
  for (const line of [...nodes].flatMap(waitingOf)) waiting.add(within + line)
  return { ends, untaken, outputs }

  /** Every choice of one arrival for each slot whose tags agree. Alternatives in after bring only what they all count. */
  function rows(id: string): readonly { readonly tag: RefTag; readonly arrivals: readonly Arrival[] }[] {
    const all = slots.get(id)!
    let found: { tag: RefTag; arrivals: Arrival[] }[] = [{ tag: {}, arrivals: [] }]
    all.forEach((slot, at) => {
      found = found.flatMap(({ tag, arrivals }) => came.get(id)![at]!.flatMap((arrival) => {
        const counts = slot.any ? restricted(arrival.tag, sureOfSlot(id, at)) : arrival.tag
        return agree(tag, counts) ? [{ tag: { ...tag, ...counts }, arrivals: [...arrivals, arrival] }] : []
      }))
    })
    const hold = found.filter(({ tag, arrivals }) => all.every((slot, at) => !slot.any || agree(arrivals[at]!.tag, tag)))
    const distinct = new Map<string, (typeof hold)[number]>()
    for (const row of hold) {
      const other = distinct.get(textOf(row.tag))
      if (other?.arrivals.some((arrival, at) => arrival !== row.arrivals[at] && !all[at]!.any) === true)
        throw new Error(`${id} has two rows for ${textOf(row.tag)}`)
      distinct.set(textOf(row.tag), row)
    }
    return [...distinct.values()]
  }

  /** Puts a value into the list that it belongs to. */
  function gather(node: string, tag: RefTag, arrivals: readonly Arrival[]): void {
    gathered.get(node)!.add(textOf(tag))
    const turns = restricted(tag, new Set(loopsAround(node, drawing).map(({ heads }) => `@${heads[0]}`)))
    const group = pending.find((each) => each.node === node && textOf(each.tag) === textOf(turns))
    if (group !== undefined) group.rows.push({ tag, arrivals })
    else if (fired.get(node)!.has(textOf(turns))) throw new Error(`${node} got a value after its list`)
    else pending.push({ node, tag: turns, rows: [{ tag, arrivals }] })
  }

  function giveList({ node, tag, rows: all }: Group): void {
    const keys = [...new Set(all.flatMap((row) => Object.keys(row.tag)))].toSorted(compareKeys)
    const items = all.toSorted((one, other) => inOrder(keys)(one.tag, other.tag)).map(({ arrivals }) => memberOf(arrivals[0]!))
    if (items.includes(MISSING)) return fail(node, tag, null, 1, 'no-value', 'null', {})
    record({ node, tag, attempt: 1, inputs: [], outputs: { out: items } })
  }

  function fire(id: string, tag: RefTag, arrivals: readonly Arrival[]): void {
    if (collects.has(id)) return gather(id, tag, arrivals)
    const node = flow.nodes[id]!
    const inputs = Object.keys(node.in ?? {}).map((_, at) => memberOf(arrivals[at]!))
    const pass = node.disabled?.pass
    const needed = node.disabled == null ? inputs : pass == null ? [] : [inputs[pass]]
    if (needed.includes(MISSING)) return fail(id, tag, null, 1, 'no-value', 'null', {})
    if (node.disabled != null) {
      const outputs = pass == null ? {} : { out: inputs[pass] }
      return record({ node: id, tag, attempt: 1, inputs: pass == null ? [] : inputs.map((value, at) => (at === pass ? value : undefined)), outputs })
    }
    if (node.kind === 'output') give(node.name ?? 'out', inputs[0])
    if (node.kind !== undefined) return record({ node: id, tag, attempt: 1, inputs, outputs: { done: undefined } })
    if (node.core === 'delay') return record({ node: id, tag, attempt: 1, inputs: [...inputs, DELAY_MS], outputs: { out: inputs[0] } })
    const { outcome, attempt } = called(id, tag, inputs)
    if (!outcome.ok) return fail(id, tag, inputs, attempt, outcome.kind, outcome.payload ?? 'null', {})
    const ports = portsOf(node, outcome.value)
    if (node.flow !== undefined || !('err' in ports) || wiredTo(id, 'err', 'result')) return record({ node: id, tag, attempt, inputs, outputs: ports })
    fail(id, tag, inputs, attempt, 'err', JSON.stringify(ports.err), ports)
  }

  function give(output: string, value: unknown): void {
    if (output in outputs) ends.add('ambiguous')
    outputs[output] = value
  }

  function called(id: string, tag: RefTag, inputs: readonly unknown[]): { readonly outcome: Outcome; readonly attempt: number } {
    const { flow: inner, result } = flow.nodes[id]!
    const { each, retry } = flow.nodes[id]!.policies ?? { each: null, retry: null }
    if (each === null) return calledOnce(inputs, 0)
    const items = (inputs[each.input] as readonly unknown[]).map((item, at) => calledOnce(inputs.with(each.input, item), at))
    const decided = items.findIndex(({ outcome }) => !outcome.ok || (each.errors === 'first' && isErr(outcome)))
    // Whether the items behind it are begun depends on what ends first.
    if (decided !== -1) items.forEach((_, at) => at > decided && loose.push(`${within}${id}{${textOf(tag)}}#${at}.`))
    if (decided !== -1) return items[decided]!
    const values = items.map(({ outcome }) => (outcome as { readonly value: unknown }).value)
    const list = inner !== undefined ? listsOf(inner, values) : result?.kind === 'result' && each.errors === 'first' ? { tag: 'ok', val: values.map((value) => (value as { val: unknown }).val) } : values
    return { outcome: { ok: true, value: list }, attempt: Math.max(1, ...items.map(({ attempt }) => attempt)) }

    function calledOnce(args: readonly unknown[], element: number) {
      for (let attempt = 1; ; attempt++) {
        const outcome = inner === undefined ? calls({ flow: name, node: id, args, attempt, around })
          : calledFlow(inner, args, `${within}${id}{${textOf(tag)}}#${element}.${attempt}/`, attempt, each !== null)
        const again = outcome.ok
          ? inner === undefined && isErr(outcome) && (retry?.on == null || retry.on.includes('err'))
          : retry?.on == null ? MAY_PASS.includes(outcome.kind) : retry.on.includes(outcome.kind)
        if (retry === null || !again || attempt === retry.attempts || ends.has('limit')) return { outcome, attempt }
      }
    }
  }

  function calledFlow(inner: string, args: readonly unknown[], inside: string, attempt: number, listed: boolean): Outcome {
    const given = Object.values(flows[inner]!.nodes).find(({ kind }) => kind === 'inputs')!.inputs!
    const event = Object.fromEntries(given.map((input, at) => [input, args[at]]))
    const run = interpretFlow(course, { flow: inner, within: inside, around: [...around, attempt] }, event)
    const failed = (kind: string, payload = 'null') => ({ ok: false, kind, message: '', payload }) as Outcome
    if (run.ends.has('limit')) ends.add('limit')
    if (run.ends.has('ambiguous')) {
      loose.push(inside)
      return failed('ambiguous')
    }
    const [first] = run.untaken.toSorted((a, b) => (a.node === b.node ? compareTags(a.tag, b.tag) : a.node < b.node ? -1 : 1))
    if (first !== undefined) return failed(first.kind, first.payload)
    const names = outputNames(inner)
    return listed && names.length === 1 && !(names[0]! in run.outputs) ? failed('no-value') : { ok: true, value: run.outputs }
  }

  function outputNames(inner: string): readonly string[] {
    return [...new Set(Object.values(flows[inner]!.nodes).flatMap(({ kind, name: output = 'out' }) => (kind === 'output' ? [output] : [])))]
  }

  function listsOf(inner: string, values: readonly unknown[]): unknown {
    return Object.fromEntries(outputNames(inner).map((output) => [output, values.map((value) => (value as Record<string, unknown>)[output])]))
  }

  function fail(
    id: string, tag: RefTag, inputs: readonly unknown[] | null, attempt: number, kind: string, payload: string, outputs: RefFiring['outputs'],
  ): void {
    const failure = { kind, node: id, attempt, payload }
    record({ node: id, tag, attempt, inputs, outputs: { ...outputs, failed: failure } })
    if (wiredTo(id, 'failed')) return
    if (flow.onError === null || handled.has(id)) {
      ends.add(`${kind} ${id}`)
      untaken.push({ node: id, tag, kind, payload })
    }
    else record({ node: flow.onError, tag: { ...tag, [`!${flow.onError}`]: id }, attempt: 1, inputs: null, outputs: { out: failure } })
  }

  function record(plain: Omit<RefFiring, 'within'>): void {
    const firing = { within, ...plain }
    firings.push(firing)
    fired.get(firing.node)!.set(textOf(firing.tag), firing)
    for (const id of nodes)
      slots.get(id)!.forEach((slot, at) => slot.sources.forEach((source, index) => {
        if (source.node !== firing.node || !(source.port in firing.outputs)) return
        const arrival = { tag: travelled(firing.tag, id, at, index), value: firing.outputs[source.port], source }
        const loop = loops.find(({ heads }) => heads[0] === id)
        if (loop !== undefined && isEntry(slot, loop.nodes) && !slot.any && came.get(id)![at]!.some(({ tag }) => agree(tag, arrival.tag)))
          ends.add('ambiguous')
        came.get(id)![at]!.push(arrival)
        changed.add(id)
      }))
  }

  function travelled(tag: RefTag, target: string, at: number, index: number): RefTag {
    const slot = slots.get(target)![at]!
    const loop = loops.find(({ heads }) => heads[0] === target)
    const entered = loop !== undefined && isEntry(slot, loop.nodes) ? loop : null
    const turn = `@${target}`
    if (entered?.nodes.has(slot.sources[index]!.node) === true) {
      const stays = Object.entries(tag).filter(([key]) => key === turn || !entered.nodes.has(nodeOf(key)) || nodeOf(key) === target)
      return { ...Object.fromEntries(stays), [turn]: (tag[turn] as number) + 1 }
    }
    const rivals = slot.sources.filter(({ node }) => entered?.nodes.has(node) !== true)
    return {
      ...tag,
      ...(rivals.length > 1 && !slot.any ? { [`${target}.${slot.input}.${at}`]: index } : {}),
      ...(entered === null ? {} : { [turn]: 0 }),
    }
  }

  function sureOfSlot(id: string, at: number): ReadonlySet<string> {
    return sure.get(id)![at]!
  }

  function waitingOf(id: string): readonly string[] {
    const empty = slots.get(id)!.filter((_, at) => came.get(id)![at]!.length === 0)
    return empty.length === 0 || empty.length === slots.get(id)!.length ? [] : [`${id}: ${[...new Set(empty.map(({ input }) => input))].join(', ')}`]
  }
}

const MISSING = Symbol('missing')

function memberOf({ value, source: { member } }: Arrival): unknown {
  if (member === null) return value
  if (!('tag' in (value as object))) return (value as Record<string, unknown>)[member]
  const { tag, val } = value as { tag: string; val: unknown }
  return tag === member ? val : MISSING
}

function isErr(outcome: Outcome): boolean {
  return outcome.ok && (outcome.value as { tag?: unknown } | undefined)?.tag === 'err'
}

/** Failures that a retry without `on` is about. */
const MAY_PASS: readonly string[] = ['trap', 'err', 'exit']

/** Entry by entry in the order of keys; the shorter one first where one is the beginning of the other. */
function compareTags(left: RefTag, right: RefTag): number {
  const [a, b] = [left, right].map((tag) => Object.entries(tag).toSorted(([one], [other]) => (one < other ? -1 : 1))) as [[string, number | string][], [string, number | string][]]
  for (let at = 0; at < a.length && at < b.length; at++) {
    const [[key, index], [otherKey, otherIndex]] = [a[at]!, b[at]!]
    if (key !== otherKey) return key < otherKey ? -1 : 1
    if (index !== otherIndex) return index < otherIndex ? -1 : 1
  }
  return a.length - b.length
}

function portsOf({ result: given, policies, flow }: TestNode, value: unknown): Readonly<Record<string, unknown>> {
  if (flow !== undefined) return value as Readonly<Record<string, unknown>>
  const result = given === undefined ? { kind: 's32' } as const : given
  if (result === null) return { done: undefined }
  const list = policies?.each != null && !(result.kind === 'result' && policies.each.errors === 'first')
  if (list) return { out: value }
  if (result.kind === 'option') return value === undefined ? { none: undefined, result: value } : { out: value, result: value }
  if (result.kind !== 'result' && result.kind !== 'variant') return { out: value }
  const { tag, val } = value as { tag: string; val?: unknown }
  if (result.kind === 'variant') return { out: value, [`out.${tag}`]: val }
  return tag === 'ok' ? { out: val, result: value } : { err: val, result: value }
}

function agree(left: RefTag, right: RefTag): boolean {
  return Object.entries(left).every(([key, index]) => !(key in right) || right[key] === index)
}

function restricted(tag: RefTag, keys: ReadonlySet<string>): RefTag {
  return Object.fromEntries(Object.entries(tag).filter(([key]) => keys.has(key)))
}

export function textOf(tag: RefTag): string {
  return Object.entries(tag).map(([key, index]) => `${key}=${index}`).toSorted((a, b) => (a < b ? -1 : 1)).join(' ')
}
