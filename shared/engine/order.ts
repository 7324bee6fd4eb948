import { graphOf, reach, type FlowGraph } from '../resolve/flow-graph.ts'
import type { Slot } from './args.ts'
import { closes, type Turning } from './retag.ts'

/** What the order of a plan is made of: each node's slots. */
export type Waits = ReadonlyMap<string, readonly Slot[]>

export function graphOfWaits(waits: Waits): FlowGraph {
  return graphOf(new Map([...waits].map(([id, slots]) => [id, slots.map(({ sources }) => sources)])))
}

/** What the triggers lead to, and the nodes under no trigger that these need. */
export function activeNodes(waits: Waits, all: readonly string[], started: readonly string[]): ReadonlySet<string> {
  const graph = graphOfWaits(waits)
  const underTrigger = reach(graph, all)
  const active = new Set(reach(graph, started))
  for (const id of active)
    for (const { node } of (waits.get(id) ?? []).flatMap(({ sources }) => sources))
      if (waits.has(node) && !underTrigger.has(node)) active.add(node)
  return active
}

/**
 * Sources before what they feed, in the document's order where there is a choice (Kahn 1962). Wires that close a loop do
 * not count; what a cycle without one head holds up is left out.
 */
export function inOrder(waits: Waits, active: ReadonlySet<string>, loops: readonly Turning[]): readonly string[] {
  const open = new Map<string, number>()
  const feeds = new Map<string, string[]>()
  for (const id of waits.keys()) if (active.has(id)) feeds.set(id, [])
  for (const id of feeds.keys()) {
    let count = 0
    for (const slot of waits.get(id) ?? [])
      for (const { node } of slot.sources) {
        if (!active.has(node) || loops.some((loop) => closes(loop, node, id, slot))) continue
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
