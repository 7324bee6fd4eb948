import type { CoreCall } from '../nodes/definition.ts'
import { reach } from '../resolve/flow-graph.ts'
import type { ResolvedFlow, ResolvedNode } from '../resolve/types.ts'
import type { PortType, WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { compileArg, type MakeArg, type Slot } from './args.ts'
import { callingOf, canRun, coreCallOf, passingOf } from './calling.ts'
import type { Gather } from './calls.ts'
import { collectingOf, isCollect, turnsOf, type Collecting } from './collecting.ts'
import type { Inside } from './flow-call.ts'
import type { Arrival } from './join.ts'
import { keysOf, type NodeKeys } from './keys.ts'
import { activeNodes, graphOfWaits, inOrder, turning } from './order.ts'
import { retagOf, type Retag, type Turning } from './retag.ts'
import type { Firing } from './types.ts'

/** What one trigger's events execute, every name looked up and every conversion compiled. */
export interface RunPlan {
  readonly trigger: PlanNode
  /** In an order in which sources stand before what they feed. */
  readonly nodes: readonly PlanNode[]
  /** Nodes with nothing wired in, which fire once at the start. */
  readonly constants: readonly PlanNode[]
  readonly onError: PlanNode | null
  readonly collecting: readonly Collecting[]
}

export interface PlanNode extends NodeKeys {
  readonly index: number
  /** Its place among the flow's nodes in the order of their names: it does not change with the order of the document. */
  readonly rank: number
  readonly node: ResolvedNode
  readonly slots: readonly Slot[]
  readonly args: readonly MakeArg[]
  /** What one call gives, before `each`; null also for a flow. */
  readonly result: WitType | null
  /** Makes of what the calls for all items gave what one call would have given. */
  readonly gather: Gather
  /** What a flow node calls. */
  readonly inside: Inside | null
  /** What a core node calls; null for the others. */
  readonly core: CoreCall | null
  /** In the place of a call, for a node that is switched off. Throws as `MakeArg` does. */
  readonly pass: ((arrivals: readonly Arrival[]) => Pick<Firing, 'args' | 'fired'>) | null
  /** Splits what a call gave into the ports that fire. */
  readonly split: (value: Value) => readonly (readonly [port: string, value: Value])[]
  readonly targets: ReadonlyMap<string, readonly Target[]>
  /** Whether an error value goes anywhere, so that it is no failure. */
  readonly takesErr: boolean
  /** Whether it stands behind the error handler, whose own failures fail the run. */
  readonly handlesFailure: boolean
  /** Whether its values are weighed: what one call of a component gives already was. */
  readonly measured: boolean
}

/** One wire, seen from its beginning. */
export interface Target {
  readonly node: PlanNode
  readonly slot: number
  readonly source: number
  readonly retag: Retag
}

/** The plan of a flow that is used as a node; null when it cannot run. */
export type PlanOf = (flow: string, trigger: string) => RunPlan | null

export interface PlanOptions {
  readonly skip?: ReadonlySet<string>
  readonly planOf?: PlanOf
}

const NO_NODES: ReadonlySet<string> = new Set()
const noFlows: PlanOf = () => null

/**
 * Compiles what the events of `trigger` execute: its descendants, the trigger-free nodes that those need, and the
 * error handler with its descendants; for a flow that is called as a node the outputs under no trigger, too. Nodes in
 * `skip` (those with problems) and nodes in cycles that cannot turn are left out, as are blank nodes without a sample
 * and nodes that miss an input.
 */
export function planRun(flow: ResolvedFlow, trigger: string, { skip = NO_NODES, planOf = noFlows }: PlanOptions = {}): RunPlan {
  const usable = [...flow.nodes.values()].filter((node) => !skip.has(node.id) && canRun(node, planOf))
  const drafts = new Map(usable.map((node) => [node.id, draftOf(flow, node)]))
  const waits = new Map([...drafts].map(([id, { slots }]) => [id, slots]))
  const triggers = usable.filter(({ action }) => action.kind === 'trigger').map(({ id }) => id)
  const started = [trigger, flow.onError].filter((id) => id !== null && drafts.has(id)) as string[]
  const isCalled = flow.signature?.trigger === trigger
  const asked = isCalled ? usable.filter(({ action }) => action.kind === 'sink' && action.sink === 'output').map(({ id }) => id) : []
  const active = activeNodes(waits, triggers, started, asked)
  const activeWaits = new Map([...waits].filter(([id]) => active.has(id)))
  const { waits: turns, loops } = turning(activeWaits)
  const handling = reach(graphOfWaits(turns), flow.onError === null ? [] : [flow.onError])

  const ranks = new Map([...flow.nodes.keys()].toSorted().map((id, rank) => [id, rank]))
  const planned = new Map<string, Building>()
  const order = inOrder(turns, loops)
  const keys = keysOf({
    order, loops, onError: flow.onError, slots: (id) => (drafts.get(id) as Draft).slots,
    leaving: (id) => (isCollect((drafts.get(id) as Draft).node) ? new Set(turnsOf(id, loops)) : null),
  })
  for (const id of order) {
    const { node, slots, args } = drafts.get(id) as Draft
    planned.set(id, {
      index: planned.size, rank: ranks.get(id) as number, node, slots, args, ...callingOf(node, planOf), core: coreCallOf(node), pass: passingOf(node, args),
      // What a flow calls err is an output like others.
      targets: new Map(), takesErr: node.action.kind === 'flow',
      handlesFailure: handling.has(id), ...(keys.get(id) as NodeKeys),
      measured: node.policies.each !== null || (node.action.kind !== 'function' && node.action.kind !== 'trigger'),
    })
  }
  for (const planNode of planned.values()) wireUp(planNode, planned, loops)

  const nodes = [...planned.values()]
  const onError = flow.onError === null ? null : (planned.get(flow.onError) ?? null)
  const triggerNode = planned.get(trigger)
  if (triggerNode === undefined) throw new Error(`the flow ${flow.id} has no trigger ${trigger} that can run`)
  return {
    trigger: triggerNode,
    nodes,
    constants: nodes.filter(({ node, slots }) => slots.length === 0 && node.action.kind !== 'trigger'),
    onError,
    collecting: collectingOf(nodes, loops, onError),
  }
}

/** Adds the wires into a node to their beginnings. */
function wireUp(node: Building, planned: ReadonlyMap<string, Building>, loops: readonly Turning[]): void {
  const { id } = node.node
  for (const [at, slot] of node.slots.entries())
    for (const [index, source] of slot.sources.entries()) {
      const from = planned.get(source.node)
      if (from === undefined) continue
      if (source.port === 'err' || source.port === 'result') from.takesErr = true
      const target: Target = { node, slot: at, source: index, retag: retagOf(loops, source.node, id, at, slot, index) }
      const targets = from.targets.get(source.port)
      if (targets === undefined) from.targets.set(source.port, [target])
      else targets.push(target)
    }
}

interface Building extends PlanNode {
  readonly targets: Map<string, Target[]>
  takesErr: boolean
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
  for (const paths of node.after) slots.push({ input: 'after', sources: paths, any: paths.length > 1 })
  return { node, slots, args }
}
