import type { ResolvedFlow, ResolvedNode } from '../../shared/resolve/types.ts'
import { canConnect } from '../../shared/resolve/wire-check.ts'
import { membersOf } from '../../shared/wit/member.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { outputHandle, pathOfHandle } from '../canvas/handle-id.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { currentFlow } from '../session/session-store.ts'

export interface WireSource {
  readonly node: string
  /** `node.port[.member…]` */
  readonly path: string
}

/** Every output that may be wired to an input, for those who choose from a list instead of dragging. */
export function wireSources(toNode: string, toInput: string): readonly WireSource[] {
  const { resolved } = useResolvedStore.getState()
  const flow = currentFlow()
  return [...(resolved.flows.get(flow) as ResolvedFlow).nodes.values()]
    .filter(({ id }) => id !== toNode)
    .flatMap((node) => pathsOf(node).map((path) => ({ node: node.id, path })))
    .filter(({ path }) => canConnect(resolved, { flow, from: path, toNode, toInput }).kind !== 'refused')
}

/** Ports and the members that they open into, two levels deep; `failed` and `result` are for the canvas. */
function pathsOf(node: ResolvedNode): readonly string[] {
  return [...node.outputs]
    .filter(([port]) => port !== 'failed' && port !== 'result')
    .flatMap(([port, type]) => {
      const [name = port, ...members] = port.split('.')
      const isVariant = type.kind === 'variant' && members.length === 0
      return [members, ...(isVariant ? [] : membersBelow(type, 2).map((below) => [...members, ...below]))].map((all) =>
        pathOfHandle(node.id, outputHandle(name, all)),
      )
    })
}

function membersBelow(type: PortType, levels: number): readonly (readonly string[])[] {
  if (levels === 0) return []
  return membersOf(type).flatMap(([name, inner]) => [
    [name],
    ...membersBelow(inner, levels - 1).map((below) => [name, ...below]),
  ])
}
