import { parsePath } from '../../../shared/directive/path.ts'
import type { Directive, Flow } from '../../../shared/directive/schema.ts'
import { mapAfter, mapPaths } from '../binding-tree.ts'
import { batch, type Edit } from '../edit.ts'

/** Takes nodes away with every wire that comes from them. */
export function removeNodes(document: Directive, flowId: string, ids: ReadonlySet<string>): Edit {
  const flow = document.flows[flowId] as Flow
  const keep = (path: string) => (ids.has(parsePath(path)?.node ?? '') ? null : path)
  const cut = Object.entries(flow.nodes)
    .filter(([id]) => !ids.has(id))
    .flatMap(([id]) => cutWires(flow, flowId, id, keep))
  const removed = Object.keys(flow.nodes).filter((id) => ids.has(id))
  return batch([
    ...cut,
    ...cutFlow(flow, flowId, ids),
    ...removed.map((node): Edit => ({ kind: 'remove-node', flow: flowId, node })),
  ])
}

/** The edits that take away those wires into `id` whose path `keep` turns into null. */
export function cutWires(
  flow: Flow,
  flowId: string,
  id: string,
  keep: (path: string) => string | null,
): readonly Edit[] {
  const node = flow.nodes[id]
  const edits: Edit[] = []
  for (const [input, before] of Object.entries(node?.in ?? {})) {
    const binding = mapPaths(before, keep)
    if (binding !== before) edits.push({ kind: 'set-binding', flow: flowId, node: id, input, binding, index: null })
  }
  if (node?.after?.flat().some((path) => keep(path) === null)) {
    edits.push({ kind: 'set-node-part', flow: flowId, node: id, part: 'after', value: mapAfter(node.after, keep) })
  }
  return edits
}

function cutFlow(flow: Flow, flowId: string, ids: ReadonlySet<string>): readonly Edit[] {
  if (flow.onError === undefined || !ids.has(flow.onError)) return []
  return [{ kind: 'set-flow-part', flow: flowId, part: 'onError', value: undefined }]
}
