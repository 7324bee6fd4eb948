import type { PortType } from '../wit/types.ts'
import { componentsOf, type FlowGraph, type Slot, type SlotSource } from './flow-graph.ts'

/** A loop of a flow, and what is wrong with it, if anything. */
export interface Loop {
  /** In the document's order. */
  readonly nodes: readonly string[]
  /** Where it is entered: an input of theirs takes a value from outside or, in later turns, from inside. A loop that can run has one. */
  readonly heads: readonly string[]
  /** Whether each turn makes another one, because no wire in it depends on what a node gives. */
  readonly endless: boolean
  /** The loops within it, once the wires into its head are cut. */
  readonly inner: readonly Loop[]
}

/**
 * Finds the loop-nesting forest of a flow; see "How a run goes" in ARCHITECTURE.md. `firesAlways` says whether a port
 * fires whenever its node does.
 */
export function loopsOf(graph: FlowGraph, firesAlways: (source: SlotSource) => boolean): readonly Loop[] {
  return loopsWithin(graph.nodes, null)

  /** `head`: the wires into it do not count. */
  function loopsWithin(nodes: readonly string[], head: string | null): readonly Loop[] {
    const next = (id: string) => (graph.feeds.get(id) ?? []).filter((fed) => fed !== head)
    return componentsOf(nodes, next)
      .filter((members) => members.length > 1 || next(members[0]!).includes(members[0]!))
      .map(loopOf)
  }

  function loopOf(members: readonly string[]): Loop {
    const inside = new Set(members)
    const nodes = graph.nodes.filter((id) => inside.has(id))
    const heads = nodes.filter((id) => (graph.slots.get(id) ?? []).some((slot) => isEntry(slot, inside)))
    const [head] = heads
    const inner = heads.length === 1 ? loopsWithin(nodes, head!) : []
    return { nodes, heads, endless: isEndless(nodes, inside), inner }
  }

  /** A node goes on for ever when each input fed from the loop has a source in it that fires every time. */
  function isEndless(nodes: readonly string[], inside: ReadonlySet<string>): boolean {
    const always = new Map<string, readonly string[]>(nodes.map((id) => [id, []]))
    for (const id of nodes) {
      const fed = (graph.slots.get(id) ?? []).filter((slot) => slot.some(({ node }) => inside.has(node)))
      const sure = fed.map((slot) => slot.filter((source) => inside.has(source.node) && firesAlways(source)))
      if (sure.some((slot) => slot.length === 0)) continue
      for (const { node } of sure.flat()) always.set(node, [...always.get(node)!, id])
    }
    return componentsOf(nodes, (id) => always.get(id)!).some((members) =>
      members.length > 1 || always.get(members[0]!)!.includes(members[0]!))
  }

}

/** Whether a port of a node with these outputs fires each time the node is called without failing. */
export function firesAlways(outputs: ReadonlyMap<string, PortType>, port: string): boolean {
  const mayBranch = outputs.has('err') || outputs.has('none')
  return port === 'result' || ((port === 'out' || port === 'done') && !mayBranch)
}

/** Whether the head needs for its first turn what only a turn gives: then there is none. */
export function waitsForItself({ slots }: FlowGraph, { nodes, heads }: Loop): boolean {
  const inside = new Set(nodes)
  return heads.some((head) => (slots.get(head) ?? []).some((slot) => slot.length > 0 && slot.every(({ node }) => inside.has(node))))
}

/** A value from outside alone is there in every turn and enters nothing. */
function isEntry(slot: Slot, inside: ReadonlySet<string>): boolean {
  return slot.some(({ node }) => inside.has(node)) && slot.some(({ node }) => !inside.has(node))
}
