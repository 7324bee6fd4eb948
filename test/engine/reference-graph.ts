import type { TestNode } from '../../shared/engine/flow.test-support.ts'

// What docs/semantics.md says of a flow before anything has come: what runs, where loops begin, which keys are sure.

export interface SketchedFlow {
  readonly nodes: Readonly<Record<string, TestNode>>
  readonly onError: string | null
}

export interface Source { readonly node: string; readonly port: string; readonly member: string | null }
export interface Slot { readonly input: string; readonly sources: readonly Source[]; readonly any: boolean }
export interface Loop { readonly nodes: ReadonlySet<string>; readonly heads: readonly string[]; readonly inner: readonly Loop[] }

export function slotsOf(node: TestNode, nodes: SketchedFlow['nodes']): readonly Slot[] {
  const inputs = Object.entries(node.in ?? {}).map(([input, from]) => ({ input, sources: [from].flat().map((text) => sourceIn(text, nodes)), any: false }))
  return [...inputs, ...(node.after ?? []).map((entry) => ({ input: 'after', sources: entry.map((text) => sourceIn(text, nodes)), any: entry.length > 1 }))]
}

/** What stands behind `out` is a case, or one of a flow's inputs. */
function sourceIn(text: string, nodes: SketchedFlow['nodes']): Source {
  const [node, port, member] = text.split('.') as [string, string, string?]
  if (nodes[node]!.kind === 'inputs') return { node, port, member: member ?? null }
  return port === 'out' && member !== undefined ? { node, port: `out.${member}`, member: null } : { node, port, member: member ?? null }
}

export function isTrigger({ kind }: TestNode): boolean {
  return kind === 'trigger' || kind === 'failure' || kind === 'inputs'
}

/**
 * What the trigger and the error handler lead to and what that needs, without cycles that cannot turn. Who calls a flow
 * asks for its outputs.
 */
export function runningNodes({ nodes, onError }: SketchedFlow, begin: string, slots: ReadonlyMap<string, readonly Slot[]>): ReadonlySet<string> {
  const all = new Set(Object.keys(nodes))
  const underTriggers = reached([...all].filter((id) => isTrigger(nodes[id]!)), all, slots)
  const asked = nodes[begin]!.kind === 'inputs' ? [...all].filter((id) => nodes[id]!.kind === 'output' && !underTriggers.has(id)) : []
  const active = new Set([...reached([begin, ...(onError === null ? [] : [onError])], all, slots), ...asked])
  for (const id of active)
    for (const { node } of slots.get(id)!.flatMap(({ sources }) => sources)) if (!underTriggers.has(node)) active.add(node)
  for (;;) {
    const stuck = stuckIn(loopsIn(active, slots, null), slots)
    if (stuck.length === 0) return active
    for (const id of stuck) active.delete(id)
  }
}

function stuckIn(loops: readonly Loop[], slots: ReadonlyMap<string, readonly Slot[]>): readonly string[] {
  return loops.flatMap(({ nodes, heads, inner }) => {
    const fillsItself = ({ sources }: Slot) => sources.every(({ node }) => nodes.has(node))
    return heads.length !== 1 || slots.get(heads[0]!)!.some(fillsItself) ? [...nodes] : stuckIn(inner, slots)
  })
}

export function reached(from: readonly string[], nodes: ReadonlySet<string>, slots: ReadonlyMap<string, readonly Slot[]>): ReadonlySet<string> {
  const found = new Set(from)
  for (let size = -1; size !== found.size;) {
    size = found.size
    for (const id of nodes) if (slots.get(id)!.some(({ sources }) => sources.some(({ node }) => found.has(node)))) found.add(id)
  }
  return found
}

