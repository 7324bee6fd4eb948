import type { Directive } from '../directive/schema.ts'
import { componentsOf } from './flow-graph.ts'

/** Which flows of a directive call which. */
export interface FlowUses {
  /** Flows in an order in which each stands behind those that it calls, as far as they do not call each other in a circle. */
  readonly order: readonly string[]
  /** The way by which `used` leads back to `flow`, both ends included: `a → b → a`. Null when it does not. */
  circle(flow: string, used: string): readonly string[] | null
}

export function flowUses({ flows }: Directive): FlowUses {
  const ids = Object.keys(flows)
  const used = new Map(Object.entries(flows).map(([id, { nodes }]) => [
    id, [...new Set(Object.values(nodes).flatMap((node) => ('flow' in node && Object.hasOwn(flows, node.flow) ? [node.flow] : [])))],
  ]))
  const next = (id: string) => used.get(id)!
  const components = componentsOf(ids, next)
  const componentOf = new Map(components.flatMap((members) => members.map((id) => [id, members] as const)))
  return {
    order: components.toReversed().flat(),
    circle: (flow, first) => (componentOf.get(flow) === componentOf.get(first) ? wayBack(flow, first) : null),
  }

  function wayBack(flow: string, first: string): readonly string[] | null {
    const before = new Map<string, string>([[first, flow]])
    for (const id of before.keys()) {
      if (id === flow) return [flow, ...trail(flow, first)]
      for (const each of next(id)) if (!before.has(each)) before.set(each, id)
    }
    return null

    function trail(last: string, begin: string): readonly string[] {
      const path = [last]
      while (path[0] !== begin) path.unshift(before.get(path[0]!)!)
      return path
    }
  }
}
