import { NO_POWERS } from '../capabilities/powers.ts'
import { expect, it } from 'vitest'
import { describeProblem } from '../directive/describe-problem.ts'
import type { Directive, Flow, Node } from '../directive/schema.ts'
import { printType } from '../wit/print.ts'
import { resolveDirective } from './resolve.ts'
import { components, DIGEST, directiveOf, LIB, resolved } from './directive.test-support.ts'
import type { ResolvedBinding } from './types.ts'

type Nodes = Readonly<Record<string, Node>>

function linesOf(nodes: Nodes, more: Partial<Directive> = {}, flow: Partial<Flow> = {}): readonly string[] {
  return resolved(nodes, more, flow).problems.map(describeProblem)
}

/** What is wrong with the node `n`, which stands behind a trigger `start` and a few functions. */
const AROUND: Nodes = {
  start: { trigger: 'manual' },
  text: { use: 'lib#upper', in: { text: { from: 'start.out' } } },
  number: { use: 'lib#add', in: { a: { value: 1 }, b: { value: 2 } } },
  cases: { use: 'lib#compare', in: { a: { from: 'number.out' } } },
  deep: { use: 'lib#later', in: {} },
}

function linesOfNode(node: Node, more: Partial<Directive> = {}): readonly string[] {
  return linesOf({ ...AROUND, n: node }, more)
}

it('finds nothing wrong with what surrounds the node under test', () => expect(linesOfNode({ core: 'format', in: { value: { from: 'text.out' } } })).toEqual([]))

it.each<[Node, string]>([
  [{ use: 'libb#upper' }, 'error unknown-alias at main/n: No package of this directive is called libb. Did you mean lib?'],
  [{ use: 'other#upper' }, 'error unknown-alias at main/n: No package of this directive is called other. The packages are lib and gone.'],
  [{ use: 'gone#upper' }, `error unknown-package at main/n: The package test:gone@1.0.0 is not in the library. Add the component with the digest sha256:${'1'.repeat(64)} to the library: in the editor, drop its file onto the window.`],
  [{ use: 'lib#uper' }, 'error unknown-function at main/n: test:lib@1.0.0 has no function uper. Did you mean upper?'],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, grant: [{ capability: 'wasi:http' }] }, 'error unknown-capability at main/n: There is no capability wasi:http. The capabilities are wasi:logging/logging, wasi:config/store, wasi:keyvalue/store, fermyon:spin/sqlite and wasi:http/outgoing-handler.'],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, grant: [{ capability: 'wasi:keyvalue/store', with: { scope: 'all' } }] }, 'error bad-settings at main/n: The setting scope is "all", which is none of its values. Write "application" or "node".'],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, middleware: { 'a:b/c@1.0.0': 'lib' } }, 'error unknown-import at main/n: The component does not import a:b/c@1.0.0. There are no imports.'],
  [{ use: 'lib#constructor' }, 'error unknown-function at main/n: test:lib@1.0.0 has no function constructor. The functions are upper, shout, add, half, find, compare, save, both, later and sink.'],
  [{ use: 'lib#listen' }, 'error unusable-function at main/n: The function listen cannot be a node yet: it takes a resource. Use another function of the package.'],
  [{ trigger: 'htttp' }, 'error unknown-trigger at main/n: There is no trigger htttp. Did you mean http?'],
  [{ trigger: 'mqtt' }, 'error unknown-trigger at main/n: There is no trigger mqtt. The triggers are http, manual, interval, inputs and failure.'],
  [{ trigger: 'interval', with: { everyMs: 5 } }, 'error bad-settings at main/n: The setting everyMs is too small. It is at least 100.'],
  [{ sink: 'log' }, 'error unknown-sink at main/n: There is no sink log. The sinks are http-reply, output and debug.'],
  [{ sink: 'debug', with: { level: 1 }, in: { value: { value: 1 } } }, 'error bad-settings at main/n: The node has the unknown member level. Take it out.'],
  [{ core: 'swich' }, 'error unsupported at main/n: This Runnel has no core node swich. Did you mean switch?'],
  [{ blank: { signature: 'func() -> string' } }, 'error blank-node at main/n: The node n is blank: it has no function yet. Fill it with a function, or take it out.'],
])('says of the node %j what it does not know', (node, line) =>
  expect(linesOfNode(node, {
    packages: { lib: { package: 'test:lib@1.0.0', digest: DIGEST }, gone: { package: 'test:gone@1.0.0', digest: `sha256:${'1'.repeat(64)}` } },
  })).toEqual([line]))

