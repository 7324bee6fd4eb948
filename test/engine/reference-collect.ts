import { isEntry, nodeOf, type Loop, type Slot } from './reference-graph.ts'
import type { RefTag } from './reference.ts'

// What docs/semantics.md says of collect. Which list may add to which other is found by walking turn by turn.

/** A list that a node `collect` has not given yet. */
export interface Pending {
  readonly node: string
  readonly tag: RefTag
}

interface Drawing {
  readonly nodes: ReadonlySet<string>
  readonly slots: ReadonlyMap<string, readonly Slot[]>
  /** Inner ones included. */
  readonly loops: readonly Loop[]
  /** The error handler, and the nodes whose failures come there. */
  readonly handler: { readonly node: string; readonly takesFrom: (node: string) => boolean } | null
}

export function loopsAround(node: string, { loops }: Pick<Drawing, 'loops'>): readonly Loop[] {
  return loops.filter(({ nodes }) => nodes.has(node))
}

/** A turn that is any, because the value came into the loop from the side. */
const ANY = 'any'
type Turns = Readonly<Record<string, number | typeof ANY>>

/**
 * Whether something that begins with the list of one may come to the other: every way is tried, turn by turn. Turns
 * beyond that of the other are all alike: only a new turn of a loop around leads back from them.
 */
export function mayAddTo(from: Pending, to: Pending, drawing: Drawing): boolean {
  const watched = loopsAround(to.node, drawing)
  const limited = (turns: Turns): Turns => Object.fromEntries(Object.entries(turns).map(([key, turn]) =>
    [key, turn === ANY ? ANY : Math.min(turn, (to.tag[key] as number) + 1)]))
  const start = limited(Object.fromEntries(watched.filter(({ nodes }) => nodes.has(from.node))
    .map(({ heads }) => [`@${heads[0]}`, from.tag[`@${heads[0]}`] as number])))
  const seen = new Set<string>()
  const ways: { readonly node: string; readonly turns: Turns }[] = [{ node: from.node, turns: start }]
  for (const { node, turns } of ways)
    for (const next of nextOf(node, drawing)) {
      const there = limited(moved(node, next.node, next.slot, turns, watched))
      const name = JSON.stringify([next.node, there])
      if (seen.has(name)) continue
      seen.add(name)
      if (next.node === to.node && Object.entries(there).every(([key, turn]) => turn === ANY || turn === to.tag[key])) return true
      ways.push({ node: next.node, turns: there })
    }
  return false
}

function nextOf(node: string, { nodes, slots, handler }: Drawing): readonly { readonly node: string; readonly slot: Slot | null }[] {
  const fed = [...nodes].flatMap((id) => slots.get(id)!.filter(({ sources }) => sources.some((source) => source.node === node))
    .map((slot) => ({ node: id, slot })))
  return handler?.takesFrom(node) === true ? [...fed, { node: handler.node, slot: null }] : fed
}

/** The turns of the watched loops at the end of a wire. */
function moved(from: string, to: string, slot: Slot | null, turns: Turns, watched: readonly Loop[]): Turns {
  const closing = watched.find(({ nodes, heads }) => heads[0] === to && nodes.has(from) && slot !== null && isEntry(slot, nodes))
  const inside = watched.filter(({ nodes }) => nodes.has(to))
  return Object.fromEntries(inside.map((loop) => {
    const key = `@${loop.heads[0]}`
    if (loop === closing) return [key, turns[key] === ANY ? ANY : (turns[key] as number) + 1]
    if (loop.nodes.has(from) && key in turns) return [key, turns[key] as number]
    return [key, loop.heads[0] === to && slot !== null && isEntry(slot, loop.nodes) ? 0 : ANY]
  }))
}

/** The keys of tags in the order in which lists compare them: by the longest way to the node that makes them, then by name. */
export function keyOrder(drawing: Drawing): (one: string, other: string) => number {
  const { nodes, slots, loops } = drawing
  const depths = new Map([...nodes].map((id) => [id, 0]))
  for (let before = ''; before !== JSON.stringify([...depths]);) {
    before = JSON.stringify([...depths])
    for (const id of nodes) for (const slot of slots.get(id)!) for (const { node } of slot.sources) {
      if (!nodes.has(node) || loops.some((loop) => loop.heads[0] === id && loop.nodes.has(node) && isEntry(slot, loop.nodes))) continue
      depths.set(id, Math.max(depths.get(id)!, depths.get(node)! + 1))
    }
  }
  const placeOf = (key: string) => [depths.get(nodeOf(key))!, nodeOf(key), /^[@!]/.test(key) ? Infinity : Number(key.split('.')[2])] as const
  return (one, other) => {
    const [a, b] = [placeOf(one), placeOf(other)]
    return a[0] - b[0] || (a[1] === b[1] ? a[2] - b[2] : a[1] < b[1] ? -1 : 1)
  }
}

/** Key by key, a tag without the key first. A tag's values are numbers, or names of nodes. */
export function inOrder(keys: readonly string[]): (one: RefTag, other: RefTag) => number {
  return (one, other) => {
    for (const key of keys) {
      const [a, b] = [one[key] ?? -1, other[key] ?? -1]
      if (a !== b) return b === -1 ? 1 : a === -1 ? -1 : a < b ? -1 : 1
    }
    return 0
  }
}
