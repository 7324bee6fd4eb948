import { expect, it } from 'vitest'
import { outputsOf } from '../wit/ports.ts'
import { parseType } from '../wit/parse.ts'
import { graphOf, type Slot } from './flow-graph.ts'
import { firesAlways, loopsOf, type Loop } from './loops.ts'

const STEADY = outputsOf(parseType('u8'))
const BRANCHING = outputsOf(parseType('variant { again(u8), enough(u8) }'))
const FALLIBLE = outputsOf(parseType('result<u8, string>'))

/** `a: b|c.err d` says that a waits for either of b.out and c.err, and for d.out. Names tell what a node gives: v… variant, r… result. */
function loops(text: string): readonly Loop[] {
  const slots = new Map(text.split('\n').map((line) => {
    const [id, waits = ''] = line.trim().split(':')
    return [id!, waits.trim().split(' ').filter((wait) => wait !== '').map((wait): Slot => wait.split('|').map(sourceOf))]
  }))
  return loopsOf(graphOf(slots), ({ node, port }) =>
    firesAlways(node.startsWith('v') ? BRANCHING : node.startsWith('r') ? FALLIBLE : STEADY, port))
}

function sourceOf(text: string) {
  const [node, ...port] = text.split('.')
  return { node: node!, port: port.length === 0 ? 'out' : port.join('.') }
}

it('finds none where there is none', () => expect(loops('a:\nb: a\nc: a b')).toEqual([]))

it.each([
  ['a:\nh: a|v.out.again\nv: h\nc: v.out.enough', { nodes: ['h', 'v'], heads: ['h'], endless: false, inner: [] }],
  ['a:\nh: a|r.err\nr: h', { nodes: ['h', 'r'], heads: ['h'], endless: false, inner: [] }],
  ['a:\nh: a|r\nr: h', { nodes: ['h', 'r'], heads: ['h'], endless: false, inner: [] }],
  ['a:\nh: a|r.result\nr: h', { nodes: ['h', 'r'], heads: ['h'], endless: true, inner: [] }],
  ['a:\nh: a|r.failed\nr: h', { nodes: ['h', 'r'], heads: ['h'], endless: false, inner: [] }],
  ['a:\nh: a|b\nb: h', { nodes: ['h', 'b'], heads: ['h'], endless: true, inner: [] }],
  ['a:\nh: a|b\nb: h v.out.again\nv: h', { nodes: ['h', 'b', 'v'], heads: ['h'], endless: false, inner: [] }],
  ['a:\nh: a|h', { nodes: ['h'], heads: ['h'], endless: true, inner: [] }],
  ['a: b\nb: a', { nodes: ['a', 'b'], heads: [], endless: true, inner: [] }],
  ['a:\nx: a|y\ny: a|x', { nodes: ['x', 'y'], heads: ['x', 'y'], endless: true, inner: [] }],
])('says of %j which nodes turn, where they are entered and whether they end', (text, loop) => expect(loops(text)).toEqual([loop]))

it('nests a loop within a loop', () =>
  expect(loops('a:\nouter: a|v2.out.again\ninner: outer|v1.out.again\nv1: inner\nv2: v1.out.enough')).toEqual([{
    nodes: ['outer', 'inner', 'v1', 'v2'], heads: ['outer'], endless: false,
    inner: [{ nodes: ['inner', 'v1'], heads: ['inner'], endless: false, inner: [] }],
  }]))

it('finds two loops beside each other', () =>
  expect(loops('a:\nx: a|v1.out.again\nv1: x\ny: v1.out.enough|v2.out.again\nv2: y').map(({ heads }) => heads)).toEqual([['x'], ['y']]))