it('says which grants are of no use and which are missing', () => {
  const grant = [{ capability: 'wasi:config/store' }, { capability: 'wasi:config/store' }]
  expect(linesOfNode({ use: 'lib#upper', in: { text: { value: 'a' } }, grant })).toEqual([
    'warning unused-grant at main/n: The component does not use wasi:config/store. Take the grant out: it is not needed.',
    'error bad-settings at main/n: wasi:config/store is granted twice. Take one of the two out.',
  ])
})

it('says of a blank node also what is wrong with its signature', () =>
  expect(linesOfNode({ blank: { signature: 'func(' } })).toEqual([
    'error blank-node at main/n: The node n is blank: it has no function yet. Fill it with a function, or take it out.',
    expect.stringMatching(/^error bad-settings at main\/n: The signature cannot be read: line 1, column 6: .*\. Write it as WIT does, such as func\(text: string\) -> string\.$/),
  ]))

it.each<[string, Json, string]>([
  ['func() -> u8', 300, 'The sample does not fit: expected u8 (0 to 255), found 300. Give whole number, 0 to 255.'],
  ['func() -> result<string, u8>', 'yes', 'The sample does not fit: expected {"ok": …} or {"err": …}, found "yes". Give text, or an error: whole number, 0 to 255.'],
  ['func()', 'done', 'The sample has no type: the signature gives nothing. Take the sample out.'],
])('says of a blank node %s where the sample %j does not fit', (signature, sample, line) =>
  expect(linesOfNode({ blank: { signature, sample } }).slice(1)).toEqual([`error bad-value at main/n: ${line}`]))