/** The cycles among `nodes`, when the wires into `cut` do not count. */
export function loopsIn(nodes: ReadonlySet<string>, slots: ReadonlyMap<string, readonly Slot[]>, cut: string | null): readonly Loop[] {
  const uncut = new Map([...slots].map(([id, all]) => [id, id === cut ? [] : all]))
  const behind = new Map([...nodes].map((id) => {
    const first = [...nodes].filter((to) => uncut.get(to)!.some(({ sources }) => sources.some(({ node }) => node === id)))
    return [id, reached(first, nodes, uncut)]
  }))
  const seen = new Set<string>()
  return [...nodes].flatMap((id): readonly Loop[] => {
    if (seen.has(id) || !behind.get(id)!.has(id)) return []
    const inside = new Set([...nodes].filter((other) => behind.get(id)!.has(other) && behind.get(other)!.has(id)))
    for (const each of inside) seen.add(each)
    const heads = [...inside].filter((each) => slots.get(each)!.some((slot) => isEntry(slot, inside)))
    return [{ nodes: inside, heads, inner: heads.length === 1 ? loopsIn(inside, slots, heads[0]!) : [] }]
  })
}

export function isEntry({ sources }: Slot, inside: ReadonlySet<string>): boolean {
  return sources.some(({ node }) => inside.has(node)) && sources.some(({ node }) => !inside.has(node))
}

export function flattened(loops: readonly Loop[]): readonly Loop[] {
  return loops.flatMap((loop) => [loop, ...flattened(loop.inner)])
}

/** For each slot of each node the keys that all of its values surely have: begun with all keys, taken away until it holds. */
export function sureKeys(
  { onError, nodes: flows }: SketchedFlow, nodes: ReadonlySet<string>, slots: ReadonlyMap<string, readonly Slot[]>, loops: readonly Loop[],
): ReadonlyMap<string, readonly ReadonlySet<string>[]> {
  const keys = [...nodes].flatMap((id) => [`@${id}`, `!${id}`, ...slots.get(id)!.map(({ input }, at) => `${id}.${input}.${at}`)])
  let sure = new Map([...nodes].map((id) => [id, slots.get(id)!.map((): ReadonlySet<string> => new Set(keys))]))
  for (let before = ''; before !== textOfSure();) {
    before = textOfSure()
    sure = new Map([...nodes].map((id) => [id, slots.get(id)!.map((slot, at) => ofSlot(id, slot, at))]))
  }
  return sure

  function textOfSure(): string {
    return JSON.stringify([...sure].map(([id, all]) => [id, all.map((each) => [...each].toSorted((a, b) => (a < b ? -1 : 1)))]))
  }

  function ofNode(id: string): ReadonlySet<string> {
    const all = new Set([...(id === onError ? [`!${id}`] : []), ...sure.get(id)!.flatMap((each) => [...each])])
    if (flows[id]!.core !== 'collect' || flows[id]!.disabled != null) return all
    return all.intersection(new Set(loops.filter((loop) => loop.nodes.has(id)).map(({ heads }) => `@${heads[0]}`)))
  }

  function ofSlot(id: string, slot: Slot, at: number): ReadonlySet<string> {
    const loop = loops.find(({ heads }) => heads[0] === id)
    const inside = loop !== undefined && isEntry(slot, loop.nodes) ? loop.nodes : new Set<string>()
    const rivals = slot.sources.filter(({ node }) => !inside.has(node))
    const merged = rivals.length > 1 && !slot.any ? [`${id}.${slot.input}.${at}`] : []
    const carried = slot.sources.filter(({ node }) => nodes.has(node)).map(({ node }) => {
      const stays = [...ofNode(node)].filter((key) => !inside.has(node) || !inside.has(nodeOf(key)) || nodeOf(key) === id)
      return new Set([...stays, ...(inside.size > 0 ? [`@${id}`] : []), ...(inside.has(node) ? [] : merged)])
    })
    return carried.reduce((all, each) => all.intersection(each), carried[0] ?? new Set(merged))
  }
}

export function nodeOf(key: string): string {
  return key.replace(/^[@!]/, '').split('.')[0]!
}

