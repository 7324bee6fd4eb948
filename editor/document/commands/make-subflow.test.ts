import { expect, it } from 'vitest'
import { parsePath } from '../../../shared/directive/path.ts'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import { parseType } from '../../../shared/wit/parse.ts'
import { applyEdit } from '../apply-edit.ts'
import { makeSubflow } from './make-subflow.ts'
import type { Drawn } from './subflow-border.ts'

const PLACES: Readonly<Record<string, { x: number; y: number }>> =
  { start: { x: 0, y: 0 }, a: { x: 400, y: 0 }, b: { x: 800, y: 160 } }

/** Nodes give and take text, unless they are called otherwise: `check` gives a variant, `tell` nothing, `any` takes anything. */
const DRAWN: Drawn = {
  sourceType: (path) => path.endsWith('.done') ? { kind: 'unit' } : path.startsWith('start.out.') ? json : string,
  targetType: (end) => (end.node.startsWith('any') ? { kind: 'any' } : end.node === 'number' ? parseType('u32') : string),
  portOf: (path) => {
    const { node, port, members } = parsePath(path)!
    return node === 'check' && members.length > 0 ? `${port}.${members[0]}` : port
  },
  valueAt: (path) => (path.startsWith('start.out') ? `value of ${path}` : undefined),
  placeOf: (node) => PLACES[node] ?? { x: 0, y: 0 },
  sizeOf: () => ({ width: 248, height: 120 }),
}
const string = parseType('string')
const json = parseType('json')

const documentOf = (nodes: Readonly<Record<string, Node>>): Directive => ({
  directive: 1, name: 'a', packages: {}, flows: { main: { nodes: { start: { trigger: 'manual' }, ...nodes } } },
  view: { main: { start: { x: 0, y: 0 } } },
})

/** A node as `id(input: paths | …) after …`, in the words of docs/semantics.md. */
const text = (id: string, node: Node): string => {
  const bound = Object.entries(node.in ?? {}).map(([name, binding]) =>
    `${name}: ${'from' in binding ? [binding.from].flat().join(' | ') : JSON.stringify(binding)}`)
  const name = 'sink' in node && node.with ? `${id} as ${node.with.name}` : id
  const settings = 'trigger' in node && node.with ? JSON.stringify(node.with.inputs).replaceAll('"', '') : `(${bound.join(', ')})`
  return `${name}${settings}${node.after ? ` after ${node.after.map((entry) => [entry].flat().join(' | ')).join(', ')}` : ''}`
}

function made(nodes: Readonly<Record<string, Node>>, ids: readonly string[]) {
  const document = documentOf(nodes)
  const result = makeSubflow(document, 'main', new Set(ids), 'Cut it', DRAWN)
  if (!result.ok) return result.reason
  const applied = applyEdit(document, result.edit)
  expect(applyEdit(applied.document, applied.undo).document).toEqual(document)
  const listed = (flow: string) => Object.entries(applied.document.flows[flow]!.nodes)
    .filter(([, node]) => !('trigger' in node) || node.trigger === 'inputs').map(([id, node]) => text(id, node))
  return { outside: listed('main'), inside: listed('cut-it') }
}

const f = (bound: Readonly<Record<string, string | readonly string[]>>, after?: (string | string[])[]): Node => ({
  core: 'format', in: Object.fromEntries(Object.entries(bound).map(([name, from]) => [name, { from }])), ...(after && { after }),
})

