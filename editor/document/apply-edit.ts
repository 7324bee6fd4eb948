import type { Directive, Flow, Node, Sample } from '../../shared/directive/schema.ts'
import { type Applied, batch, type Edit, type Point, type SetFlowPart, type SetNodePart } from './edit.ts'
import { indexOfKey, withEntry, withoutEntry, withPart } from './ordered-record.ts'

/** Pure. An edit that names what is not there is a bug of its maker and throws. */
export function applyEdit(document: Directive, edit: Edit): Applied {
  switch (edit.kind) {
    case 'batch': return applyBatch(document, edit.edits)
    case 'add-node': return addNode(document, edit)
    case 'remove-node': return removeNode(document, edit)
    case 'replace-node': return replaceNode(document, edit)
    case 'move-nodes': return moveNodes(document, edit)
    case 'set-node-part': return setNodePart(document, edit)
    case 'set-binding': return setBinding(document, edit)
    case 'add-package':
      return {
        document: { ...document, packages: withEntry(document.packages, edit.alias, edit.ref, edit.index) },
        undo: { kind: 'remove-package', alias: edit.alias },
      }
    case 'remove-package': return removePackage(document, edit.alias)
    case 'add-flow': return addFlow(document, edit)
    case 'remove-flow': return removeFlow(document, edit.flow)
    case 'set-flow-part': return setFlowPart(document, edit)
    case 'set-samples':
      return {
        document: withSamples(document, edit.flow, edit.samples),
        undo: { kind: 'set-samples', flow: edit.flow, samples: document.samples?.[edit.flow] ?? null },
      }
    case 'set-variable': return setVariable(document, edit)
    case 'set-label':
      return { document: withPart(document, 'label', edit.label), undo: { kind: 'set-label', label: document.label } }
  }
}

function applyBatch(document: Directive, edits: readonly Edit[]): Applied {
  const undo: Edit[] = []
  for (const edit of edits) {
    const applied = applyEdit(document, edit)
    document = applied.document
    undo.unshift(applied.undo)
  }
  return { document, undo: batch(undo) }
}

function addNode(document: Directive, edit: Extract<Edit, { kind: 'add-node' }>): Applied {
  const flow = flowOf(document, edit.flow)
  if (Object.hasOwn(flow.nodes, edit.node)) throw new Error(`node ${edit.node} is already in flow ${edit.flow}`)
  const nodes = withEntry(flow.nodes, edit.node, edit.value, edit.index)
  return {
    document: withPlace(withFlow(document, edit.flow, { ...flow, nodes }), edit.flow, edit.node, edit.at),
    undo: { kind: 'remove-node', flow: edit.flow, node: edit.node },
  }
}

function removeNode(document: Directive, edit: Extract<Edit, { kind: 'remove-node' }>): Applied {
  const flow = flowOf(document, edit.flow)
  const value = nodeOf(flow, edit.node)
  return {
    document: withPlace(
      withFlow(document, edit.flow, { ...flow, nodes: withoutEntry(flow.nodes, edit.node) ?? {} }),
      edit.flow,
      edit.node,
      null,
    ),
    undo: {
      kind: 'add-node',
      flow: edit.flow,
      node: edit.node,
      value,
      at: placeOf(document, edit.flow, edit.node),
      index: indexOfKey(flow.nodes, edit.node),
    },
  }
}

function replaceNode(document: Directive, edit: Extract<Edit, { kind: 'replace-node' }>): Applied {
  const before = nodeOf(flowOf(document, edit.flow), edit.node)
  return { document: withNode(document, edit.flow, edit.node, edit.value), undo: { ...edit, value: before } }
}

function moveNodes(document: Directive, edit: Extract<Edit, { kind: 'move-nodes' }>): Applied {
  const from: Record<string, Point | null> = {}
  let moved = document
  for (const [node, at] of Object.entries(edit.to)) {
    from[node] = placeOf(document, edit.flow, node)
    moved = withPlace(moved, edit.flow, node, at)
  }
  return { document: moved, undo: { kind: 'move-nodes', flow: edit.flow, to: from } }
}

function setNodePart(document: Directive, edit: SetNodePart): Applied {
  const flow = flowOf(document, edit.flow)
  const node = nodeOf(flow, edit.node) as Extract<Node, { trigger: string }>
  const before = { ...edit, value: node[edit.part] } as SetNodePart
  return { document: withNode(document, edit.flow, edit.node, withPart(node, edit.part, edit.value)), undo: before }
}

