import { expect, it } from 'vitest'
import { describeProblem } from '../directive/describe-problem.ts'
import type { Directive, Flow, Node } from '../directive/schema.ts'
import { printType } from '../wit/print.ts'
import { components, directiveOf } from './directive.test-support.ts'
import { resolveDirective } from './resolve.ts'

type Nodes = Readonly<Record<string, Node>>
type Flows = Readonly<Record<string, Nodes>>

const inputs = (given: Readonly<Record<string, string>>): Node => ({ trigger: 'inputs', with: { inputs: given } })
const output = (from: string | readonly string[], name?: string): Node =>
  ({ sink: 'output', ...(name === undefined ? {} : { with: { name } }), in: { value: { from: from as string } } })
const upper = (from: string): Node => ({ use: 'lib#upper', in: { text: { from } } })

/** Takes a text and gives it in capitals. */
const LOUD: Nodes = { given: inputs({ text: 'string' }), up: upper('given.out.text'), done: output('up.out') }
const loud = (more: Partial<Node> = {}): Node => ({ flow: 'loud', in: { text: { value: 'a' } }, ...more } as Node)

function resolvedFlows(flows: Flows, more: Partial<Flow> = {}) {
  return resolveDirective({ ...directiveOf({}), flows: Object.fromEntries(Object.entries(flows).map(([id, nodes]) => [id, { nodes, ...more }])) } as Directive, components)
}

const linesOf = (flows: Flows, more: Partial<Flow> = {}) => resolvedFlows(flows, more).problems.map(describeProblem)

/** The ports of the node `n` of the flow `main`, with their types. */
function portsOf(flows: Flows): Readonly<Record<string, string>> {
  const node = resolvedFlows(flows).flows.get('main')!.nodes.get('n')!
  return Object.fromEntries([...node.outputs].filter(([port]) => port !== 'failed').map(([port, type]) => [port, printType(type)]))
}

/** What a flow with these nodes gives as a node. */
function outputsOf(nodes: Nodes, more: Partial<Directive> = {}): Readonly<Record<string, string>> | null {
  const { flows } = resolveDirective({ ...directiveOf({}), ...more, flows: { inner: { nodes } } }, components)
  const signature = flows.get('inner')!.signature
  return signature && Object.fromEntries([...signature.outputs].map(([name, type]) => [name, printType(type)]))
}

it('makes a node of a flow with inputs, wherever it stands', () => {
  expect(linesOf({ main: { n: loud() }, loud: LOUD })).toEqual([])
  expect(linesOf({ loud: LOUD, main: { n: loud() } })).toEqual([])
  const node = resolvedFlows({ main: { n: loud() }, loud: LOUD }).flows.get('main')!.nodes.get('n')!
  expect(node.inputs).toEqual([{ name: 'text', type: { kind: 'string' }, required: true, binding: { kind: 'value', value: 'a' } }])
  expect([...node.outputs.keys()]).toEqual(['out', 'failed'])
})

it.each<[Nodes, Readonly<Record<string, string>> | null]>([
  [{ up: upper('up.out') }, null],
  [{ given: inputs({}) }, {}],
  [{ given: inputs({ n: 'u8' }), a: output('given.out.n') }, { out: 'u8' }],
  [{ given: inputs({ n: 'u8', m: 's64' }), a: output('given.out.n'), b: output('given.out.m') }, { out: 's64' }],
  [{ given: inputs({ n: 'u8', m: 's64' }), a: output(['given.out.m', 'given.out.n'], 'x') }, { x: 's64' }],
  [{ given: inputs({ n: 'u8', m: 'list<string>' }), a: output('given.out.n'), b: output('given.out.m') }, { out: 'json' }],
  [{ given: inputs({ n: 'u8' }), a: output('given.out.n', 'one'), b: output('given.out', 'two') }, { one: 'u8', two: 'record { n: u8 }' }],
  [{ given: inputs({}), a: output('given.out') }, { out: 'json' }],
  [{ given: inputs({}), a: { sink: 'output', in: { value: { value: 'text' } } } }, { out: 'json' }],
  [{ given: inputs({}), a: { sink: 'output', in: { value: { config: 'rate' } } } }, { out: 'f64' }],
  [{ given: inputs({ n: 'u8' }), a: { sink: 'output', in: { value: { record: { a: { from: 'given.out.n' }, b: { list: [{ value: 1 }] } } } } } }, { out: 'record { a: u8, b: list<json> }' }],
  [{ given: inputs({}), a: { sink: 'output' } }, { out: 'T' }],
])('finds the types of the outputs of %j', (nodes, outputs) =>
  expect(outputsOf(nodes, { config: { rate: { type: 'f64', default: 1 } } })).toEqual(outputs))

it.each<[Nodes, Partial<Node>, Readonly<Record<string, string>>]>([
  [{ given: inputs({}) }, {}, { done: 'unit' }],
  [{ given: inputs({ n: 'variant { low(u8), high }' }), a: output('given.out.n', 'sorted') }, { in: { n: { value: 'high' } } }, { sorted: 'variant { low(u8), high }', 'sorted.low': 'u8', 'sorted.high': 'unit' }],
  [{ given: inputs({ n: 'u8' }), a: output('given.out.n') }, { in: { n: { value: [1] } }, each: { over: 'n' } }, { out: 'list<u8>' }],
  [{ given: inputs({ n: 'u8' }), a: output('given.out.n', 'a'), b: output('given.out.n', 'b') }, { in: { n: { value: [1] } }, each: { over: 'n' } }, { a: 'list<option<u8>>', b: 'list<option<u8>>' }],
])('gives a node that calls %j with %j its ports', (inner, node, ports) =>
  expect(portsOf({ main: { n: { flow: 'inner', ...node } as Node }, inner })).toEqual(ports))

