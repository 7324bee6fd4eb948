import type { TestNode } from '../../shared/engine/flow.test-support.ts'
import type { Outcome } from '../../shared/engine/types.ts'
import {
  flattened, isEntry, loopsIn, nodeOf, reached, runningNodes, slotsOf, sureKeys, type SketchedFlow, type Source,
} from './reference-graph.ts'

// What docs/semantics.md says, word for word and without a thought for speed: every row is looked for among all values
// that ever came, until nothing new fires. Nothing waits, so there is no order. It shares no code with the engine.

/** What a call gives. The same call always gives the same. */
export type Calls = (node: string, args: readonly unknown[], attempt: number) => Outcome

export type RefTag = Readonly<Record<string, number | string>>

export interface RefFiring {
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
}

interface Arrival { readonly tag: RefTag; readonly value: unknown; readonly source: Source }
export function interpret(flow: SketchedFlow, event: unknown, calls: Calls, maxFirings: number): RefRun {
  const slots = new Map(Object.entries(flow.nodes).map(([id, node]) => [id, slotsOf(node)]))
  const nodes = runningNodes(flow, slots)
  const loops = flattened(loopsIn(nodes, slots, null))
  const sure = sureKeys(flow, nodes, slots, loops)
  const handled = flow.onError === null ? new Set<string>() : reached([flow.onError], nodes, slots)
  const wiredTo = (node: string, ...ports: string[]) =>
    [...nodes].some((id) => slots.get(id)!.some(({ sources }) => sources.some((source) => source.node === node && ports.includes(source.port))))

  const came = new Map([...nodes].map((id) => [id, slots.get(id)!.map((): Arrival[] => [])]))
  const fired = new Map([...nodes].map((id) => [id, new Map<string, RefFiring>()]))
  const changed = new Set<string>()
  const firings: RefFiring[] = []
  const ends = new Set<string>()

  record({ node: 'start', tag: {}, attempt: 1, inputs: null, outputs: { out: event } })
  for (const id of nodes) if (slots.get(id)!.length === 0 && flow.nodes[id]!.kind === undefined) fire(id, {}, [])
  for (const id of changed) {
    changed.delete(id)
    for (const { tag, arrivals } of ends.has('ambiguous') ? [] : rows(id)) {
      if (fired.get(id)!.has(textOf(tag))) continue
      if (firings.length >= maxFirings) ends.add('limit')
      if (ends.has('limit') || ends.has('ambiguous')) return { firings, ends, waiting: new Set() }
      fire(id, tag, arrivals)
    }
  }
  if (firings.length > maxFirings) ends.add('limit')
  return { firings, ends, waiting: new Set([...nodes].flatMap((id) => waitingOf(id))) }

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

  function fire(id: string, tag: RefTag, arrivals: readonly Arrival[]): void {
    const node = flow.nodes[id]!
    const inputs = Object.keys(node.in ?? {}).map((_, at) => memberOf(arrivals[at]!))
    const pass = node.disabled?.pass
    const needed = node.disabled == null ? inputs : pass == null ? [] : [inputs[pass]]
    if (needed.includes(MISSING)) return fail(id, tag, null, 1, 'no-value', 'null', {})
    if (node.disabled != null) {
      const outputs = pass == null ? {} : { out: inputs[pass] }
      return record({ node: id, tag, attempt: 1, inputs: pass == null ? [] : inputs.map((value, at) => (at === pass ? value : undefined)), outputs })
    }
    const { outcome, attempt } = called(id, inputs)
    if (!outcome.ok) return fail(id, tag, inputs, attempt, outcome.kind, 'null', {})
    const outputs = portsOf(node, outcome.value)
    if (!('err' in outputs) || wiredTo(id, 'err', 'result')) return record({ node: id, tag, attempt, inputs, outputs })
    fail(id, tag, inputs, attempt, 'err', JSON.stringify(outputs.err), outputs)
  }

  function called(id: string, inputs: readonly unknown[]): { readonly outcome: Outcome; readonly attempt: number } {
    const { each, retry } = flow.nodes[id]!.policies ?? { each: null, retry: null }
    if (each === null) return calledOnce(inputs)
    const items = (inputs[each.input] as readonly unknown[]).map((item) => calledOnce(inputs.with(each.input, item)))
    const deciding = items.find(({ outcome }) => !outcome.ok || (each.errors === 'first' && isErr(outcome)))
    if (deciding !== undefined) return deciding
    const values = items.map(({ outcome }) => (outcome as { readonly value: unknown }).value)
    const { result } = flow.nodes[id]!
    const list = result?.kind === 'result' && each.errors === 'first' ? { tag: 'ok', val: values.map((value) => (value as { val: unknown }).val) } : values
    return { outcome: { ok: true, value: list }, attempt: Math.max(1, ...items.map(({ attempt }) => attempt)) }

    function calledOnce(args: readonly unknown[]) {
      for (let attempt = 1; ; attempt++) {
        const outcome = calls(id, args, attempt)
        const again = outcome.ok
          ? isErr(outcome) && (retry?.on == null || retry.on.includes('err'))
          : retry?.on == null || retry.on.includes(outcome.kind)
        if (retry === null || !again || attempt === retry.attempts) return { outcome, attempt }
      }
    }
  }

  function fail(
    id: string, tag: RefTag, inputs: readonly unknown[] | null, attempt: number, kind: string, payload: string, outputs: RefFiring['outputs'],
  ): void {
    const failure = { kind, node: id, attempt, payload }
    record({ node: id, tag, attempt, inputs, outputs: { ...outputs, failed: failure } })
    if (wiredTo(id, 'failed')) return
    if (flow.onError === null || handled.has(id)) ends.add(`${kind} ${id}`)
    else record({ node: flow.onError, tag: { ...tag, [`!${flow.onError}`]: id }, attempt: 1, inputs: null, outputs: { out: failure } })
  }

  function record(firing: RefFiring): void {
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
  const { tag, val } = value as { tag: string; val: unknown }
  return tag === member ? val : MISSING
}

function isErr(outcome: Outcome): boolean {
  return outcome.ok && (outcome.value as { tag?: unknown } | undefined)?.tag === 'err'
}

function portsOf({ result: given, policies }: TestNode, value: unknown): Readonly<Record<string, unknown>> {
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
