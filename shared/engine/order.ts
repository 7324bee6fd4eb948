import { graphOf, reach, type FlowGraph } from '../resolve/flow-graph.ts'
import { loopsOf, waitsForItself, type Loop } from '../resolve/loops.ts'
import type { Slot } from './args.ts'
import { closes, turningLoops, type Turning } from './retag.ts'

/** What the order of a plan is made of: each node's slots. */
export type Waits = ReadonlyMap<string, readonly Slot[]>

export function graphOfWaits(waits: Waits): FlowGraph {
  return graphOf(new Map([...waits].map(([id, slots]) => [id, slots.map(({ sources }) => sources)])))
}

/** What the triggers lead to, what is asked for besides, and the nodes under no trigger that these need. */
export function activeNodes(
  waits: Waits, all: readonly string[], started: readonly string[], asked: readonly string[],
): ReadonlySet<string> {
  const graph = graphOfWaits(waits)
  const underTrigger = reach(graph, all)
  const active = new Set([...reach(graph, started), ...asked.filter((id) => !underTrigger.has(id))])
  for (const id of active)
    for (const { node } of (waits.get(id) ?? []).flatMap(({ sources }) => sources))
      if (waits.has(node) && !underTrigger.has(node)) active.add(node)
  return active
}

/**
 * Leaves out the nodes of cycles that cannot turn, as if they were not there. What other nodes are left with may be
 * other loops, so it is looked at again.
 */
export function turning(
  waits: Waits,
): { readonly waits: Waits; readonly loops: readonly Turning[] } {
  const graph = graphOfWaits(waits)
  const loops = loopsOf(graph, neverSure)
  const stuck = new Set(loops.flatMap((loop) => stuckIn(loop, graph)))
  if (stuck.size === 0) return { waits, loops: turningLoops(loops) }
  return turning(new Map([...waits].filter(([id]) => !stuck.has(id))))
}

/** Whether a loop ends is no question of its order. */
const neverSure = () => false

function stuckIn(loop: Loop, graph: FlowGraph): readonly string[] {
  const turns = loop.heads.length === 1 && !waitsForItself(graph, loop)
  return turns ? loop.inner.flatMap((inner) => stuckIn(inner, graph)) : loop.nodes
}

/**
 * Sources before what they feed, in the document's order where there is a choice (Kahn 1962). Wires that close a loop do
 * not count.
 */
export function inOrder(waits: Waits, loops: readonly Turning[]): readonly string[] {
  const open = new Map<string, number>()
  const feeds = new Map<string, string[]>()
  for (const id of waits.keys()) feeds.set(id, [])
  for (const [id, slots] of waits) {
    let count = 0
    for (const slot of slots)
      for (const { node } of slot.sources) {
        if (!waits.has(node) || loops.some((loop) => closes(loop, node, id, slot))) continue
        feeds.get(node)?.push(id)
        count++
      }
    open.set(id, count)
  }
  const order = [...open].filter(([, count]) => count === 0).map(([id]) => id)
  for (const id of order)
    for (const fed of feeds.get(id) ?? []) {
      const left = (open.get(fed) as number) - 1
      open.set(fed, left)
      if (left === 0) order.push(fed)
    }
  return order
}