it.each<[Node, string]>([
  [{ use: 'lib#upper' }, 'error missing-binding at main/n.text: text has no value. Connect a wire to it, or give it a value.'],
  [{ use: 'lib#shout', in: { text: { value: 'a' }, tims: { value: 1 } } }, 'error unknown-input at main/n.tims: The node has no input tims. Did you mean times?'],
  [{ trigger: 'manual', in: { value: { value: 1 } } }, 'error unknown-input at main/n.value: The node has no input value. Take it out: this node takes nothing in.'],
  [{ trigger: 'manual', after: ['text.out'] }, 'error bad-after at main/n: A trigger waits for nothing: it begins a run. Take after out.'],
  [{ use: 'lib#upper', in: { text: { from: 'text' } } }, 'error bad-path at main/n.text: "text" is not a path. Write node.port, such as request.out, and members behind it where needed.'],
  [{ use: 'lib#upper', in: { text: { from: 'txet.out' } } }, 'error unknown-node at main/n.text: This flow has no node txet. Did you mean text?'],
  [{ use: 'lib#upper', in: { text: { from: 'constructor.out' } } }, 'error unknown-node at main/n.text: This flow has no node constructor. The nodes are start, text, number, cases, deep and n.'],
  [{ use: 'lib#upper', in: { text: { from: 'text.outt' } } }, 'error unknown-port at main/n.text: The node text has no port outt. Did you mean out?'],
  [{ use: 'lib#upper', in: { text: { from: 'text.err' } } }, 'error unknown-port at main/n.text: The node text has no port err. The ports are out and failed.'],
  [{ use: 'lib#upper', in: { text: { from: 'text.out.name' } } }, 'error unknown-member at main/n.text: text.out has no member name. It carries string, which has none.'],
  [{ use: 'lib#upper', in: { text: { from: 'deep.out.inner.nam' } } }, 'error unknown-member at main/n.text: deep.out.inner has no member nam. Did you mean name?'],
  [{ use: 'lib#add', in: { a: { value: 1 }, b: { from: 'cases.out.over' } } }, 'error unknown-member at main/n.b: cases.out has no member over. The members are below, same and above.'],
  [{ use: 'lib#add', in: { a: { value: 1 }, b: { from: 'text.out' } } }, 'error bad-wire at main/n.b: The wire from text.out does not fit: string does not go into s32. Put to-integer between the two.'],
  [{ use: 'lib#add', in: { a: { value: 1 }, b: { from: 'cases.out.same' } } }, 'error bad-wire at main/n.b: The wire from cases.out.same does not fit: unit does not go into s32: a signal has no value: wire it to after, or to a json input, where it is null. Connect something of the right type, or convert the value on the way.'],
  [{ use: 'lib#add', in: { a: { value: 1.5 }, b: { value: 1 } } }, 'error bad-value at main/n.a: The value of a does not fit: expected s32 (-2147483648 to 2147483647), found 1.5. Give whole number, -2147483648 to 2147483647.'],
  [{ use: 'lib#save', in: { order: { value: { id: 1, lines: ['a', 2] } } } }, 'error bad-value at main/n.order: The value of order does not fit: at lines[1]: expected a string, found 2. Give record with id, note, lines.'],
  [{ use: 'lib#save', in: { order: { record: { id: { value: 1 } } } } }, 'error missing-binding at main/n.order.lines: order.lines has no value. Connect a wire to it, or give it a value.'],
  [{ use: 'lib#save', in: { order: { record: { id: { value: 1 }, lnes: { list: [] }, lines: { list: [] } } } } }, 'error unknown-member at main/n.order.lnes: order has no field lnes. Did you mean lines?'],
  [{ use: 'lib#save', in: { order: { record: { id: { value: 1 }, lines: { list: [{ from: 'text.out' }, { from: 'number.out' }] } } } } }, 'error bad-wire at main/n.order.lines.1: The wire from number.out does not fit: s32 does not go into string. Put format between the two.'],
  [{ use: 'lib#both', in: { pair: { list: [{ value: 'a' }] } } }, 'error bad-value at main/n.pair: pair takes 2 items, and 1 are bound. Bind one for each of tuple<string, u8>.'],
  [{ use: 'lib#upper', in: { text: { record: {} } } }, 'error bad-wire at main/n.text: text is put together from fields, and its type is string. Connect one wire to it, or give it a value.'],
  [{ use: 'lib#sink', in: { data: { list: [] }, any: { value: 1 } } }, 'error bad-wire at main/n.data: data is put together from items, and its type is list<u8>. Connect one wire to it, or give it a value.'],
  [{ sink: 'debug', in: { value: { record: { 'user-ID': { value: 1 }, 'user-id': { value: 2 } } } } }, 'error bad-value at main/n.value.user-id: The names user-ID and user-id cannot stand in one record. Rename one of them.'],
  [{ use: 'lib#upper', in: { text: { config: 'greting' } } }, 'error unknown-config at main/n.text: No variable greting is declared. Did you mean greeting?'],
  [{ use: 'lib#add', in: { a: { value: 1 }, b: { config: 'greeting' } } }, 'error bad-value at main/n.b: The variable greeting does not fit: string does not go into s32. Declare it with another type, or bind something else.'],
  [{ use: 'lib#upper', in: { text: { config: 'hidden' } } }, 'error secret-binding at main/n.text: The variable hidden is a secret, and what goes into an input is seen in traces. Bind another variable, or declare it without secret.'],
  [{ use: 'lib#add', in: { a: { value: 1 }, b: { config: 'some' } } }, 'error bad-value at main/n.b: The variable some does not fit: expected s32 (-2147483648 to 2147483647), found "x". Give it whole number, -2147483648 to 2147483647.'],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, after: ['text'] }, 'error bad-path at main/n: "text" is not a path. Write node.port, such as request.out, and members behind it where needed.'],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, after: ['text.out', ['number.out', 'nmber.out']] }, 'error unknown-node at main/n: This flow has no node nmber. Did you mean number?'],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, after: ['start.out.x'] }, 'error bad-after at main/n: after waits for a port, and start.out.x goes on behind it. Write start.out.'],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, after: ['n.failed'] }, 'error cycle-without-head at main/n: The node n feeds itself, and nothing from outside starts it. Let one of its inputs take a value from outside as well, or take one of its wires out.'],
  [{ use: 'lib#upper', in: { text: { from: 'cases.failed.below' } } }, 'error unknown-member at main/n.text: cases.failed has no member below. The members are kind, message, node, attempt and payload.'],
  [{ use: 'lib#both', in: { pair: { list: [{ value: 5 }, { value: 1 }] } } }, 'error bad-value at main/n.pair.0: The value of pair.0 does not fit: expected a string, found 5. Give text.'],
])('says of the node %j what is wrong with its wires, and does not bind it', (node, line) => {
  const { flows, problems } = resolved({ ...AROUND, n: node }, { config: { greeting: { type: 'string', default: 'hi' }, some: { type: 'json', default: 'x' }, hidden: { type: 'string', secret: true } } })
  expect(problems.map(describeProblem)).toEqual([line])
  const wrong = problems[0]!.place.input?.split('.')[0]
  expect(flows.get('main')!.nodes.get('n')!.inputs.filter(({ name }) => name === wrong).map(({ binding }) => binding ?? null)).not.toContainEqual(expect.anything())
})