it.each([
  {
    what: 'one wire in and one out', nodes: { a: f({ x: 'start.out' }), b: f({ x: 'a.out' }), c: f({ x: 'b.out' }) }, ids: ['a', 'b'],
    outside: ['cut-it(x: start.out)', 'c(x: cut-it.out)'],
    inside: ['inputs{x:string}', 'a(x: inputs.out.x)', 'b(x: a.out)', 'output(value: b.out)'],
  },
  {
    what: 'a source that two take is one input, of the type that both take',
    nodes: { a: f({ x: 'start.out.name' }), b: f({ y: 'start.out.name' }) }, ids: ['a', 'b'],
    outside: ['cut-it(x: start.out.name)'],
    inside: ['inputs{x:string}', 'a(x: inputs.out.x)', 'b(y: inputs.out.x)'],
  },
  {
    what: 'an input has the type of its source where those who take it differ',
    nodes: { a: f({ x: 'start.out.name' }), number: f({ y: 'start.out.name' }) }, ids: ['a', 'number'],
    outside: ['cut-it(x: start.out.name)'],
    inside: ['inputs{x:json}', 'a(x: inputs.out.x)', 'number(y: inputs.out.x)'],
  },
  {
    what: 'equal names are told apart', nodes: { a: f({ x: 'start.out.p' }), b: f({ x: 'start.out.q' }) }, ids: ['a', 'b'],
    outside: ['cut-it(x: start.out.p, x2: start.out.q)'],
    inside: ['inputs{x:string,x2:string}', 'a(x: inputs.out.x)', 'b(x: inputs.out.x2)'],
  },
  {
    what: 'a merge of sources outside stays one', nodes: { a: f({ x: ['start.out', 'c.out'] }), c: f({ x: 'a.out' }) }, ids: ['a'],
    outside: ['cut-it(x: start.out | c.out)', 'c(x: cut-it.out)'],
    inside: ['inputs{x:string}', 'a(x: inputs.out.x)', 'output(value: a.out)'],
  },
  {
    what: 'a merge of both sides merges inside', nodes: { a: f({ x: ['start.out', 'b.out'] }), b: f({ x: 'a.out' }) }, ids: ['a', 'b'],
    outside: ['cut-it(x: start.out)'],
    inside: ['inputs{x:string}', 'a(x: inputs.out.x | b.out)', 'b(x: a.out)'],
  },
  {
    what: 'cases and members behind them', ids: ['check'],
    nodes: { check: f({ x: 'start.out' }), c: f({ x: 'check.out.below' }), d: f({ x: 'check.out.above.value' }), e: f({}, ['check.failed']) },
    outside: ['cut-it(x: start.out)', 'c(x: cut-it.below)', 'd(x: cut-it.above.value)', 'e() after cut-it.check-failed'],
    inside: [
      'inputs{x:string}', 'check(x: inputs.out.x)', 'below as below(value: check.out.below)',
      'above as above(value: check.out.above)', 'check-failed as check-failed(value: check.failed)',
    ],
  },
  {
    what: 'what is waited for outside is waited for by the call, a signal inside comes out as one', ids: ['a'],
    nodes: { a: f({}, ['start.out', ['c.out', 'd.out']]), c: f({}), d: f({}), e: f({}, ['a.done']) },
    outside: ['cut-it() after start.out, c.out | d.out', 'c()', 'd()', 'e() after cut-it.done'],
    inside: ['inputs{}', 'a() after inputs.out', 'done as done(value: {"value":null}) after a.done'],
  },
  {
    what: 'what nothing feeds comes after the call', nodes: { a: f({}), b: f({ x: 'a.out', y: 'start.out' }), c: f({ x: 'a.out' }) }, ids: ['a'],
    outside: ['cut-it()', 'b(x: cut-it.out, y: start.out)', 'c(x: cut-it.out)'],
    inside: ['inputs{}', 'a() after inputs.out', 'output(value: a.out)'],
  },
])('$what', ({ nodes, ids, outside, inside }) => expect(made(nodes, ids)).toEqual({ outside, inside }))

it.each([
  { ids: [], reason: 'Select the nodes that it is to hold.' },
  { ids: ['start', 'a'], reason: '“start” is a trigger: what it starts is a run of this flow. Leave it out of the selection.' },
  { ids: ['given'], reason: '“given” is an output of this flow itself. Leave it out of the selection.' },
  { ids: ['a', 'waits'], reason: '“waits” waits for one of several nodes, of which some are selected and some are not. Select all of them.' },
])('says of $ids why no flow can be made of them', ({ ids, reason }) =>
  expect(made({ a: f({}), waits: f({}, [['a.out', 'start.out']]), given: { sink: 'output' } }, ids)).toBe(reason))

it('takes record fields one by one, and keeps what is typed in', () => {
  const binding = { record: { email: { from: 'start.out.email' }, n: { value: 1 }, list: { list: [{ from: 'start.out' }] } } }
  const document = documentOf({ a: { core: 'format', in: { body: binding } } })
  const result = makeSubflow(document, 'main', new Set(['a']), 'Cut it', DRAWN)
  if (!result.ok) throw new Error(result.reason)
  const { flows } = applyEdit(document, result.edit).document
  expect([flows['main']?.nodes['cut-it'], flows['cut-it']?.nodes['a']]).toEqual([
    { flow: 'cut-it', in: { email: { from: 'start.out.email' }, list: { from: 'start.out' } } },
    { core: 'format', in: { body: { record: {
      email: { from: 'inputs.out.email' }, n: { value: 1 }, list: { list: [{ from: 'inputs.out.list' }] },
    } } } },
  ])
})

it('keeps the places, puts the node into the middle and gives the flow a sample of what went in', () => {
  const document = documentOf({ a: f({ x: 'start.out' }), b: f({ x: 'a.out' }), c: f({ x: 'b.out' }) })
  const result = makeSubflow(document, 'main', new Set(['a', 'b']), 'Cut it', DRAWN)
  if (!result.ok) throw new Error(result.reason)
  const { view, samples } = applyEdit(document, result.edit).document
  expect(view).toEqual({
    'main': { start: { x: 0, y: 0 }, 'cut-it': { x: 600, y: 80 } },
    'cut-it': { inputs: { x: 56, y: 80 }, a: { x: 400, y: 0 }, b: { x: 800, y: 160 }, output: { x: 1144, y: 160 } },
  })
  expect(samples).toEqual({
    'cut-it': [{ name: 'Sample', trigger: 'inputs', event: { kind: 'inputs', values: { x: 'value of start.out' } } }],
  })
})
