import { reach } from '../resolve/flow-graph.ts'
import { eachResult, resultOf } from '../resolve/policies.ts'
import type { Action, ResolvedFlow, ResolvedInput, ResolvedNode } from '../resolve/types.ts'
import { converter } from '../wit/convert.ts'
import { outputSplitter } from '../wit/ports.ts'
import type { PortType, WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { compileArg, type MakeArg, type Slot } from './args.ts'
import type { Arrival } from './join.ts'
import { activeNodes, graphOfWaits, inOrder, turning } from './order.ts'
import { addedKeys, closes, retagOf, type Retag, type Turning } from './retag.ts'
import { failureKey } from './tag.ts'
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
  /** In the place of a call, for a node that is switched off. Throws as `MakeArg` does. */
  readonly pass: ((arrivals: readonly Arrival[]) => Pick<Firing, 'args' | 'fired'>) | null
  /** Splits what a call gave into the ports that fire. */
  readonly split: (value: Value) => readonly (readonly [port: string, value: Value])[]
  readonly targets: ReadonlyMap<string, readonly Target[]>
  /** Whether an error value goes anywhere, so that it is no failure. */
  readonly takesErr: boolean
  /** Whether it stands behind the error handler, whose own failures fail the run. */
  readonly handlesFailure: boolean
  /** The tag keys that a firing can have. None: the node fires at most once a run. */
  readonly keys: ReadonlySet<string>
  /** Those of them that every firing has. */
  readonly sureKeys: ReadonlySet<string>
  /** For each slot the only keys of an arrival that count; null for all. */
  readonly keeps: readonly (ReadonlySet<string> | null)[]
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
 * error handler with its descendants. Nodes in `skip` (those with problems) and nodes in cycles that cannot turn are
 * left out, as are blank nodes without a sample.
 */
export function planRun(flow: ResolvedFlow, trigger: string, skip: ReadonlySet<string> = new Set()): RunPlan {
  const usable = [...flow.nodes.values()].filter(({ id, action }) => !skip.has(id) && canRun(action))
  const drafts = new Map(usable.map((node) => [node.id, draftOf(flow, node)]))
  const waits = new Map([...drafts].map(([id, { slots }]) => [id, slots]))
  const triggers = usable.filter(({ action }) => action.kind === 'trigger').map(({ id }) => id)
  const started = [trigger, flow.onError].filter((id) => id !== null && drafts.has(id)) as string[]
  const active = activeNodes(waits, triggers, started)
  const activeWaits = new Map([...waits].filter(([id]) => active.has(id)))
  const { waits: turns, loops } = turning(activeWaits, (id) => (flow.nodes.get(id) as ResolvedNode).outputs)
  const handling = reach(graphOfWaits(turns), flow.onError === null ? [] : [flow.onError])

  const planned = new Map<string, Building>()
  for (const id of inOrder(turns, loops)) {
    const { node, slots, args } = drafts.get(id) as Draft
    const keys = id === flow.onError ? [failureKey(id)] : []
    planned.set(id, {
      index: planned.size, node, slots, args, ...splittingOf(node), pass: passingOf(node, args), targets: new Map(), takesErr: false,
      handlesFailure: handling.has(id), keys: new Set(keys), sureKeys: new Set(keys), keeps: [], sharedKey: null,
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
    const keys = new Set<string>()
    let sure: ReadonlySet<string> | null = null
    slot.sources.forEach((source, index) => {
      const from = planned.get(source.node)
      if (from === undefined) return
      if (!loops.some((loop) => closes(loop, source.node, id, slot))) {
        for (const key of from.keys) keys.add(key)
        sure = sure === null ? from.sureKeys : sure.intersection(from.sureKeys)
      }
      if (source.port === 'err' || source.port === 'result') from.takesErr = true
      const target: Target = { node, slot: at, source: index, retag: retagOf(loops, source.node, id, at, slot, index) }
      const targets = from.targets.get(source.port)
      if (targets === undefined) from.targets.set(source.port, [target])
      else targets.push(target)
    })
    const added = addedKeys(loops, id, at, slot)
    const sureKeys = new Set([...(sure ?? []), ...added])
    const keep = slot.any ? sureKeys : null
    node.keeps.push(keep)
    for (const key of sureKeys) node.sureKeys.add(key)
    const possible = keep ?? keys.union(sureKeys)
    for (const key of possible) node.keys.add(key)
    return possible
  })
  node.sharedKey = mostShared(keysOf)
}

/** The key that most slots can have: arrivals are looked up by it. Turns before merges. */
function mostShared(keysOf: readonly ReadonlySet<string>[]): string | null {
  const counts = new Map<string, number>()
  for (const key of keysOf.flatMap((keys) => [...keys])) counts.set(key, (counts.get(key) ?? 0) + 1)
  const shared = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return shared[0]?.[0] ?? null
}

interface Building extends PlanNode {
  readonly targets: Map<string, Target[]>
  takesErr: boolean
  readonly keys: Set<string>
  readonly sureKeys: Set<string>
  readonly keeps: (ReadonlySet<string> | null)[]
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
  for (const paths of node.after) slots.push({ input: 'after', sources: paths, any: paths.length > 1 })
  return { node, slots, args }
}

function canRun(action: Action): boolean {
  return action.kind === 'blank' ? action.sample !== null : action.kind !== 'unresolved'
}

/** What one call of the node gives, and what its ports are made of. */
function splittingOf({ action, policies: { each } }: ResolvedNode): Pick<PlanNode, 'result' | 'split'> {
  switch (action.kind) {
    case 'function': case 'core': case 'blank': {
      const result = resultOf(action)
      if (result === undefined) throw new Error('a core node was planned with settings that it refuses')
      return { result, split: outputSplitter(each === null ? result : eachResult(result, each.errors)) }
    }
    case 'trigger':
      return { result: null, split: (value) => [['out', value]] }
    case 'sink':
      return { result: null, split: () => [['done', undefined]] }
    case 'flow':
      throw new Error('flows are not executed as nodes yet')
    case 'unresolved':
      throw new Error(`an unresolved node was planned: ${action.what}`)
  }
}

/** What leaves a node that is switched off. Only the value that it lets through is made: nobody asks for the others. */
function passingOf({ disabled, inputs, outputs }: ResolvedNode, args: readonly MakeArg[]): PlanNode['pass'] {
  if (disabled === null) return null
  const { pass } = disabled
  if (pass === null) return () => ({ args: [], fired: [] })
  const make = args[pass] as MakeArg
  const convert = converter((inputs[pass] as ResolvedInput).type, outputs.get('out') as PortType)
  return (arrivals) => {
    const value = make(arrivals)
    return { args: inputs.map((_, at) => (at === pass ? value : undefined)), fired: [['out', convert(value)]] }
  }
}