it.each<[Node, readonly string[]]>([
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, runner: 'own' }, []],
  [{ core: 'print-json', in: { value: { value: 1 } }, runner: 'own' }, ['error bad-settings at main/n: runner is for nodes that call a component. Take runner out.']],
])('says of the node %j whether it may have a runner of its own', (node, lines) => expect(linesOfNode(node)).toEqual(lines))

it.each<[Node, readonly string[]]>([
  [{ use: 'lib#upper', in: { text: { value: ['a', 'b'] } }, each: { over: 'text' } }, []],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, each: { over: 'text' } }, ['error bad-value at main/n.text: The value of text does not fit: expected a list, found "a". Give list of text.']],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, each: { over: 'txt' } }, ['error unknown-input at main/n.txt: The node has no input txt. Did you mean text?']],
  [{ core: 'format', in: { value: { value: 1 } }, each: { over: 'value' } }, ['error bad-type at main/n.value: The input value takes anything, so there is no list of it. Name an input with a type of its own.']],
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, retry: { attempts: 2 }, cache: { ttl: 5 }, disabled: true }, []],
  [{ sink: 'debug', in: { value: { value: 1 } }, retry: { attempts: 2 } }, ['error bad-settings at main/n: retry is for nodes that call a function. Take retry out.']],
])('says of the policies of the node %j what is wrong', (node, lines) => expect(linesOfNode(node)).toEqual(lines))

it.each<[Node, readonly string[]]>([
  [{ use: 'lib#upper', each: { over: 'text' } }, ['out: list<string>', 'failed']],
  [{ core: 'parse-json', each: { over: 'text' } }, ['out: list<json>', 'err: string', 'result: result<list<json>, string>', 'failed']],
  [{ core: 'parse-json', each: { over: 'text', errors: 'collect' } }, ['out: list<result<json, string>>', 'failed']],
  [{ use: 'lib#save', each: { over: 'order' } }, ['done', 'failed']],
])('gives the node %j that is called for each item its ports', (node, ports) => {
  const { outputs } = resolved({ n: node }).flows.get('main')!.nodes.get('n')!
  expect(Array.from(outputs, ([port, type]) => (port === 'failed' || port === 'done' ? port : `${port}: ${printType(type)}`))).toEqual(ports)
})

it.each<[Node, number | null]>([
  [{ use: 'lib#upper', in: { text: { value: 'a' } }, disabled: true }, 0],
  [{ use: 'lib#compare', in: { a: { value: 1 }, b: { value: 2 } }, disabled: true }, null],
  [{ core: 'format', in: { value: { value: 1 } }, disabled: true }, null],
])('says which input the node %j lets through when it is switched off', (node, pass) =>
  expect(resolved({ n: node }).flows.get('main')!.nodes.get('n')!.disabled).toEqual({ pass }))

it('takes what asks for nothing', () =>
  expect(linesOfNode({ use: 'lib#upper', in: { text: { value: 'a' } }, disabled: false, grant: [], middleware: {}, timeout: 50, note: 'n' })).toEqual([]))

