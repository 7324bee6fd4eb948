import type { Directive, Flow, Node, Sample } from '../../../shared/directive/schema.ts'
import { indexOfKey } from '../ordered-record.ts'
import { batch, type Edit } from '../edit.ts'
import { newId } from '../new-id.ts'
import { wiresOf } from '../wires.ts'
import { type Drawn, freshId, isIn } from './subflow-border.ts'
import { bindingsOf, type InputMade, inputsOf } from './subflow-inputs.ts'
import { outputsOf, sinkOf } from './subflow-outputs.ts'
import { middleOf, placesInside } from './subflow-places.ts'

export type Made =
  | { readonly ok: true; readonly edit: Edit; readonly flow: string; readonly node: string }
  | { readonly ok: false; readonly reason: string }

/**
 * Puts nodes into a flow of their own and a node for it in their place. Wires that crossed the border become inputs and
 * outputs: one input for each set of sources, one output for each port that somebody outside takes.
 */
export function makeSubflow(
  document: Directive, flowId: string, ids: ReadonlySet<string>, label: string, drawn: Drawn,
): Made {
  const flow = document.flows[flowId] as Flow
  const chosen = Object.entries(flow.nodes).filter(([id]) => ids.has(id))
  const reason = refusal(chosen, ids)
  if (reason !== null) return { ok: false, reason }

  const subflow = newId(label, (id) => Object.hasOwn(document.flows, id))
  const self = newId(label, (id) => Object.hasOwn(flow.nodes, id))
  const taken = new Set(ids)
  const trigger = freshId('inputs', taken)
  const inputs = inputsOf(chosen, ids, trigger, drawn)
  const outputs = outputsOf(flow, ids, drawn)

  const types = Object.fromEntries(inputs.list.map(({ name, type }) => [name, type]))
  const inner: Record<string, Node> = { [trigger]: { trigger: 'inputs', with: { inputs: types } }, ...inputs.nodes }
  const sinks = outputs.list.map(({ name, node, port, type }) => {
    const id = freshId(name === 'out' ? 'output' : name, taken)
    inner[id] = sinkOf(name, `${node}.${port}`, type)
    return { id, node }
  })
  const nodes = awake(inner, trigger, [...ids])

  const outer: Node = {
    flow: subflow,
    ...(inputs.list.length > 0 && { in: bindingsOf(inputs.list) }),
    ...(inputs.after.length > 0 && { after: [...inputs.after] }),
  }
  const edits: Edit[] = [
    {
      kind: 'add-flow', flow: subflow, index: null, value: { label, nodes },
      view: placesInside(trigger, [...ids], sinks, drawn), samples: sampleOf(trigger, inputs.list, drawn),
    },
    ...chosen.map(([node]): Edit => ({ kind: 'remove-node', flow: flowId, node })),
    {
      kind: 'add-node', flow: flowId, node: self, value: outer, at: middleOf([...ids], drawn),
      index: indexOfKey(flow.nodes, chosen[0]?.[0] as string),
    },
    ...outputs.rewired(self).map(([node, value]): Edit => ({ kind: 'replace-node', flow: flowId, node, value })),
  ]
  return { ok: true, edit: batch(edits), flow: subflow, node: self }
}

function refusal(chosen: readonly (readonly [string, Node])[], ids: ReadonlySet<string>): string | null {
  if (chosen.length === 0) return 'Select the nodes that it is to hold.'
  for (const [id, node] of chosen) {
    const name = node.label ?? id
    if ('trigger' in node)
      return `“${name}” is a trigger: what it starts is a run of this flow. Leave it out of the selection.`
    if ('sink' in node && node.sink === 'output')
      return `“${name}” is an output of this flow itself. Leave it out of the selection.`
    const mixed = (node.after ?? []).some((entry) => new Set([entry].flat().map((path) => isIn(ids, path))).size > 1)
    if (mixed)
      return `“${name}” waits for one of several nodes, of which some are selected and some are not. Select all of them.`
  }
  return null
}

/** With those waiting for the call itself that nothing else would make part of it. */
function awake(nodes: Readonly<Record<string, Node>>, trigger: string, ids: readonly string[]): Record<string, Node> {
  const wires = wiresOf({ nodes })
  const active = new Set([trigger])
  for (const node of active) for (const { from, to } of wires) if (from?.node === node) active.add(to.node)
  for (const node of active) {
    for (const { from, to } of wires) if (to.node === node && from !== null) active.add(from.node)
  }
  const asleep = new Set(ids.filter((id) => !active.has(id) && !wires.some(({ to }) => to.node === id)))
  return Object.fromEntries(Object.entries(nodes).map(([id, node]) =>
    [id, asleep.has(id) ? { ...node, after: [`${trigger}.out`] } : node]))
}

/** What went in when the nodes last fired, so that the new flow shows values of its own at once. */
function sampleOf(trigger: string, inputs: readonly InputMade[], drawn: Drawn): readonly Sample[] | null {
  const values = inputs.flatMap(({ name, paths }) => {
    const value = paths.map(drawn.valueAt).find((each) => each !== undefined)
    return value === undefined ? [] : [[name, value] as const]
  })
  if (values.length === 0) return null
  return [{ name: 'Sample', trigger, event: { kind: 'inputs', values: Object.fromEntries(values) } }]
}
