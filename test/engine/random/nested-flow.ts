import fc from 'fast-check'
import { S32, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import { anyFlowOf } from './any-flow.ts'
import type { Sketch } from './calls.ts'
import { loopingFlowOf } from './looping-flow.ts'
import { drawnPolicies } from './policies.ts'
import { oneOf, RESULTS } from './ports.ts'

// Flows that call flows. A node that gives a number is made a call of a flow with one input, so that what is around it
// may stay: its wires, its each, its retry; and calls that nothing waits for are added. The flow called first calls none,
// the second calls the first.

const number = fc.nat(9_999)
/** Flows seldom fail: most calls of them are tried again when they do. */
const AGAIN = { attempts: 2, delayMs: 5, on: null, backoff: 'constant', jitter: false } as const
const drawnCall = fc.record({
  flow: number, sources: fc.array(number, { minLength: 1, maxLength: 2 }),
  policies: drawnPolicies.map(({ each, retry }) => ({ each, retry: retry ?? AGAIN })),
})
type DrawnCall = typeof drawnCall extends fc.Arbitrary<infer T> ? T : never
const drawnInner = fc.record({
  sketch: fc.oneof(anyFlowOf(5), loopingFlowOf(3)),
  /** Which ports its outputs take. Two sources of one output are seldom: mostly both fire. */
  outputs: fc.array(fc.array(number, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
  merges: fc.nat(7).map((drawn) => drawn === 7),
  calls: fc.array(number, { maxLength: 2 }),
  added: fc.array(drawnCall, { maxLength: 1 }),
})
type DrawnInner = typeof drawnInner extends fc.Arbitrary<infer T> ? T : never

export const nestedFlow: fc.Arbitrary<Sketch> = fc.noBias(fc.record({
  first: drawnInner, second: drawnInner, main: fc.oneof(anyFlowOf(6), loopingFlowOf(4)),
  calls: fc.array(number, { maxLength: 4 }), added: fc.array(drawnCall, { minLength: 1, maxLength: 2 }),
  reply: fc.option(fc.tuple(fc.constantFrom('first', 'second'), number), { freq: 8 }),
})).map(({ first, second, main, calls, added, reply }) => {
  const one = called(first.sketch, first, first.outputs.length)
  const counts = { first: first.outputs.length, second: second.outputs.length }
  const two = called(adding(calling(second.sketch, second.calls, ['first'], counts), second.added, ['first'], counts), second, second.outputs.length)
  const inner = { first: one, second: two }
  if (reply !== null) inner[reply[0] as 'first'] = replying(inner[reply[0] as 'first'], reply[1])
  return { ...adding(calling(main, calls, BOTH, counts), added, BOTH, counts), inner }
})

const BOTH = ['first', 'second'] as const
type Callable = readonly ('first' | 'second')[]
type Counts = Readonly<Record<string, number>>

/** Adds calls at the ends, for numbers or for the items of lists. */
function adding(sketch: Sketch, drawn: readonly DrawnCall[], flows: Callable, outputs: Counts): Sketch {
  const nodes: Record<string, TestNode> = { ...sketch.flow.nodes }
  const numbers = numbersOf(nodes)
  drawn.forEach(({ flow: at, sources, policies }, nth) => {
    const flow = oneOf(flows, at)
    const each = policies.each === null ? null : { ...policies.each, errors: 'first' as const }
    const from = sources.map((source) => oneOf(numbers, source))
    if (each !== null) nodes[`list${nth}`] = { in: { i0: from.slice(0, 1) }, result: RESULTS.list }
    nodes[`call${nth}`] = { flow, in: { i0: each === null ? from : [`list${nth}.out`] }, policies: { ...policies, each } }
    const done = outputs[flow] === 1 || each === null ? 'out' : 'more'
    nodes[`end${nth}`] = { after: [[`call${nth}.${done}`, `call${nth}.failed`]], result: null }
  })
  return { ...sketch, flow: { ...sketch.flow, nodes } }
}

/** Makes some of its nodes call flows. */
function calling(sketch: Sketch, drawn: readonly number[], flows: Callable, outputs: Counts): Sketch {
  const able = Object.entries(sketch.flow.nodes).filter(([, { kind, result, disabled, in: given = {} }]) =>
    kind === undefined && result === S32 && disabled === undefined && 'i0' in given).map(([id]) => id)
  const nodes: Record<string, TestNode> = { ...sketch.flow.nodes }
  for (const each of able.length === 0 ? [] : drawn) {
    const id = oneOf(able, each)
    const { in: given, after, policies } = nodes[id]!
    const listed = policies?.each != null
    const flow = flows.find((name, at) => at >= each % flows.length && (!listed || outputs[name] === 1))
    // With a list and several outputs there would be a list of options, which nobody here takes.
    if (flow === undefined || !takesNumbers(nodes, given!.i0!, listed)) continue
    const errors = policies?.each == null ? {} : { each: { ...policies.each, errors: 'first' as const } }
    nodes[id] = { flow, in: { i0: given!.i0! }, ...(after === undefined ? {} : { after }), policies: { each: null, retry: null, ...policies, ...errors } }
  }
  return { ...sketch, flow: { ...sketch.flow, nodes } }
}

/** Whether an input takes what the flow does: other types are taken from whoever gives them. */
function takesNumbers(nodes: Readonly<Record<string, TestNode>>, sources: string | readonly string[], listed: boolean): boolean {
  return listed || [sources].flat().every((source) => numbersOf(nodes).includes(source))
}

/** The ports that carry numbers, as sources. */
function numbersOf(nodes: Readonly<Record<string, TestNode>>): readonly string[] {
  return Object.entries(nodes).flatMap(([id, { kind, flow, result, policies }]): readonly string[] => {
    if (kind === 'trigger') return [`${id}.out`]
    if (kind !== undefined || policies?.each != null) return []
    if (flow !== undefined) return [`${id}.out`]
    switch (result?.kind) {
      case 's32': return [`${id}.out`]
      case 'variant': return [`${id}.out.low`, `${id}.out.high`]
      case 'result': return [`${id}.out`, `${id}.err`]
      case 'option': return [`${id}.out`]
      default: return []
    }
  })
}

/** Makes a flow that can be called: its trigger brings an input, and what it gives leaves by outputs. */
function called(sketch: Sketch, { outputs, merges }: DrawnInner, count: number): Pick<Sketch, 'flow' | 'traps'> {
  const choice = numbersOf(sketch.flow.nodes).filter((source) => !source.startsWith('other.'))
  const renamed = Object.entries(sketch.flow.nodes).map(([id, node]): [string, TestNode] => [id, withInput(node)])
  const sinks = outputs.slice(0, count).map((drawn, at): [string, TestNode] => {
    const value = drawn.slice(0, merges ? 2 : 1).map((each) => inputOf(choice[choice.length - 1 - Math.floor((each / 10_000) ** 2 * choice.length)]!))
    return [`o${at}`, { kind: 'output', name: at === 0 ? 'out' : 'more', in: { value } }]
  })
  const nodes = { ...Object.fromEntries(renamed), start: { kind: 'inputs', inputs: ['i0'] }, ...Object.fromEntries(sinks) } as const
  return { flow: { ...sketch.flow, nodes }, traps: sketch.traps }
}

function replying(sketch: Pick<Sketch, 'flow' | 'traps'>, drawn: number): Pick<Sketch, 'flow' | 'traps'> {
  const body = inputOf(oneOf(['start.out', ...numbersOf(sketch.flow.nodes).filter((source) => !source.startsWith('other.'))], drawn))
  return { ...sketch, flow: { ...sketch.flow, nodes: { ...sketch.flow.nodes, reply: { kind: 'http-reply', in: { body } } } } }
}

function withInput(node: TestNode): TestNode {
  if (node.in === undefined) return node
  return { ...node, in: Object.fromEntries(Object.entries(node.in).map(([name, sources]) => [name, [sources].flat().map(inputOf)])) }
}

/** The value that began the flow is a member now. */
function inputOf(source: string): string {
  return source === 'start.out' ? 'start.out.i0' : source
}
