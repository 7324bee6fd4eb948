import { loopsOf } from '../resolve/loops.ts'
import { eachResult, resultOf } from '../resolve/policies.ts'
import type { ResolvedFlow, ResolvedInput, ResolvedNode } from '../resolve/types.ts'
import { converter } from '../wit/convert.ts'
import { outputSplitter } from '../wit/ports.ts'
import type { PortType, WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { compileArg, type MakeArg, type Slot } from './args.ts'
import { activeNodes, graphOfWaits, inOrder } from './order.ts'
import { addedKeys, retagOf, turningLoops, type Retag, type Turning } from './retag.ts'
import type { Firing } from './types.ts'

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
  /** What one call gives, before `each`. */
  readonly result: WitType | null
  /** In the place of a call, for a node that is switched off. */
  readonly pass: ((args: readonly Value[]) => Firing['fired']) | null
  /** Splits what a call gave into the ports that fire. */
  readonly split: (value: Value) => readonly (readonly [port: string, value: Value])[]
  readonly targets: ReadonlyMap<string, readonly Target[]>
  /** Whether an error value goes anywhere, so that it is no failure. */
  readonly takesErr: boolean
  /** Whether it stands behind the error handler, whose own failures fail the run. */
  readonly handlesFailure: boolean
  /** The tag keys that a firing can have. None: the node fires at most once a run. */
  readonly keys: ReadonlySet<string>
  /** The key by which the arrivals of different slots are looked up. */
  readonly sharedKey: string | null
}

/** One wire, seen from its beginning. */
export interface Target {
  readonly node: PlanNode
  readonly slot: number
  readonly source: number
  readonly retag: Retag
}

/**
 * Compiles what the events of `trigger` execute: its descendants, the trigger-free nodes that those need, and the
 * error handler with its descendants. Nodes in `skip` (those with problems), nodes in cycles that cannot turn and what
 * depends on them alone do not run.
 */
export function planRun(flow: ResolvedFlow, trigger: string, skip: ReadonlySet<string> = new Set()): RunPlan {
  const usable = [...flow.nodes.values()].filter((node) => !skip.has(node.id) && node.action.kind !== 'unresolved')
  const drafts = new Map(usable.map((node) => [node.id, draftOf(flow, node)]))
  const waits = new Map([...drafts].map(([id, { slots }]) => [id, slots]))
  const triggers = usable.filter(({ action }) => action.kind === 'trigger').map(({ id }) => id)
  const started = [trigger, flow.onError].filter((id) => id !== null && drafts.has(id)) as string[]
  const active = activeNodes(waits, triggers, started)
  const activeWaits = new Map([...waits].filter(([id]) => active.has(id)))
  const loops = turningLoops(loopsOf(graphOfWaits(activeWaits), (id) => (flow.nodes.get(id) as ResolvedNode).outputs))

  const planned = new Map<string, Building>()
  for (const id of inOrder(activeWaits, active, loops)) {
    const { node, slots, args } = drafts.get(id) as Draft
    const handlesFailure = id === flow.onError
    planned.set(id, {
      index: planned.size, node, slots, args, ...splittingOf(node), pass: passingOf(node), targets: new Map(), takesErr: false,
      handlesFailure, keys: new Set(handlesFailure ? [id] : []), sharedKey: null,
    })
  }
  for (const planNode of planned.values()) wireUp(planNode, planned, loops)

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

/** Adds the wires into a node to their beginnings. Nodes come in their order, so that keys travel with the values. */
function wireUp(node: Building, planned: ReadonlyMap<string, Building>, loops: readonly Turning[]): void {
  const { id } = node.node
  const keysOf = node.slots.map((slot, at) => {
    const keys = new Set(addedKeys(loops, id, at, slot))
    slot.sources.forEach((source, index) => {
      const from = planned.get(source.node)
      if (from === undefined) return
      for (const key of from.keys) keys.add(key)
      if (from.handlesFailure) node.handlesFailure = true
      if (source.port === 'err' || source.port === 'result') from.takesErr = true
      const target: Target = { node, slot: at, source: index, retag: retagOf(loops, source.node, id, at, slot, index) }
      const targets = from.targets.get(source.port)
      if (targets === undefined) from.targets.set(source.port, [target])
      else targets.push(target)
    })
    for (const key of keys) node.keys.add(key)
    return keys
  })
  node.sharedKey = mostShared(keysOf)
}

/** The key that most slots can have, if two can: arrivals are looked up by it. Turns before merges. */
function mostShared(keysOf: readonly ReadonlySet<string>[]): string | null {
  const counts = new Map<string, number>()
  for (const key of keysOf.flatMap((keys) => [...keys])) counts.set(key, (counts.get(key) ?? 0) + 1)
  const shared = [...counts].filter(([, count]) => count > 1).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return shared[0]?.[0] ?? null
}

interface Building extends PlanNode {
  readonly targets: Map<string, Target[]>
  takesErr: boolean
  handlesFailure: boolean
  readonly keys: Set<string>
  sharedKey: string | null
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

/** What one call of the node gives, and what its ports are made of. */
function splittingOf({ action, policies: { each } }: ResolvedNode): Pick<PlanNode, 'result' | 'split'> {
  switch (action.kind) {
    case 'function': case 'core': {
      const result = resultOf(action)
      if (result === undefined) throw new Error('a core node was planned with settings that it refuses')
      return { result, split: outputSplitter(each === null ? result : eachResult(result, each.errors)) }
    }
    case 'trigger':
      return { result: null, split: (value) => [['out', value]] }
    case 'sink':
      return { result: null, split: () => [['done', undefined]] }
    case 'unresolved':
      throw new Error(`an unresolved node was planned: ${action.what}`)
  }
}

/** What leaves a node that is switched off. */
function passingOf({ disabled, inputs, outputs }: ResolvedNode): PlanNode['pass'] {
  if (disabled === null) return null
  const { pass } = disabled
  if (pass === null) return () => []
  const convert = converter((inputs[pass] as ResolvedInput).type, outputs.get('out') as PortType)
  return (args) => [['out', convert(args[pass])]]
}