it.each<[Flows, string]>([
  [{ main: { n: { flow: 'lout' } }, loud: LOUD }, 'error unknown-flow at main/n: There is no flow lout. Did you mean loud?'],
  [{ main: { n: { flow: 'quiet' } }, quiet: {} }, 'error flow-without-inputs at main/n: The flow quiet cannot be a node: it has no trigger inputs. Add the trigger inputs to it, with {} where it takes nothing.'],
  [{ main: { n: { flow: 'loud' } }, loud: LOUD }, 'error missing-binding at main/n.text: text has no value. Connect a wire to it, or give it a value.'],
  [{ main: { n: { flow: 'loud', in: { text: { value: 5 } } } }, loud: LOUD }, 'error bad-value at main/n.text: The value of text does not fit: expected a string, found 5. Give text.'],
  [{ main: { n: loud({ cache: { ttl: 5 } }) }, loud: LOUD }, 'error bad-settings at main/n: cache is for nodes that call a function, and this one calls a flow. Set it at the nodes inside of that flow.'],
  [{ main: { n: loud({ timeout: 5 }) }, loud: LOUD }, 'error bad-settings at main/n: timeout is for nodes that call a function, and this one calls a flow. Set it at the nodes inside of that flow.'],
  [{ main: { n: loud({ in: { text: { value: ['a'] } }, each: { over: 'text', errors: 'collect' } }) }, loud: LOUD }, 'error bad-settings at main/n: A flow gives no error values, so there are none to collect. Take errors out.'],
  [{ main: { n: loud({ each: { over: 'txt' } }) }, loud: LOUD }, 'error unknown-input at main/n.txt: The node has no input txt. Did you mean text?'],
  [{ main: { given: inputs({}), again: inputs({}) } }, 'error several-inputs at main/again: The inputs of the flow come in by given already. Give given the inputs of both, and take this one out.'],
  [{ main: { a: { sink: 'output', with: { name: 'failed' }, in: { value: { value: 1 } } } } }, 'error bad-settings at main/a: The setting name is not valid. Failed is the port of what fails: take another name.'],
  [{ main: { a: { sink: 'output', in: { value: { value: 1 } } } } }, 'warning output-without-inputs at main/a: Nobody takes what a gives: no trigger inputs leads to it. Add the trigger inputs, which makes the flow a node for others.'],
  [{ main: { given: inputs({}), start: { trigger: 'manual' }, a: output('start.out') } }, 'warning output-without-inputs at main/a: Nobody takes what a gives: no trigger inputs leads to it. Connect it to what comes from given.'],
])('says of %j what is wrong', (flows, line) => expect(linesOf(flows)).toEqual([line]))

it('says at each node of a circle that and how its flow would call itself', () =>
  expect(linesOf({
    main: { n: { flow: 'a' } }, a: { given: inputs({}), n: { flow: 'b' } }, b: { given: inputs({}), x: { flow: 'c' }, n: { flow: 'a' } },
    c: { given: inputs({}), n: { flow: 'c' } },
  })).toEqual([
    'error recursive-flow at a/n: The flow a would call itself for ever: a → b → a. Take the node out, or let it call another flow.',
    'error recursive-flow at b/n: The flow b would call itself for ever: b → a → b. Take the node out, or let it call another flow.',
    'error recursive-flow at c/n: The flow c would call itself for ever: c → c. Take the node out, or let it call another flow.',
  ]))

it('refuses flows in flows beyond the depth that can be executed', () => {
  const chain = (length: number): Flows => Object.fromEntries(Array.from({ length }, (_, at) =>
    [`f${at}`, { given: inputs({}), ...(at === length - 1 ? {} : { n: { flow: `f${at + 1}` } }) }]))
  expect(linesOf(chain(50))).toEqual([])
  expect(linesOf(chain(51))).toEqual(['error nested-too-deep at f0/n: Behind the flow f1 flows call flows 50 deep, and no more than that can be executed. Draw the nodes of that flow here.'])
})

it('says nothing at a node about what is wrong inside of its flow', () => {
  const broken = { given: inputs({ text: 'strng' }), a: output('given.out.text') }
  expect(linesOf({ main: { n: { flow: 'loud' }, up: upper('n.out') }, loud: broken }).map((line) => line.split(':')[0])).toEqual(['error bad-settings at loud/given'])
  const unbound: Nodes = { given: inputs({}), a: { sink: 'output' } }
  expect(linesOf({ main: { n: { flow: 'inner' }, up: upper('n.out') }, inner: unbound }).map((line) => line.split(':')[0])).toEqual(['error missing-binding at inner/a.value'])
})

const http: Node = { trigger: 'http', with: { path: '/' } }
const reply = (from: string): Node => ({ sink: 'http-reply', in: { body: { from } } })

it.each<[Flows, readonly string[]]>([
  [{ main: { http, n: { flow: 'inner', after: ['http.out'] } }, inner: { given: inputs({}), reply: reply('given.out') } }, []],
  [{ main: { http, n: { flow: 'inner', after: ['http.out'] } }, inner: { given: inputs({}), n: { flow: 'more', after: ['given.out'] } }, more: { given: inputs({}), reply: reply('given.out') } }, []],
  [{ main: { http, n: { flow: 'inner', after: ['http.out'] } }, inner: { given: inputs({}), other: http, reply: reply('other.out') } }, ['error duplicate-route', 'warning no-reply']],
  [{ main: { http, n: { flow: 'inner', after: ['http.out'] } }, inner: { given: inputs({}) } }, ['warning no-reply']],
])('knows whether the inside of a node answers: %j', (flows, codes) =>
  expect(linesOf(flows).map((line) => line.split(' ').slice(0, 2).join(' ')).toSorted()).toEqual(codes))
