import { parsePath, printPath, type PortPath } from '../../../shared/directive/path.ts'
import { renameInputs } from '../../../shared/directive/rename-inputs.ts'
import type { Directive, Flow, Node, Sample } from '../../../shared/directive/schema.ts'
import type { Json } from '../../../shared/json/json.ts'
import { mapAfter, mapPaths } from '../binding-tree.ts'
import { batch, type Edit } from '../edit.ts'
import { type NodeAt, usesOf } from '../flow-uses.ts'
import { withPart } from '../ordered-record.ts'

// The ports of a flow that is used as a node. What they are called stands in three places: in the trigger or the sink,
// in the wires inside, and at every node that the flow is used as. One edit changes all of them.

/** By name, as WIT types, in the order of the ports. What is no text is left out: it is a problem of the settings. */
export type FlowInputs = Readonly<Record<string, string>>

export function inputsOf(trigger: Node): FlowInputs {
  const given = 'trigger' in trigger ? trigger.with?.['inputs'] : undefined
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {}
  return Object.fromEntries(Object.entries(given).filter((entry) => typeof entry[1] === 'string')) as FlowInputs
}

export function outputNameOf(sink: Node): string {
  const name = 'sink' in sink ? sink.with?.['name'] : undefined
  return typeof name === 'string' ? name : 'out'
}

/** Adds an input, gives one another type, or puts them into another order. */
export function setInputs(document: Directive, at: NodeAt, inputs: FlowInputs): Edit {
  return { kind: 'replace-node', ...at, value: withInputs(nodeAt(document, at), inputs) }
}

export function renameInput(document: Directive, at: NodeAt, from: string, to: string): Edit {
  const trigger = nodeAt(document, at)
  const renamed = withName(inputsOf(trigger), from, to)
  const isUse = useSet(document, at.flow)
  const inside = (path: PortPath) =>
    (path.node === at.node && path.port === 'out' && path.members[0] === from
      ? { ...path, members: [to, ...path.members.slice(1)] } : path)
  return batch([
    ...changeNodes(document, (flow, node, value) => {
      const own = flow === at.flow && node === at.node ? withInputs(value, renamed) : value
      const used = isUse(flow, node) ? renameInputs(own, new Map([[from, to]])) : own
      return flow === at.flow ? withPaths(used, inside) : used
    }),
    ...changeSamples(document, at, (values) => withName(values, from, to)),
  ])
}

/** With the wires from it inside, and what is bound to it at the nodes that the flow is used as. */
export function removeInput(document: Directive, at: NodeAt, name: string): Edit {
  const { [name]: _, ...left } = inputsOf(nodeAt(document, at))
  const isUse = useSet(document, at.flow)
  const inside = (path: PortPath) =>
    (path.node === at.node && path.port === 'out' && path.members[0] === name ? null : path)
  return batch([
    ...changeNodes(document, (flow, node, value) => {
      const own = flow === at.flow && node === at.node ? withInputs(value, left) : value
      const used = isUse(flow, node) ? withoutInput(own, name) : own
      return flow === at.flow ? withPaths(used, inside) : used
    }),
    ...changeSamples(document, at, ({ [name]: __, ...values }) => values),
  ])
}

/** Wires from the nodes that the flow is used as follow, unless another sink still gives an output of the old name. */
export function renameOutput(document: Directive, at: NodeAt, to: string): Edit {
  const from = outputNameOf(nodeAt(document, at))
  const isUse = useSet(document, at.flow)
  const stays = Object.entries((document.flows[at.flow] as Flow).nodes).some(([id, node]) =>
    id !== at.node && 'sink' in node && node.sink === 'output' && outputNameOf(node) === from)
  return batch(changeNodes(document, (flow, node, value) => {
    const own = flow === at.flow && node === at.node ? withOutputName(value, to) : value
    if (stays) return own
    return withPaths(own, (path) => (path.port === from && isUse(flow, path.node) ? { ...path, port: to } : path))
  }))
}

function withInputs(trigger: Node, inputs: FlowInputs): Node {
  const node = trigger as Extract<Node, { trigger: string }>
  return { ...node, with: { ...node.with, inputs } }
}

/** With one name in place of another, where it stands. */
function withName<T>(record: Readonly<Record<string, T>>, from: string, to: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name === from ? to : name, value]))
}

function withOutputName(sink: Node, name: string): Node {
  const { name: _, ...settings } = ('sink' in sink ? sink.with : undefined) ?? {}
  const given: Record<string, Json> = name === 'out' ? settings : { ...settings, name }
  return withPart(sink as Extract<Node, { sink: string }>, 'with', Object.keys(given).length === 0 ? undefined : given)
}

function withoutInput(node: Node, input: string): Node {
  const { [input]: _, ...bound } = node.in ?? {}
  const left = withPart(node, 'in', Object.keys(bound).length === 0 ? undefined : bound)
  return left.each?.over === input ? withPart(left, 'each', undefined) : left
}

/** A path that becomes null goes. */
export function withPaths(node: Node, change: (path: PortPath) => PortPath | null): Node {
  const changed = (text: string): string | null => {
    const path = parsePath(text)
    const now = path === null ? null : change(path)
    return path === null || now === path ? text : now && printPath(now)
  }
  const bound = Object.entries(node.in ?? {}).flatMap(([input, binding]) => {
    const mapped = mapPaths(binding, changed)
    return mapped === null ? [] : [[input, mapped] as const]
  })
  const after = mapAfter(node.after ?? [], changed)
  const rewired = withPart(node, 'in', bound.length === 0 ? undefined : Object.fromEntries(bound))
  return withPart(rewired, 'after', after)
}

/** An edit for each node that `change` makes another one of. */
export function changeNodes(
  document: Directive, change: (flow: string, node: string, value: Node) => Node,
): readonly Edit[] {
  return Object.entries(document.flows).flatMap(([flow, { nodes }]) =>
    Object.entries(nodes).flatMap(([node, before]): Edit[] => {
      const value = change(flow, node, before)
      return JSON.stringify(value) === JSON.stringify(before) ? [] : [{ kind: 'replace-node', flow, node, value }]
    }))
}

type Values = Readonly<Record<string, Json>>

function changeSamples(
  { samples }: Directive, { flow, node }: NodeAt, change: (values: Values) => Values,
): readonly Edit[] {
  const before = samples?.[flow]
  if (before === undefined) return []
  return [{ kind: 'set-samples', flow, samples: before.map((sample) => changed(sample, node, change)) }]
}

function changed(sample: Sample, trigger: string, change: (values: Values) => Values): Sample {
  const { event } = sample
  if (sample.trigger !== trigger || typeof event !== 'object' || event === null || Array.isArray(event)) return sample
  const { values, ...rest } = event as Readonly<Record<string, Json>>
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return sample
  return { ...sample, event: { ...rest, values: change(values as Values) } }
}

function useSet(document: Directive, flow: string): (flow: string, node: string) => boolean {
  const uses = new Set(usesOf(document, flow).map((at) => `${at.flow}/${at.node}`))
  return (inFlow, node) => uses.has(`${inFlow}/${node}`)
}

function nodeAt(document: Directive, { flow, node }: NodeAt): Node {
  const value = document.flows[flow]?.nodes[node]
  if (value === undefined) throw new Error(`there is no node ${node} in flow ${flow}`)
  return value
}
