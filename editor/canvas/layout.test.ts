import { expect, it } from 'vitest'
import type { Flow } from '../../shared/directive/schema.ts'
import { layoutFlow } from './layout.ts'

const node = (...from: string[]) => ({
  core: 'format',
  in: Object.fromEntries(from.map((source, at) => [`in${at}`, { from: `${source}.out` }])),
})
const flow = (nodes: Flow['nodes']): Flow => ({ nodes })

it('puts each node right of what feeds it, and a wire that passes one beside it', () =>
  expect(layoutFlow(flow({ c: node('b', 'a'), b: node('a'), a: node() }), () => 80)).toEqual({
    a: { x: 0, y: -40 },
    b: { x: 344, y: -72 },
    c: { x: 688, y: -24 },
  }))

it('puts branches one below the other', () =>
  expect(layoutFlow(flow({ a: node(), b: node('a'), c: node('a') }), () => 80)).toEqual({
    a: { x: 0, y: -40 },
    b: { x: 344, y: -104 },
    c: { x: 344, y: 24 },
  }))

it.each([
  ['from its head on', { start: node(), check: node('double'), double: node('start', 'check'), show: node('check') },
    { start: 0, double: 344, check: 688, show: 1032 }],
  ['that nothing enters, from its first node on', { a: node('b'), b: node('a') }, { a: 0, b: 344 }],
])('lays out a loop %s', (_, nodes, columns) => {
  const places = layoutFlow(flow(nodes), () => 80)
  expect(Object.fromEntries(Object.entries(places).map(([id, { x }]) => [id, x]))).toEqual(columns)
})

it.each([
  [1, ['0 -40']],
  [2, ['0 -40', '344 -40']],
  [5, ['0 -104', '344 -104', '688 -104', '0 24', '344 24']],
])('puts %i nodes without wires into a grid', (count, expected) => {
  const names = Array.from({ length: count }, (_, at) => `n${at}`)
  const places = layoutFlow(flow(Object.fromEntries(names.map((name) => [name, node()]))), () => 80)
  expect(names.map((name) => `${places[name]?.x} ${places[name]?.y}`)).toEqual(expected)
})

it('puts nodes without wires below the others', () =>
  expect(layoutFlow(flow({ loose: node(), b: node('a'), a: node(), other: node() }), (id) => (id === 'b' ? 160 : 80))).toEqual({
    a: { x: 0, y: -40 },
    b: { x: 344, y: -80 },
    loose: { x: 0, y: 176 },
    other: { x: 344, y: 176 },
  }))