it.each<[Partial<Directive>, Partial<Flow>, string]>([
  [{ policy: { a: 1 } }, {}, 'error unsupported at /policy/a: A policy about a is not supported yet. Take a out.'],
  [{}, { onError: 'start' }, 'error bad-error-handler at main: The error handler start is not a failure trigger of this flow. Add a failure trigger and name it.'],
  [{ config: { a: { type: 'strng' } } }, {}, 'error bad-type at /config/a/type: The type of the variable a cannot be read: line 1, column 1: there is no type strng. Write a WIT type such as string or list<u32>.'],
  [{ config: { a: { type: 'u8', default: 300 } } }, {}, 'error bad-value at /config/a/default: The default of a does not fit: expected u8 (0 to 255), found 300. Correct the default or the type.'],
  [{ config: { a: { type: 'u8' } } }, {}, 'warning no-default at /config/a: The variable a has no default: what it is bound to is left out of previews. Give it a default, or a value when the runtime starts: --config a=… or RUNNEL_CONFIG_A.'],
  [{ config: { a: { type: 'string', secret: true, default: 'x' } } }, {}, 'error secret-default at /config/a/default: The secret a has a default, which stands in the directive for all to read. Take the default out.'],
])('says of the directive with %j, its flow with %j what is wrong', (more, flow, line) => expect(linesOf({ start: { trigger: 'manual' } }, more, flow)).toEqual([line]))

it.each([{ type: 'string' }, { type: 'u9', default: 1 }, { type: 'u8', default: 'x' }])(
  'says nothing about the variable %j at its uses when it has said it at its declaration', (declared) =>
    expect(resolved({ ...AROUND, n: { use: 'lib#upper', in: { text: { config: 'a' } } } }, { config: { a: declared } }).problems.map(({ place }) => place.node)).toEqual([undefined]))

it('says nothing about wires from a node that it does not know', () =>
  expect(linesOf({ start: { trigger: 'nope' }, a: { use: 'lib#upper', in: { text: { from: 'start.out.x' } }, after: ['start.out'] } })).toEqual([
    'error unknown-trigger at main/start: There is no trigger nope. The triggers are http, manual, interval, inputs and failure.',
  ]))

it('offers the converter of a wire that does not fit', () => {
  const { problems } = resolved({ ...AROUND, n: { use: 'lib#add', in: { a: { value: 1 }, b: { from: 'text.out' } } } })
  expect(problems).toEqual([{
    code: 'bad-wire', severity: 'error',
    place: { flow: 'main', node: 'n', input: 'b', pointer: '/flows/main/nodes/n/in/b/from' },
    message: 'The wire from text.out does not fit: string does not go into s32.',
    mend: 'Put to-integer between the two.',
    offer: { node: 'to-integer', input: 'value', with: { type: 's32' } },
  }])
})

it('points into a merge and into a binding that is put together', () => {
  const { problems } = resolved({ ...AROUND, n: { use: 'lib#save', in: { order: { record: { id: { from: ['start.out', 'x.out'] }, lines: { list: [{ value: 1 }] } } } } } })
  expect(problems.map(({ place }) => place)).toEqual([
    { flow: 'main', node: 'n', input: 'order.id', pointer: '/flows/main/nodes/n/in/order/record/id/from/1' },
    { flow: 'main', node: 'n', input: 'order.lines.0', pointer: '/flows/main/nodes/n/in/order/record/lines/list/0/value' },
  ])
})

it('gives problems in the order of the document, those of a whole flow last', () =>
  expect(linesOf({
    b: { use: 'lib#add', in: { x: { value: 1 } } },
    request: { trigger: 'http', with: { path: '/' } },
    a: { use: 'lib#nope' },
  }, { policy: { a: 1 } })).toEqual([
    'error unsupported at /policy/a: A policy about a is not supported yet. Take a out.',
    'error missing-binding at main/b.a: a has no value. Connect a wire to it, or give it a value.',
    'error missing-binding at main/b.b: b has no value. Connect a wire to it, or give it a value.',
    'error unknown-input at main/b.x: The node has no input x. The inputs are a and b.',
    'error unknown-function at main/a: test:lib@1.0.0 has no function nope. The functions are upper, shout, add, half, find, compare, save, both, later and sink.',
    'warning no-reply at main/request: No HTTP reply comes after request: its requests are answered with 500. Add an HTTP reply and connect it.',
  ]))

it('says the same of the same directive every time', () => {
  const directive = directiveOf({ ...AROUND, x: { use: 'lib#add' }, y: { flow: 'main', in: { a: { from: 'x.out' } } } })
  expect(resolveDirective(directive, components)).toEqual(resolveDirective(structuredClone(directive), components))
})

