import type { Directive, Flow } from '../../shared/directive/schema.ts'

export interface NodeAt {
  readonly flow: string
  readonly node: string
}

/** The nodes that a flow is used as, in the document's order. */
export function usesOf(document: Directive, flow: string): readonly NodeAt[] {
  return Object.entries(document.flows).flatMap(([id, { nodes }]) =>
    Object.entries(nodes).flatMap(([node, value]) =>
      ('flow' in value && value.flow === flow ? [{ flow: id, node }] : [])))
}

/** Whether running `flow` runs `other` sooner or later: as a node of `other` it would never end. */
export function leadsTo(document: Directive, flow: string, other: string): boolean {
  return flowsBehind(document.flows, flow).has(other)
}

/** A flow and all that it uses, however deep. */
export function flowsBehind(flows: Readonly<Record<string, Flow>>, flow: string): ReadonlySet<string> {
  const found = new Set([flow])
  for (const each of found) {
    for (const node of Object.values(flows[each]?.nodes ?? {})) if ('flow' in node) found.add(node.flow)
  }
  return found
}

/** The flow nodes to go into, one after the other, to come from one flow to another; null where none lead there. */
export function nodesTo(
  flows: Readonly<Record<string, Flow>>, from: string, to: string, seen: ReadonlySet<string> = new Set(),
): readonly string[] | null {
  if (from === to) return []
  for (const [node, value] of Object.entries(flows[from]?.nodes ?? {})) {
    if (!('flow' in value) || seen.has(value.flow)) continue
    const rest = nodesTo(flows, value.flow, to, new Set([...seen, from]))
    if (rest !== null) return [node, ...rest]
  }
  return null
}

/** Goes into flow nodes one after the other, as far as they are there. */
export function wayInside(
  flows: Readonly<Record<string, Flow>>, first: string, nodes: readonly string[],
): { readonly flow: string; readonly way: readonly NodeAt[] } {
  const way: NodeAt[] = []
  let flow = first
  for (const node of nodes) {
    const value = flows[flow]?.nodes[node]
    if (value === undefined || !('flow' in value) || !Object.hasOwn(flows, value.flow)) break
    way.push({ flow, node })
    flow = value.flow
  }
  return { flow, way }
}
