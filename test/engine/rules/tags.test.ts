import { expect, it } from 'vitest'
import { flowOf, ran } from '../../../shared/engine/flow.test-support.ts'
import { counting, plusOne, same, start, sum, tagsOf, trap, until } from './flows.test-support.ts'

it('A tag says which turn and which source a value belongs to', async () => {
  const merged = flowOf({ start, a: { in: { n: 'start.out' } }, m: { in: { k: 'start.out', n: ['start.out', 'a.out'] } } })
  expect(tagsOf(await ran(merged, { a: plusOne, m: same }), 'm')).toEqual([{ 'm.n.1': 0 }, { 'm.n.1': 1 }])
  expect(tagsOf(await ran(flowOf(counting), { head: plusOne, test: until(3) }), 'head')).toEqual([{ '@head': 0 }, { '@head': 1 }])
  const failing = flowOf({ start, a: { in: { n: 'start.out' } }, oops: { kind: 'failure' } }, 'oops')
  expect(tagsOf(await ran(failing, { a: trap }), 'oops')).toEqual([{ '!oops': 0 }])
})

it('A wire leaves the tag as it is, unless it merges, enters a loop or closes one', async () => {
  const flow = flowOf({ ...counting, end: { in: { n: 'test.out.enough' } }, after: { in: { n: 'end.out' } } })
  const result = await ran(flow, { head: plusOne, test: until(5), end: same, after: same })
  expect(['end', 'after'].map((node) => tagsOf(result, node))).toEqual([[{ '@head': 3 }], [{ '@head': 3 }]])
})

it("A firing's tag is the union of what it joined", async () => {
  const flow = flowOf({
    start, a: { in: { n: 'start.out' } }, m: { in: { n: ['start.out', 'a.out'] } }, k: { in: { n: ['a.out', 'start.out'] } },
    s: { in: { x: 'm.out', y: 'k.out', z: 'start.out' } },
  })
  const result = await ran(flow, { a: plusOne, m: same, k: same, s: sum })
  const both = [[0, 0], [0, 1], [1, 0], [1, 1]].map(([k, m]) => ({ 'k.n.0': k, 'm.n.0': m }))
  expect(tagsOf(result, 's').toSorted((x, y) => x['k.n.0']! - y['k.n.0']! || x['m.n.0']! - y['m.n.0']!)).toEqual(both)
  expect(tagsOf(result, 'a')).toEqual([{}])
})
