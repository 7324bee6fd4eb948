import fc from 'fast-check'
import { expect, it } from 'vitest'
import { componentsOf, graphOf, reach, type Slot } from './flow-graph.ts'

/** `a: b c` says that b and c feed a. */
function graph(text: string) {
  return graphOf(new Map(text.split('\n').map((line) => {
    const [id, sources = ''] = line.trim().split(':')
    return [id!, sources.trim().split(' ').filter((source) => source !== '').map((node): Slot => [{ node, port: 'out' }])]
  })))
}

function components(text: string): readonly (readonly string[])[] {
  const { nodes, feeds } = graph(text)
  return componentsOf(nodes, (id) => feeds.get(id)!)
}

it.each([
  ['a:\nb: a\nc: b', [['a'], ['b'], ['c']]],
  ['c: b\nb: a\na:', [['a'], ['b'], ['c']]],
  ['a: c\nb: a\nc: b\nd: c', [['a', 'b', 'c'], ['d']]],
  ['a: a\nb: a', [['a'], ['b']]],
  ['a: b\nb: a\nc: d b\nd: c', [['a', 'b'], ['c', 'd']]],
])('finds the components of %j, sources first', (text, found) => expect(components(text)).toEqual(found))

it('reaches what is fed, once each', () => expect([...reach(graph('a:\nb: a a\nc: b\nd:'), ['a'])]).toEqual(['a', 'b', 'c']))

it('walks a chain of 100,000 nodes without running out of stack', () => {
  const nodes = Array.from({ length: 100_000 }, (_, at) => String(at))
  expect(componentsOf(nodes, (id) => (id === '99999' ? [] : [String(Number(id) + 1)]))).toHaveLength(100_000)
})

it('puts two nodes together exactly when each reaches the other', () =>
  fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }), (count, wires) => {
    const nodes = Array.from({ length: count }, (_, at) => String(at))
    const next = (id: string) => wires.filter(([from, to]) => String(from) === id && to < count).map(([, to]) => String(to))
    const reached = (from: string) => {
      const seen = new Set([from])
      for (const id of seen) for (const to of next(id)) seen.add(to)
      return seen
    }
    const found = componentsOf(nodes, next)
    expect(found.flat().sort()).toEqual(nodes)
    const at = new Map(found.flatMap((members, index) => members.map((id) => [id, index] as const)))
    for (const a of nodes) for (const b of nodes) {
      expect(at.get(a) === at.get(b)).toBe(reached(a).has(b) && reached(b).has(a))
      if (reached(a).has(b)) expect(at.get(a)!).toBeLessThanOrEqual(at.get(b)!)
    }
  })))
