import { CORES } from '../nodes/catalogue.ts'
import type { ResolvedNode } from '../resolve/types.ts'
import type { PlanNode } from './plan.ts'
import { closes, type Turning } from './retag.ts'
import { mergeKey } from './tag.ts'

// What a plan says of nodes `collect`: which values belong into one list, in which order, and which list may still get
// something from which other. See "Collect" in docs/semantics.md.

export interface Collecting {
  readonly node: PlanNode
  /** The keys of the turns of the loops that it stands in, outermost first: what its lists are told apart by. */
  readonly turns: readonly string[]
  /** The order in which the keys of two values' tags are compared. */
  readonly compareKeys: (one: string, other: string) => number
  /** Whether it gives an empty list when nothing came. */
  readonly empty: boolean
  /**
   * The nodes that its list may come to, when so many of `turns` stay what they are: without the wires by which those
   * turns would become others.
   */
  readonly reaches: readonly ReadonlySet<PlanNode>[]
}

/** One that is switched off is a node like any other that is. */
export function isCollect({ action, disabled }: ResolvedNode): boolean {
  return disabled === null && action.kind === 'core' && CORES.get(action.core)?.work.kind === 'collect'
}

/** A value keeps of its tag what tells lists apart. */
export function turnsOf(id: string, loops: readonly Turning[]): readonly string[] {
  return loops.filter(({ members }) => members.has(id)).map(({ key }) => key)
}

export function collectingOf(
  nodes: readonly PlanNode[], loops: readonly Turning[], onError: PlanNode | null,
): readonly Collecting[] {
  const collects = nodes.filter(({ node }) => isCollect(node))
  if (collects.length === 0) return []
  const places = placesOf(nodes, loops)
  const compareKeys = (one: string, other: string) => comparePlaces(places.get(one)!, places.get(other)!)
  return collects.map((node): Collecting => {
    const around = loops.filter(({ members }) => members.has(node.node.id))
    const { action } = node.node
    const empty = action.kind === 'core' && action.with['empty'] === true
    return {
      node,
      turns: around.map(({ key }) => key),
      compareKeys,
      empty: empty && around.length === 0 && !node.handlesFailure,
      reaches: Array.from({ length: around.length + 1 }, (_, held) => reachedFrom(node, around.slice(0, held), onError)),
    }
  })
}

/** `onError`: any node may fail, and what is taken nowhere comes there. */
function reachedFrom(from: PlanNode, held: readonly Turning[], onError: PlanNode | null): ReadonlySet<PlanNode> {
  const reached = new Set<PlanNode>()
  const waiting = new Set([from])
  for (const node of waiting) {
    const fed = [...node.targets.values()].flat()
      .filter(({ node: to, slot }) => !held.some((loop) => closes(loop, node.node.id, to.node.id, to.slots[slot]!)))
      .map(({ node: to }) => to)
    const mayFail = onError !== null && !node.handlesFailure && !node.targets.has('failed')
    for (const to of mayFail ? [...fed, onError] : fed) {
      reached.add(to)
      waiting.add(to)
    }
  }
  return reached
}

/** Where a key comes into tags: how far into the flow, at which node, at which slot; a turn after all slots. */
type KeyPlace = readonly [depth: number, node: string, slot: number]

/** The longest way to each node, without wires that begin a next turn, says how far into the flow it stands. */
function placesOf(nodes: readonly PlanNode[], loops: readonly Turning[]): ReadonlyMap<string, KeyPlace> {
  const depths = new Map<PlanNode, number>(nodes.map((node) => [node, 0]))
  const places = new Map<string, KeyPlace>()
  for (const node of nodes) {
    const { id } = node.node
    const depth = depths.get(node)!
    for (const { node: to, slot } of [...node.targets.values()].flat()) {
      if (!loops.some((loop) => closes(loop, id, to.node.id, to.slots[slot]!))) {
        depths.set(to, Math.max(depths.get(to)!, depth + 1))
      }
    }
    node.slots.forEach(({ input }, at) => places.set(mergeKey(id, input, at), [depth, id, at]))
    places.set(`@${id}`, [depth, id, node.slots.length])
    places.set(`!${id}`, [depth, id, node.slots.length])
  }
  return places
}

function comparePlaces(one: KeyPlace, other: KeyPlace): number {
  if (one[0] !== other[0]) return one[0] - other[0]
  if (one[1] !== other[1]) return one[1] < other[1] ? -1 : 1
  return one[2] - other[2]
}

