import type { ResolvedFlow, ResolvedNode } from '../resolve/types.ts'
import type { PortType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { CORES } from '../nodes/catalogue.ts'
import { outputSplitter } from '../wit/ports.ts'
import { compileArg, type MakeArg, type Slot } from './args.ts'

/** What one trigger's events execute, every name looked up and every conversion compiled. */
export interface RunPlan {
  readonly trigger: PlanNode
  /** In an order in which sources stand before what they feed. */
  readonly nodes: readonly PlanNode[]
  /** Nodes with nothing wired in, which fire once at the start. */
  readonly constants: readonly PlanNode[]
  readonly onError: PlanNode | null
}

export interface PlanNode {
  readonly index: number
  readonly node: ResolvedNode
  readonly slots: readonly Slot[]
  readonly args: readonly MakeArg[]
  /** Splits what a call gave into the ports that fire. */
  readonly split: (value: Value) => readonly (readonly [port: string, value: Value])[]
  readonly targets: ReadonlyMap<string, readonly Target[]>
  /** Whether an error value goes anywhere, so that it is no failure. */
  readonly takesErr: boolean
  /** Whether it stands behind the error handler, whose own failures fail the run. */
  readonly handlesFailure: boolean
  /** The tag keys that a firing can have. None: the node fires at most once a run. */
  readonly keys: ReadonlySet<string>
}

/** One wire, seen from its beginning. */
export interface Target {
  readonly node: PlanNode
  readonly slot: number
  readonly source: number
  /** Set where wires merge: the value's tag gets this key with `source` as its index. */
  readonly mergeKey: string | null
}

/**
 * Compiles what the events of `trigger` execute: its descendants, the trigger-free nodes that those need, and the
 * error handler with its descendants. Nodes in `skip` (those with problems), nodes in cycles and what depends on them
 * alone do not run.
 */
export function planRun(flow: ResolvedFlow, trigger: string, skip: ReadonlySet<string> = new Set()): RunPlan {
  const usable = [...flow.nodes.values()].filter((node) => !skip.has(node.id) && node.action.kind !== 'unresolved')
  const drafts = new Map(usable.map((node) => [node.id, draftOf(flow, node)]))
  const active = activeNodes(drafts, [trigger, ...(flow.onError === null ? [] : [flow.onError])])
  const order = inOrder(drafts, active)

  const planned = new Map<string, Building>()
  for (const id of order) {
    const { node, slots, args } = drafts.get(id) as Draft
    const planNode = {
      index: planned.size,
      node,
      slots,
      args,
      split: splitterOf(node),
      targets: new Map<string, Target[]>(),
      takesErr: false,
      handlesFailure: id === flow.onError,
      keys: new Set<string>(id === flow.onError ? [id] : []),
    }
    planned.set(id, planNode)
    slots.forEach((slot, at) => {
      const mergeKey = slot.sources.length > 1 && !slot.once ? `${id}.${slot.input}.${at}` : null
      if (mergeKey !== null) planNode.keys.add(mergeKey)
      slot.sources.forEach((source, index) => {
        const from = planned.get(source.node)
        if (from === undefined) return
        for (const key of from.keys) planNode.keys.add(key)
        if (from.handlesFailure) planNode.handlesFailure = true
        if (source.port === 'err' || source.port === 'result') from.takesErr = true
        const target: Target = { node: planNode, slot: at, source: index, mergeKey }
        const targets = from.targets.get(source.port)
        if (targets === undefined) from.targets.set(source.port, [target])
        else targets.push(target)
      })
    })
  }
  const nodes = [...planned.values()]
  const triggerNode = planned.get(trigger)
  if (triggerNode === undefined) throw new Error(`the flow ${flow.id} has no trigger ${trigger} that can run`)
  return {
    trigger: triggerNode,
    nodes,
    constants: nodes.filter(({ node, slots }) => slots.length === 0 && node.action.kind !== 'trigger'),
    onError: flow.onError === null ? null : (planned.get(flow.onError) ?? null),
  }
}

interface Building extends PlanNode {
  readonly targets: Map<string, Target[]>
  takesErr: boolean
  handlesFailure: boolean
  readonly keys: Set<string>
}

interface Draft {
  readonly node: ResolvedNode
  readonly slots: readonly Slot[]
  readonly args: readonly MakeArg[]
}

function draftOf(flow: ResolvedFlow, node: ResolvedNode): Draft {
  const slots: Slot[] = []
  const portType = ({ node: id, port }: { node: string; port: string }) =>
    flow.nodes.get(id)?.outputs.get(port) as PortType
  const args = node.inputs.map((input) => compileArg(input, portType, slots))
  for (const paths of node.after) slots.push({ input: 'after', sources: paths, once: true })
  return { node, slots, args }
}

function splitterOf({ action }: ResolvedNode): PlanNode['split'] {
  switch (action.kind) {
    case 'function':
      return outputSplitter(action.fn.result)
    case 'core': {
      const settled = CORES.get(action.core)?.settle(action.with)
      if (settled?.ok !== true) throw new Error(`the core node ${action.core} was planned with settings it refuses`)
      return outputSplitter(settled.value.result)
    }
    case 'trigger':
      return (value) => [['out', value]]
    case 'sink':
      return () => [['done', undefined]]
    case 'unresolved':
      throw new Error(`an unresolved node was planned: ${action.what}`)
  }
}

/** The triggers' descendants and the trigger-free nodes that these need. */
function activeNodes(drafts: ReadonlyMap<string, Draft>, triggers: readonly string[]): ReadonlySet<string> {
  const feeds = new Map<string, string[]>()
  for (const [id, { slots }] of drafts)
    for (const { node } of slots.flatMap((slot) => slot.sources)) {
      const fed = feeds.get(node)
      if (fed === undefined) feeds.set(node, [id])
      else fed.push(id)
    }
  const roots = [...drafts.values()].filter(({ node }) => node.action.kind === 'trigger').map(({ node }) => node.id)
  const underTrigger = reach(roots, (id) => feeds.get(id) ?? [])
  const descendants = reach(triggers.filter((id) => drafts.has(id)), (id) => feeds.get(id) ?? [])
  const sourcesOf = (id: string) =>
    (drafts.get(id)?.slots ?? []).flatMap((slot) => slot.sources.map(({ node }) => node))
  return reach(descendants, (id) => sourcesOf(id).filter((source) => drafts.has(source) && !underTrigger.has(source)))
}

function reach(from: Iterable<string>, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set(from)
  for (const id of reached) for (const following of next(id)) reached.add(following)
  return reached
}

/** Kahn's topological order over the active nodes, in the document's order where there is a choice; cycles are left out. */
function inOrder(drafts: ReadonlyMap<string, Draft>, active: ReadonlySet<string>): readonly string[] {
  const open = new Map<string, number>()
  const feeds = new Map<string, string[]>()
  for (const [id, { slots }] of drafts) {
    if (!active.has(id)) continue
    const sources = slots.flatMap((slot) => slot.sources).filter(({ node }) => active.has(node))
    open.set(id, sources.length)
    for (const { node } of sources) {
      const fed = feeds.get(node)
      if (fed === undefined) feeds.set(node, [id])
      else fed.push(id)
    }
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
