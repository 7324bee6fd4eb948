import { NO_POWERS } from '../capabilities/powers.ts'
import { parsePath } from '../directive/path.ts'
import { busyOf } from '../nodes/busy.ts'
import { flowPorts } from '../resolve/flow-node.ts'
import { eachOutputs, eachResult, NO_POLICIES } from '../resolve/policies.ts'
import type { Disabled, FlowSignature, Policies, ResolvedFlow, ResolvedInput, ResolvedNode } from '../resolve/types.ts'
import type { ComponentFunction } from '../wit/component.ts'
import { memberGetter } from '../wit/member.ts'
import { FAILURE_TYPE, outputsOf } from '../wit/ports.ts'
import type { PortType, WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { wireBetween, type WireVerdict } from '../wit/wire.ts'
import { planRun } from './plan.ts'
import { createPlanner } from './planner.ts'
import { startRun } from './run.ts'
import type { Call, Outcome, Reply, RunResult } from './types.ts'

// For tests of the engine: flows in a line a node, calls answered by plain functions, completions in a chosen order.

export const S32: WitType = { kind: 's32' }
export const STRING: WitType = { kind: 'string' }

export interface TestNode {
  /** A source or several (a merge) for each parameter, which is an s32 or what its first source gives. */
  readonly in?: Readonly<Record<string, string | readonly string[]>>
  readonly after?: readonly (readonly string[])[]
  /** What its function returns, s32 unless told; null for nothing. */
  readonly result?: WitType | null
  readonly kind?: 'trigger' | 'failure' | 'http-reply' | 'inputs' | 'output'
  /** Of a node of the kind `inputs`: the names of what comes in, each an s32. Of an `output`: its name, `out` unless told. */
  readonly inputs?: readonly string[]
  readonly name?: string
  /** A flow that it calls. */
  readonly flow?: string
  /** In the place of a function: a node with one wired input, `item` of collect or `value` of delay. */
  readonly core?: 'collect' | 'delay'
  /** Whether a collect gives an empty list too. */
  readonly empty?: boolean
  readonly policies?: Policies
  readonly disabled?: Disabled
}

/** How long every delay is. */
export const DELAY_MS = 5
const MS: ResolvedInput = { name: 'ms', type: { kind: 'u32' }, required: true, binding: { kind: 'value', value: DELAY_MS } }

const MANUAL = { kind: 'manual', value: null, durable: false, busy: busyOf({}) } as const

export interface TestFlow {
  readonly nodes: Readonly<Record<string, TestNode>>
  readonly onError?: string | null
}

export type Flows = ReadonlyMap<string, ResolvedFlow>

/** Flows by name, each behind those that it calls. */
export function flowsOf(flows: Readonly<Record<string, TestFlow>>): Flows {
  const made = new Map<string, ResolvedFlow>()
  for (const [id, { nodes, onError = null }] of Object.entries(flows)) made.set(id, flowOf(nodes, onError, id, made))
  return made
}

const NO_FLOWS: Flows = new Map()

export function flowOf(
  nodes: Readonly<Record<string, TestNode>>, onError: string | null = null, flow = 'main', flows = NO_FLOWS,
): ResolvedFlow {
  const outputs = new Map(Object.entries(nodes).map(([id, node]) => [id, outputsFor(node, flows)]))
  const casePath = (text: string) => pathOf(text, outputs)
  const sourceOf = (text: string, type: PortType) => {
    const path = casePath(text)
    const getter = memberGetter(outputs.get(path.node)?.get(path.port) as PortType, path.members)
    if (getter === null) throw new Error(`there is no ${text}`)
    return { path, type: getter.type, verdict: wireBetween(getter.type, type) }
  }
  const resolved = Object.entries(nodes).map(([id, node]): [string, ResolvedNode] => {
    const inputs = Object.entries(node.in ?? {}).map(([name, sources], at): ResolvedInput => {
      const type = inputType(node, at, () => sourceOf(listOf(sources)[0] as string, S32))
      const binding = { kind: 'from', sources: listOf(sources).map((source) => sourceOf(source, type)) } as const
      return { name, type, required: true, binding }
    })
    const after = (node.after ?? []).map((paths) => paths.map(casePath))
    return [id, { id, flow, action: actionOf(id, node, inputs, flows), inputs: inputsOf(node, inputs), outputs: outputs.get(id)!, after, policies: node.policies ?? NO_POLICIES, disabled: node.disabled ?? null, open: null }]
  })
  return { id: flow, nodes: new Map(resolved), onError, signature: signatureFor(new Map(resolved)) }
}

function inputType(node: TestNode, at: number, first: () => { type: PortType; verdict: WireVerdict }): PortType {
  if (node.kind === 'http-reply') return { kind: 'any' }
  if (node.kind === 'output') return first().type
  if (node.policies?.each?.input === at) return { kind: 'list', item: S32 }
  const { type, verdict } = first()
  return verdict.kind === 'refused' ? type : S32
}

const listOf = (sources: string | readonly string[]): readonly string[] => (typeof sources === 'string' ? [sources] : sources)

function inputsOf(node: TestNode, inputs: readonly ResolvedInput[]): readonly ResolvedInput[] {
  if (node.core === 'delay') return [...inputs, MS]
  if (node.kind !== 'http-reply') return inputs
  const unbound = (name: string): ResolvedInput => ({ name, type: { kind: 'any' }, required: false, binding: null })
  return ['status', 'headers', 'body'].map((name) => inputs.find((input) => input.name === name) ?? unbound(name))
}

const numbers = (names: readonly string[] = []) => names.map((name) => ({ name, type: S32 }))

/** What a flow with these nodes is as a node, its outputs in the order of their sinks. */
function signatureFor(nodes: ResolvedFlow['nodes']): FlowSignature | null {
  const all = [...nodes.values()]
  const trigger = all.find(({ action }) => action.kind === 'trigger' && action.trigger.kind === 'inputs')
  if (trigger?.action.kind !== 'trigger' || trigger.action.trigger.kind !== 'inputs') return null
  const inputs = trigger.action.trigger.inputs.map((input) => ({ ...input, required: true }))
  const outputs = all.flatMap(({ action, inputs: [value] }) =>
    action.kind === 'sink' && action.sink === 'output' ? [[action.name, value!.type] as const] : [])
  return { trigger: trigger.id, inputs, outputs: new Map(outputs), replies: false }
}

function actionOf(id: string, node: TestNode, inputs: readonly ResolvedInput[], flows: Flows): ResolvedNode['action'] {
  if (node.kind === 'inputs') return { kind: 'trigger', trigger: { kind: 'inputs', inputs: numbers(node.inputs) } }
  if (node.kind === 'output') return { kind: 'sink', sink: 'output', name: node.name ?? 'out' }
  if (node.flow !== undefined) return { kind: 'flow', flow: node.flow, signature: flows.get(node.flow)!.signature! }
  if (node.kind === 'trigger') return { kind: 'trigger', trigger: MANUAL }
  if (node.kind === 'failure') return { kind: 'trigger', trigger: { kind: 'failure' } }
  if (node.kind === 'http-reply') return { kind: 'sink', sink: 'http-reply' }
  if (node.core !== undefined) {
    const settings = node.empty === true ? { empty: true } : {}
    const types = new Map([['T', inputs[0]?.type as WitType]])
    return { kind: 'core', core: node.core, with: settings, types, result: coreResult(node) }
  }
  const params = inputs.map(({ name, type }, at) => ({ name, type: node.policies?.each?.input === at ? S32 : type as WitType }))
  const fn: ComponentFunction = { path: id, instance: null, name: id, params, result: node.result === undefined ? S32 : node.result }
  return { kind: 'function', alias: 'test', digest: 'test', fn, powers: NO_POWERS }
}

/** What is collected and delayed are numbers. */
function coreResult({ core }: TestNode): WitType {
  return core === 'collect' ? { kind: 'list', item: S32 } : S32
}

function outputsFor(node: TestNode, flows: Flows): ReadonlyMap<string, PortType> {
  if (node.flow !== undefined) {
    const { outputs } = flows.get(node.flow)!.signature!
    return flowPorts(node.policies?.each == null ? outputs : eachOutputs(outputs))
  }
  if (node.kind === 'inputs') {
    const fields = numbers(node.inputs)
    return new Map<string, PortType>([['out', fields.length === 0 ? { kind: 'unit' } : { kind: 'record', name: null, fields }]])
  }
  if (node.kind === 'http-reply' || node.kind === 'output') return outputsOf(null)
  if (node.core !== undefined) return outputsOf(coreResult(node))
  if (node.kind !== undefined) return outputsOf(node.kind === 'failure' ? FAILURE_TYPE : S32)
  const result = node.result === undefined ? S32 : node.result
  const each = node.policies?.each ?? null
  return outputsOf(each === null ? result : eachResult(result, each.errors))
}

function pathOf(text: string, outputs: ReadonlyMap<string, ReadonlyMap<string, PortType>>) {
  const path = parsePath(text)
  if (path === null) throw new Error(`not a path: ${text}`)
  const [first, ...rest] = path.members
  const port = `${path.port}.${first}`
  return outputs.get(path.node)?.has(port) === true ? { ...path, port, members: rest } : path
}

export type Answers = Readonly<Record<string, (...args: never[]) => Value>>

export interface Ran extends RunResult {
  /** Waits between attempts, in milliseconds. */
  readonly slept: readonly number[]
  readonly calls: readonly string[]
  readonly replies: readonly Reply[]
}

export interface RanOptions {
  readonly event?: Value
  readonly maxFirings?: number
  readonly maxPending?: number
  readonly skip?: ReadonlySet<string>
  /** Ends at once unless told. */
  readonly sleep?: (ms: number) => Promise<void>
  /** Chooses which of the calls under way is answered next; without it all are answered at once. */
  readonly pick?: (underWay: number) => number
  /** Whether a call is answered later, when there is `pick`; all are unless told. */
  readonly late?: (call: Call) => boolean
}

/** Runs a flow, or the one called main, from `start`. `answers` says what each function gives, or throws, or what comes of any call. */
export async function ran(
  flow: ResolvedFlow | Flows, answers: Answers | ((call: Call) => Outcome), { event = 1, pick, late = () => true, maxFirings, maxPending, skip = new Set(), sleep = async () => {} }: RanOptions = {},
): Promise<Ran> {
  const calls: string[] = []
  const replies: Reply[] = []
  const slept: number[] = []
  const underWay: (() => void)[] = []
  let result: RunResult | null = null
  const answer = (call: Call): Outcome => {
    if (typeof answers === 'function') return answers(call)
    const { fn, args } = call
    try {
      return { ok: true, value: (answers[fn.name] as (...args: readonly Value[]) => Value)(...args) }
    } catch (error) {
      return { ok: false, kind: 'trap', message: (error as Error).message }
    }
  }
  const plan = 'nodes' in flow ? planRun(flow, 'start', { skip }) : createPlanner(flow, new Map([['main', skip]]))('main', 'start')
  startRun(plan, { run: 'run-1', event, ...(maxFirings === undefined ? {} : { maxFirings }), ...(maxPending === undefined ? {} : { maxPending }) }, {
    call(call) {
      calls.push(`${call.fn.name}(${call.args.join(', ')})`)
      if (pick === undefined || !late(call)) return answer(call)
      return new Promise((resolve) => underWay.push(() => resolve(answer(call))))
    },
    reply: (reply) => replies.push(reply),
    debug: () => {},
    now: () => 0,
    sleep(ms) {
      slept.push(ms)
      return sleep(ms)
    },
    random: () => 0.5,
  }, (ended) => { result = ended })
  for (let round = 0; result === null && round < 10_000; round++) {
    if (underWay.length > 0) underWay.splice(pick?.(underWay.length) ?? 0, 1)[0]?.()
    await new Promise((resolve) => queueMicrotask(() => queueMicrotask(() => resolve(null))))
  }
  if (result === null) throw new Error('the run did not end')
  return { ...(result as RunResult), calls, replies, slept }
}