it('refuses two triggers for the same requests, in whatever flow they stand', () => {
  const http = (path: string, method = 'GET'): Node => ({ trigger: 'http', with: { path, method } })
  const reply: Node = { sink: 'http-reply', in: { body: { from: ['a.out', 'b.out', 'c.out'] } } }
  expect(linesOf({}, {
    flows: {
      one: { nodes: { a: http('/x/:id'), b: http('/x/:id', 'POST'), c: http('/x'), reply } },
      two: { nodes: { a: http('/x/:name'), b: http('/y'), c: http('/y'), reply } },
    },
  })).toEqual([
    'error duplicate-route at two/a: GET /x/:name is taken by one/a already. Give one of the two another path or method.',
    'error duplicate-route at two/c: GET /y is taken by two/b already. Give one of the two another path or method.',
  ])
})

// What is resolved.

function bindingOf(node: Node, more: Partial<Directive> = {}): ResolvedBinding | null | undefined {
  return resolved({ ...AROUND, n: node }, more).flows.get('main')?.nodes.get('n')?.inputs[0]?.binding
}

it('looks a function up and gives it its ports', () => {
  const node = resolved({ n: { use: 'lib#shout', in: { text: { value: 'a' } }, timeout: 50 } }).flows.get('main')?.nodes.get('n')
  expect(node).toEqual({
    id: 'n', flow: 'main',
    action: { kind: 'function', alias: 'lib', digest: DIGEST, fn: LIB.functions[1], powers: NO_POWERS },
    inputs: [
      { name: 'text', type: { kind: 'string' }, required: true, binding: { kind: 'value', value: 'a' } },
      { name: 'times', type: { kind: 'option', some: { kind: 'u8' } }, required: false, binding: null },
    ],
    outputs: new Map([['out', { kind: 'string' }], ['failed', expect.anything()]]),
    after: [],
    policies: { each: null, retry: null },
    disabled: null,
    open: null,
  })
})

it.each<[Node, readonly string[]]>([
  [{ trigger: 'manual' }, ['out', 'failed']],
  [{ sink: 'debug' }, ['done', 'failed']],
  [{ core: 'parse-json' }, ['out', 'err', 'result', 'failed']],
  [{ use: 'lib#compare' }, ['out', 'out.below', 'out.same', 'out.above', 'failed']],
  [{ use: 'lib#find' }, ['out', 'none', 'result', 'failed']],
  [{ use: 'lib#save' }, ['done', 'failed']],
  [{ blank: { signature: 'func(a: u8) -> result<_, string>' } }, ['err', 'done', 'result', 'failed']],
  [{ use: 'lib#nope' }, ['failed']],
])('gives the node %j its ports', (node, ports) =>
  expect([...resolved({ n: node }).flows.get('main')!.nodes.get('n')!.outputs.keys()]).toEqual(ports))

it('takes a case to the port that fires, and what stands behind it to the members', () =>
  expect(bindingOf({ core: 'format', in: { value: { from: ['cases.out', 'cases.out.below', 'deep.out.inner.name', 'text.failed.message'] } } })).toEqual({
    kind: 'from',
    sources: [
      { path: { node: 'cases', port: 'out', members: [] }, type: LIB.functions[5]!.result, verdict: { kind: 'widens' } },
      { path: { node: 'cases', port: 'out.below', members: [] }, type: { kind: 's32' }, verdict: { kind: 'widens' } },
      { path: { node: 'deep', port: 'out', members: ['inner', 'name'] }, type: { kind: 'string' }, verdict: { kind: 'widens' } },
      { path: { node: 'text', port: 'failed', members: ['message'] }, type: { kind: 'string' }, verdict: { kind: 'widens' } },
    ],
  }))

it('checks at run time what comes as json', () =>
  expect(bindingOf({ use: 'lib#upper', in: { text: { from: 'start.out.a.b' } } })).toEqual({
    kind: 'from',
    sources: [{ path: { node: 'start', port: 'out', members: ['a', 'b'] }, type: { kind: 'known', name: 'json' }, verdict: { kind: 'checked', offers: { core: 'print-json', input: 'value' } } }],
  }))

