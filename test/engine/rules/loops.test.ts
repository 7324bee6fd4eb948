import { describe, expect, it } from 'vitest'
import { flowOf, ran, S32, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import type { WitType } from '../../../shared/wit/types.ts'
import { AGAIN, callsOf, counting, plusOne, same, start, sum, tagsOf, until } from './flows.test-support.ts'

const inTurn = { pick: (underWay: number) => underWay - 1 }

it('A loop begins at the one node where it is entered', async () => {
  const flow = flowOf({ ...counting, c: {}, head: { in: { n: ['start.out', 'test.out.again'], step: 'c.out' } } })
  const { calls, ok } = await ran(flow, { c: () => 2, head: sum, test: until(6) })
  expect({ calls, ok }).toEqual({ calls: ['c()', 'head(1, 2)', 'test(3)', 'head(3, 2)', 'test(5)', 'head(5, 2)', 'test(7)'], ok: true })
  const itself = flowOf({ start, self: { in: { n: ['start.out', 'self.out.again'] }, result: AGAIN } })
  expect((await ran(itself, { self: (n: number) => until(3)(n + 1) })).calls).toEqual(['self(1)', 'self(2)'])
})

describe('A wire into a loop starts turn 0, and one back into the head begins the next', () => {
  it('until the way out is taken', async () => {
    const flow = flowOf({ ...counting, end: { in: { n: 'test.out.enough' } } })
    const result = await ran(flow, { head: plusOne, test: until(4), end: plusOne })
    expect(result.calls).toEqual(['head(1)', 'test(2)', 'head(2)', 'test(3)', 'head(3)', 'test(4)', 'end(4)'])
    expect(tagsOf(result, 'head')).toEqual([{ '@head': 0 }, { '@head': 1 }, { '@head': 2 }])
  })

  it('by whichever of several ways back', async () => {
    const EITHER: WitType = { kind: 'variant', name: null, cases: ['odd', 'even', 'one'].map((name) => ({ name, type: S32 })) }
    const flow = flowOf({
      start, head: { in: { n: ['start.out', 'test.out.odd', 'halve.out'] } },
      test: { in: { n: 'head.out' }, result: EITHER }, halve: { in: { n: 'test.out.even' } },
    })
    const test = (n: number) => (n === 1 ? { tag: 'one', val: 1 } : n % 2 === 0 ? { tag: 'even', val: n } : { tag: 'odd', val: 3 * n + 1 })
    const { calls } = await ran(flow, { head: same, test, halve: (n: number) => n / 2 }, { event: 3 })
    expect(calls.filter((call) => call.startsWith('head'))).toEqual([3, 10, 5, 16, 8, 4, 2, 1].map((n) => `head(${n})`))
  })

  it('without the merges of the turn before', async () => {
    const merging: Readonly<Record<string, TestNode>> = {
      ...counting, low: { in: { n: 'head.out' }, result: AGAIN }, m: { in: { n: ['low.out.again', 'low.out.enough'] } },
      test: { in: { n: 'm.out' }, result: AGAIN },
    }
    const result = await ran(flowOf(merging), { head: plusOne, low: until(3), m: same, test: until(4) })
    expect(tagsOf(result, 'm')).toEqual([{ '@head': 0, 'm.n.0': 0 }, { '@head': 1, 'm.n.0': 1 }, { '@head': 2, 'm.n.0': 1 }])
    expect(tagsOf(result, 'head')).toEqual([{ '@head': 0 }, { '@head': 1 }, { '@head': 2 }])
  })
})

it('A head with several entries joins them turn by turn', async () => {
  const flow = flowOf({
    start, zero: {}, head: { in: { i: ['start.out', 'test.out.again'], total: ['zero.out', 'add.out'] } },
    i: { in: { i: 'head.out' } }, add: { in: { a: 'head.out', b: 'i.out' } }, test: { in: { n: 'i.out' }, result: AGAIN },
  })
  const answers = { zero: () => 0, head: sum, i: same, add: (a: number) => a * 10, test: (n: number) => until(100)(n) }
  for (const options of [{}, inTurn])
    expect(callsOf(await ran(flow, answers, options), 'head')).toEqual(['head(1, 0)', 'head(1, 10)', 'head(11, 110)'])
})

it('A value from outside serves every turn', async () => {
  const flow = flowOf({ ...counting, step: {}, add: { in: { a: 'head.out', b: 'step.out' } }, test: { in: { n: 'add.out' }, result: AGAIN } })
  const result = await ran(flow, { step: () => 5, head: same, add: sum, test: until(12) })
  expect([callsOf(result, 'step'), callsOf(result, 'add')]).toEqual([['step()'], ['add(1, 5)', 'add(11, 5)', 'add(6, 5)']])
})

it('An inner loop starts again in each turn of the outer one', async () => {
  const flow = flowOf({
    start, outer: { in: { n: ['start.out', 'outer-test.out.again'] } },
    inner: { in: { n: ['outer.out', 'inner-test.out.again'] } }, 'inner-test': { in: { n: 'inner.out' }, result: AGAIN },
    'outer-test': { in: { n: 'inner-test.out.enough' }, result: AGAIN }, end: { in: { n: 'outer-test.out.enough' } },
  })
  const innerTest = (n: number) => (n % 3 === 0 ? { tag: 'enough', val: n } : { tag: 'again', val: n })
  const result = await ran(flow, { outer: same, inner: plusOne, 'inner-test': innerTest, 'outer-test': until(6), end: same })
  expect(result.calls.filter((call) => !call.includes('test'))).toEqual([
    'outer(1)', 'inner(1)', 'inner(2)', 'outer(3)', 'inner(3)', 'inner(4)', 'inner(5)', 'end(6)',
  ])
  expect(tagsOf(result, 'inner')).toEqual([[0, 0], [1, 0], [0, 1], [1, 1], [2, 1]].map(([inner, outer]) => ({ '@inner': inner, '@outer': outer })))
  expect(tagsOf(result, 'outer')).toEqual([{ '@outer': 0 }, { '@outer': 1 }])
})

describe('A merge before a loop makes a loop of its own for each source', () => {
  it('where it begins', async () => {
    const flow = flowOf({
      ...counting, a: { in: { n: 'start.out' } }, head: { in: { n: ['start.out', 'a.out', 'test.out.again'] } }, end: { in: { n: 'test.out.enough' } },
    })
    const result = await ran(flow, { a: (n: number) => n + 10, head: plusOne, test: (n: number) => until(Math.ceil(n / 3) * 3)(n), end: same })
    expect(result.ok).toBe(true)
    expect(tagsOf(result, 'end').toSorted((x, y) => x['head.n.0']! - y['head.n.0']!)).toEqual([{ '@head': 1, 'head.n.0': 0 }, { '@head': 0, 'head.n.0': 1 }])
  })

  it('and from the side, from the next turn on', async () => {
    const flow = flowOf({
      ...counting, a: { in: { n: 'start.out' } }, m: { in: { n: ['start.out', 'a.out'] } },
      test: { in: { n: 'head.out', step: 'm.out' }, result: AGAIN },
    })
    const result = await ran(flow, { a: plusOne, m: same, head: same, test: (n: number, step: number) => until(4)(n + step) }, inTurn)
    expect(result.ok).toBe(true)
    expect(callsOf(result, 'head')).toEqual(['head(1)', 'head(2)', 'head(3)', 'head(3)'])
  })
})

describe('Two values for one turn fail the run', () => {
  const failure = { kind: 'ambiguous', node: 'head', message: 'Two values reached n for the same turn of the loop that begins there.' }
  const back = { left: { in: { n: 'head.out' }, result: AGAIN }, right: { in: { n: 'head.out' }, result: AGAIN } }
  const head = { in: { n: ['start.out', 'left.out.again', 'right.out.again'] } }
  const a = { in: { n: 'start.out' } }
  const flows: Readonly<Record<string, Readonly<Record<string, TestNode>>>> = {
    'by two ways back': { start, head, ...back },
    'of which one says more': { start, a, m: { in: { n: ['start.out', 'a.out'] } }, head, ...back, right: { in: { n: 'head.out', m: 'm.out' }, result: AGAIN } },
    'by a merge inside': { start, head: { in: { n: ['start.out', 'm.out'] } }, ...back, m: { in: { n: ['left.out.again', 'right.out.again'] } } },
  }
  it.each(Object.entries(flows))('%s', async (_, nodes) => {
    for (const options of [{}, inTurn])
      expect(await ran(flowOf(nodes), { a: same, m: same, head: plusOne, left: until(3), right: until(3) }, options)).toMatchObject({ ok: false, failure })
  })
})
