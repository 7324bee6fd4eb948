import { expect, it } from 'vitest'
import { describeProblem } from '../directive/describe-problem.ts'
import type { Flow, Node } from '../directive/schema.ts'
import { resolved } from './directive.test-support.ts'

function linesOf(nodes: Readonly<Record<string, Node>>, flow: Partial<Flow> = {}): readonly string[] {
  return resolved(nodes, {}, flow).problems.map(describeProblem)
}

const upper = (...from: readonly string[]): Node => ({ use: 'lib#upper', in: { text: { from } } })
const compare = (...from: readonly string[]): Node => ({ use: 'lib#compare', in: { a: { from } } })
const debug = (...from: readonly string[]): Node => ({ sink: 'debug', in: { value: { from } } })
const both = (a: string, b: string): Node => ({ sink: 'debug', in: { value: { record: { a: { from: a }, b: { from: b } } } } })
const http = (path = '/'): Node => ({ trigger: 'http', with: { path } })
const reply = (from: string): Node => ({ sink: 'http-reply', in: { body: { from } } })
const manual: Node = { trigger: 'manual' }

it.each<[string, Readonly<Record<string, Node>>, readonly string[]]>([
  ['a loop with a head and an exit', { start: manual, v: compare('start.out', 'v.out.below'), end: debug('v.out.above') },
    []],
  ['a loop that never ends', { start: manual, a: upper('start.out', 'b.out'), b: upper('a.out') },
    ['error cycle-without-exit at main/a: The nodes a and b form a loop, and it never ends. Let a wire in it depend on a result: a case, err or none.']],
  ['a loop that is entered twice', { start: manual, a: upper('start.out', 'b.out'), b: upper('start.out', 'a.out') },
    ['error cycle-without-head at main/a: The nodes a and b form a loop, and it is entered at a and b. Let all wires from outside enter at one node.']],
  ['a loop that nothing enters', { a: upper('b.out'), b: upper('a.out') },
    ['error cycle-without-head at main/a: The nodes a and b form a loop, and nothing from outside starts it. Let one of its inputs take a value from outside as well, or take one of its wires out.']],
  ['a loop whose head waits for itself', { start: manual, v: { ...compare('start.out', 'v.out.below'), after: ['w.out'] }, w: compare('v.out.above') },
    ['error cycle-waits-for-itself at main/v: The nodes v and w form a loop, and for its first turn v waits for what only a turn gives. '
      + 'Let every input of v that takes a value from the loop take one from outside as well.']],
  ['a loop through after', { start: manual, a: { ...upper('start.out'), after: ['b.out'] }, b: upper('a.out') },
    ['error cycle-without-head at main/a: The nodes a and b form a loop, and nothing from outside starts it. Let one of its inputs take a value from outside as well, or take one of its wires out.']],
])('reports %s', (_, nodes, lines) => expect(linesOf(nodes)).toEqual(lines))

it.each<[string, Readonly<Record<string, Node>>, readonly string[]]>([
  ['a join of two triggers', { a: manual, b: manual, n: both('a.out', 'b.out') },
    ['error join-of-triggers at main/n: The node n waits for values of a and b at once, and each run has one event. Merge them into one input, or take each its own way.']],
  ['a join of two triggers through nodes', { a: manual, b: manual, x: upper('a.out'), y: upper('b.out'), n: both('x.out', 'y.out') },
    ['error join-of-triggers at main/n: The node n waits for values of a and b at once, and each run has one event. Merge them into one input, or take each its own way.']],
  ['a join through after', { a: manual, b: manual, n: { ...upper('a.out'), after: ['b.out'] } },
    ['error join-of-triggers at main/n: The node n waits for values of a and b at once, and each run has one event. Merge them into one input, or take each its own way.']],
  ['only the first join of a chain', { a: manual, b: manual, n: { ...upper('a.out'), after: ['b.out'] }, m: both('n.out', 'b.out') },
    ['error join-of-triggers at main/n: The node n waits for values of a and b at once, and each run has one event. Merge them into one input, or take each its own way.']],
  ['only the triggers that a join needs', { a: manual, b: manual, c: manual, k: { use: 'lib#upper', in: { text: { value: 'x' } } }, see: debug('c.out'),
    n: { ...both('a.out', 'k.out'), after: ['b.out'] } },
    ['error join-of-triggers at main/n: The node n waits for values of a and b at once, and each run has one event. Merge them into one input, or take each its own way.']],
  ['no merge of two triggers', { a: manual, b: manual, n: debug('a.out', 'b.out') }, []],
  ['no join of a merge with one of its triggers', { a: manual, b: manual, m: upper('a.out', 'b.out'), n: both('m.out', 'b.out') }, []],
  ['no join with a constant', { a: manual, c: { use: 'lib#upper', in: { text: { value: 'x' } } }, n: both('a.out', 'c.out') }, []],
])('reports %s', (_, nodes, lines) => expect(linesOf(nodes)).toEqual(lines))

it('lets what fails join what the run has', () =>
  expect(linesOf({ a: manual, oops: { trigger: 'failure' }, n: both('a.out', 'oops.out.message') }, { onError: 'oops' })).toEqual([]))

it('warns of a failure trigger that nothing comes to', () =>
  expect(linesOf({ a: manual, oops: { trigger: 'failure' }, n: debug('oops.out') })).toEqual([
    'warning unused-failure at main/oops: Nothing that fails comes to oops. Make it the error handler of the flow, or take it out.',
  ]))

it.each<[string, Readonly<Record<string, Node>>, Partial<Flow>, readonly string[]]>([
  ['a request without a reply', { request: http(), n: debug('request.out') }, {},
    ['warning no-reply at main/request: No HTTP reply comes after request: its requests are answered with 500. Add an HTTP reply and connect it.']],
  ['only the request without a reply', { a: http('/a'), b: http('/b'), r: reply('b.out') }, {},
    ['warning no-reply at main/a: No HTTP reply comes after a: its requests are answered with 500. Add an HTTP reply and connect it.']],
  ['a reply behind another trigger', { start: manual, r: reply('start.out') }, {},
    ['warning reply-without-request at main/r: The reply r comes after no HTTP request, so it has nobody to answer. Connect it to what comes from an HTTP request.']],
  ['a reply of constants', { request: http(), r: reply('request.out'), lost: { sink: 'http-reply' } }, {},
    ['warning reply-without-request at main/lost: The reply lost comes after no HTTP request, so it has nobody to answer. Connect it to what comes from an HTTP request.']],
  ['no reply that comes after a request by order', { request: http(), r: { sink: 'http-reply', after: ['request.out'] } }, {}, []],
  ['a reply in the error handler of a flow without requests', { start: manual, oops: { trigger: 'failure' }, sorry: reply('oops.out.message') }, { onError: 'oops' },
    ['warning reply-without-request at main/sorry: The reply sorry comes after no HTTP request, so it has nobody to answer. Connect it to what comes from an HTTP request.']],
  ['no reply in the error handler', { request: http(), r: reply('request.out'), oops: { trigger: 'failure' }, sorry: reply('oops.out.message') }, { onError: 'oops' }, []],
  ['no reply whose wire has a problem', { request: http(), r: { sink: 'http-reply', in: { status: { from: 'request.out.path' } } } }, {},
    ['error bad-wire at main/r.status: The wire from request.out.path does not fit: string does not go into option<u16>. Put to-integer between the two.']],
])('warns of %s', (_, nodes, flow, lines) => expect(linesOf(nodes, flow)).toEqual(lines))