it.each<[Node, unknown]>([
  [{ use: 'lib#both', in: { pair: { value: ['a', 5] } } }, ['a', 5]],
  [{ core: 'print-json', in: { value: { value: { a: [1, null] } } } }, '{"a":[1,null]}'],
  [{ sink: 'debug', in: { value: { value: 'plain' } } }, { type: { kind: 'string' }, value: 'plain' }],
  [{ sink: 'debug', in: { value: { value: { a: 1 } } } }, { type: { kind: 'known', name: 'json' }, value: '{"a":1}' }],
  [{ sink: 'debug', in: { value: { config: 'limit' } } }, { type: { kind: 'u8' }, value: 7 }],
  [{ use: 'lib#add', in: { a: { config: 'limit' }, b: { value: 1 } } }, 7],
  [{ core: 'print-json', in: { value: { config: 'limit' } } }, '7'],
])('converts the literal or variable of %j once', (node, value) =>
  expect(bindingOf(node, { config: { limit: { type: 'u8', default: 7 } } })).toEqual({ kind: 'value', value }))

it('puts a record together in the order of its type, options left out', () =>
  expect(bindingOf({ use: 'lib#save', in: { order: { record: { lines: { list: [{ from: 'text.out' }, { value: 'b' }] }, id: { from: 'start.out.id' } } } } })).toEqual({
    kind: 'record',
    type: LIB.functions[6]!.params[0]!.type,
    fields: [
      ['id', { kind: 'from', sources: [{ path: { node: 'start', port: 'out', members: ['id'] }, type: { kind: 'known', name: 'json' }, verdict: { kind: 'checked' } }] }],
      ['lines', {
        kind: 'list', type: { kind: 'list', item: { kind: 'string' } },
        items: [
          { kind: 'from', sources: [{ path: { node: 'text', port: 'out', members: [] }, type: { kind: 'string' }, verdict: { kind: 'same' } }] },
          { kind: 'value', value: 'b' },
        ],
      }],
    ],
  }))

it.each([
  ['{ "a": "from text.out", "b": { "c": 1 } }', { record: { a: { from: 'text.out' }, b: { record: { c: { value: 1 } } } } }, 'record { a: string, b: record { c: json } }'],
  ['an odd name', { record: { 'Full Name': { from: 'text.out' } } }, 'record { Full Name: string }'],
  ['a list of one type', { list: [{ from: 'number.out' }, { from: 'cases.out.below' }] }, 'list<s32>'],
  ['a list of several types', { list: [{ from: 'number.out' }, { from: 'text.out' }] }, 'tuple<s32, string>'],
  ['an empty list', { list: [] }, 'tuple<>'],
  ['a merge of one type', { record: { a: { from: ['number.out', 'cases.out.above'] } } }, 'record { a: s32 }'],
  ['a merge of several types', { record: { a: { from: ['number.out', 'text.out'] } } }, 'record { a: json }'],
  ['a signal', { record: { a: { from: 'cases.out.same' } } }, 'record { a: json }'],
  ['a variable', { record: { a: { config: 'limit' } } }, 'record { a: u8 }'],
])('gives %s a type of its own where any or json is wanted', (_, binding, type) => {
  for (const node of [{ sink: 'debug', in: { value: binding } }, { core: 'print-json', in: { value: binding } }] as const) {
    const made = bindingOf(node, { config: { limit: { type: 'u8', default: 7 } } })
    expect(made !== null && made !== undefined && 'type' in made && printType(made.type)).toBe(type)
  }
})

it('puts an optional record together', () =>
  expect(bindingOf({ use: 'lib#later', in: { order: { record: { id: { value: 3 } } } } })).toEqual({
    kind: 'record', type: { kind: 'record', name: null, fields: [{ name: 'id', type: { kind: 'u32' } }] }, fields: [['id', { kind: 'value', value: 3 }]],
  }))

it('reads after: each entry for itself, any path of an entry', () =>
  expect(resolved({ ...AROUND, n: { sink: 'debug', in: { value: { value: 1 } }, after: ['text.out', ['cases.out.below', 'number.failed']] } })
    .flows.get('main')?.nodes.get('n')?.after).toEqual([
    [{ node: 'text', port: 'out', members: [] }],
    [{ node: 'cases', port: 'out.below', members: [] }, { node: 'number', port: 'failed', members: [] }],
  ]))

it('names the error handler', () => {
  const { flows, problems } = resolved({ start: { trigger: 'manual' }, oops: { trigger: 'failure' } }, {}, { onError: 'oops' })
  expect([flows.get('main')?.onError, problems]).toEqual(['oops', []])
})