function setBinding(document: Directive, edit: Extract<Edit, { kind: 'set-binding' }>): Applied {
  const node = nodeOf(flowOf(document, edit.flow), edit.node)
  const bound = node.in ?? {}
  const before = bound[edit.input] ?? null
  const after =
    edit.binding === null ? withoutEntry(bound, edit.input) : withEntry(bound, edit.input, edit.binding, edit.index)
  return {
    document: withNode(document, edit.flow, edit.node, withPart(node, 'in', after)),
    undo: { ...edit, binding: before, index: before === null ? null : indexOfKey(bound, edit.input) },
  }
}

function removePackage(document: Directive, alias: string): Applied {
  const ref = document.packages[alias]
  if (ref === undefined) throw new Error(`there is no package ${alias}`)
  return {
    document: { ...document, packages: withoutEntry(document.packages, alias) ?? {} },
    undo: { kind: 'add-package', alias, ref, index: indexOfKey(document.packages, alias) },
  }
}

function addFlow(document: Directive, edit: Extract<Edit, { kind: 'add-flow' }>): Applied {
  if (Object.hasOwn(document.flows, edit.flow)) throw new Error(`flow ${edit.flow} is already there`)
  const added = withFlow(document, edit.flow, edit.value, edit.index)
  const view = edit.view === null ? added.view : withEntry(added.view, edit.flow, edit.view, null)
  return {
    document: withSamples(withPart(added, 'view', view), edit.flow, edit.samples),
    undo: { kind: 'remove-flow', flow: edit.flow },
  }
}

function removeFlow(document: Directive, flow: string): Applied {
  const value = flowOf(document, flow)
  const { view, samples } = document
  const removed = { ...document, flows: withoutEntry(document.flows, flow) ?? {} }
  return {
    document: withSamples(withPart(removed, 'view', view && withoutEntry(view, flow)), flow, null),
    undo: {
      kind: 'add-flow',
      flow,
      value,
      view: view?.[flow] ?? null,
      samples: samples?.[flow] ?? null,
      index: indexOfKey(document.flows, flow),
    },
  }
}

function setFlowPart(document: Directive, edit: SetFlowPart): Applied {
  const flow = flowOf(document, edit.flow)
  return {
    document: withFlow(document, edit.flow, withPart(flow, edit.part, edit.value)),
    undo: { ...edit, value: flow[edit.part] } as SetFlowPart,
  }
}

function setVariable(document: Directive, edit: Extract<Edit, { kind: 'set-variable' }>): Applied {
  const declared = document.config ?? {}
  const before = declared[edit.name] ?? null
  const after =
    edit.value === null ? withoutEntry(declared, edit.name) : withEntry(declared, edit.name, edit.value, edit.index)
  return {
    document: withPart(document, 'config', after),
    undo: { ...edit, value: before, index: before === null ? null : indexOfKey(declared, edit.name) },
  }
}

function flowOf(document: Directive, flow: string): Flow {
  const value = document.flows[flow]
  if (value === undefined) throw new Error(`there is no flow ${flow}`)
  return value
}

function nodeOf(flow: Flow, node: string): Node {
  const value = flow.nodes[node]
  if (value === undefined) throw new Error(`there is no node ${node}`)
  return value
}

function placeOf(document: Directive, flow: string, node: string): Point | null {
  return document.view?.[flow]?.[node] ?? null
}

function withFlow(document: Directive, flow: string, value: Flow, index: number | null = null): Directive {
  return { ...document, flows: withEntry(document.flows, flow, value, index) }
}

function withNode(document: Directive, flow: string, node: string, value: Node): Directive {
  const before = flowOf(document, flow)
  return withFlow(document, flow, { ...before, nodes: { ...before.nodes, [node]: value } })
}

function withPlace(document: Directive, flow: string, node: string, at: Point | null): Directive {
  const places = document.view?.[flow]
  if (at !== null) {
    return {
      ...document,
      view: withEntry(document.view, flow, withEntry(places, node, { x: at.x, y: at.y }, null), null),
    }
  }
  if (document.view === undefined || places === undefined || !Object.hasOwn(places, node)) return document
  const rest = withoutEntry(places, node)
  return withPart(
    document,
    'view',
    rest ? withEntry(document.view, flow, rest, null) : withoutEntry(document.view, flow),
  )
}

function withSamples(document: Directive, flow: string, samples: readonly Sample[] | null): Directive {
  if (samples !== null && samples.length > 0) {
    return { ...document, samples: withEntry(document.samples, flow, [...samples], null) }
  }
  return document.samples === undefined ? document : withPart(document, 'samples', withoutEntry(document.samples, flow))
}
