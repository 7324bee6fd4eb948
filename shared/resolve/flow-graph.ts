/** What a leaf of a node's bindings, or one entry of its `after`, waits for: one of these ports. */
export type Slot = readonly SlotSource[]

export interface SlotSource {
  readonly node: string
  readonly port: string
}

/** A flow as a graph of nodes. Wires with a type problem are in it, because somebody meant them. */
export interface FlowGraph {
  /** In the document's order. */
  readonly nodes: readonly string[]
  readonly slots: ReadonlyMap<string, readonly Slot[]>
  /** Nodes that a node feeds, each once. */
  readonly feeds: ReadonlyMap<string, readonly string[]>
}

export function graphOf(slots: ReadonlyMap<string, readonly Slot[]>): FlowGraph {
  const feeds = new Map<string, Set<string>>()
  for (const id of slots.keys()) feeds.set(id, new Set())
  for (const [id, waits] of slots) for (const slot of waits) for (const { node } of slot) feeds.get(node)?.add(id)
  return { nodes: [...slots.keys()], slots, feeds: new Map(Array.from(feeds, ([id, fed]) => [id, [...fed]])) }
}

/** Everything that can be reached from `roots`, these included. */
export function reach(graph: FlowGraph, roots: Iterable<string>): ReadonlySet<string> {
  const reached = new Set(roots)
  for (const id of reached) for (const fed of graph.feeds.get(id) ?? []) reached.add(fed)
  return reached
}

/**
 * The strongly connected components of a graph, sources before what they feed (Tarjan 1972, without recursion, so that
 * a long chain costs no stack). `next` may name nodes outside `nodes`: these are left out.
 */
export function componentsOf(
  nodes: readonly string[], next: (id: string) => readonly string[],
): readonly (readonly string[])[] {
  const inside = new Set(nodes)
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const onStack = new Set<string>()
  const stack: string[] = []
  const found: string[][] = []

  for (const root of nodes) {
    if (order.has(root)) continue
    const path = [enter(root)]
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const { id, following } = frame
      const step = following[frame.at++]
      if (step === undefined) {
        path.pop()
        const above = path.at(-1)?.id
        if (above !== undefined) low.set(above, Math.min(low.get(above)!, low.get(id)!))
        if (low.get(id) === order.get(id)) close(id)
      } else if (!inside.has(step)) continue
      else if (!order.has(step)) path.push(enter(step))
      else if (onStack.has(step)) low.set(id, Math.min(low.get(id)!, order.get(step)!))
    }
  }
  return found.reverse()

  function enter(id: string) {
    order.set(id, order.size)
    low.set(id, order.get(id)!)
    stack.push(id)
    onStack.add(id)
    return { id, following: next(id), at: 0 }
  }

  function close(id: string): void {
    const members: string[] = []
    for (let member = stack.pop()!; ; member = stack.pop()!) {
      onStack.delete(member)
      members.push(member)
      if (member === id) break
    }
    found.push(members.reverse())
  }
}
