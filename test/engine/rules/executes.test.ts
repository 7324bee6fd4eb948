import { expect, it } from 'vitest'
import { flowOf, ran } from '../../../shared/engine/flow.test-support.ts'
import { callsOf, plusOne, same, start, sum, tagsOf, trap } from './flows.test-support.ts'

it('A run executes what its trigger leads to, and what that needs', async () => {
  const flow = flowOf({
    start, other: start, oops: { kind: 'failure' }, a: { in: { n: 'start.out' } }, b: { in: { n: 'other.out' } }, c: {}, d: {},
    s: { in: { x: 'a.out', y: 'c.out' } }, both: { in: { n: ['other.out', 'start.out'] } }, never: { in: { x: 'a.out', y: 'b.out' } },
    handled: { in: { f: 'oops.out' } },
  }, 'oops')
  const answers = { a: trap, c: () => 7, s: sum, both: same, handled: () => 0 }
  expect((await ran(flow, { ...answers, a: plusOne })).calls.toSorted()).toEqual(['a(1)', 'both(1)', 'c()', 's(2, 7)'])
  expect((await ran(flow, answers)).calls.toSorted()).toEqual(['a(1)', 'both(1)', 'c()', 'handled([object Object])'])
})

it('A node with nothing wired in fires once in a run', async () => {
  const flow = flowOf({
    start, a: { in: { n: 'start.out' } }, c: {}, waits: { after: [['a.out']] }, m: { in: { n: ['start.out', 'a.out'] } },
    s: { in: { x: 'm.out', y: 'c.out', z: 'waits.out' } },
  })
  const result = await ran(flow, { a: plusOne, c: () => 7, waits: () => 0, m: same, s: sum })
  expect(result.calls.toSorted()).toEqual(['a(1)', 'c()', 'm(1)', 'm(2)', 's(1, 7, 0)', 's(2, 7, 0)', 'waits()'])
  expect(tagsOf(result, 'c')).toEqual([{}])
})

it('A node with problems is left out, and so is a cycle that cannot turn', async () => {
  const m = { in: { n: ['start.out', 'a.out'] } }
  const withoutHead = flowOf({ start, a: { in: { n: 'b.out' } }, b: { in: { n: 'a.out' } }, m, only: { in: { n: 'b.out' } } })
  const twoHeads = flowOf({ start, a: { in: { n: ['start.out', 'b.out'] } }, b: { in: { n: ['start.out', 'a.out'] } }, m })
  const waitsForItself = flowOf({ start, a: { in: { n: ['start.out', 'b.out'], x: 'b.out' } }, b: { in: { n: 'a.out' } }, m })
  for (const flow of [withoutHead, twoHeads, waitsForItself])
    expect((await ran(flow, { m: same, a: trap, b: trap, only: trap })).calls).toEqual(['m(1)'])
  const flow = flowOf({ start, a: { in: { n: 'start.out' } }, b: { in: { n: 'a.out' } }, m: { in: { n: ['b.out', 'start.out'] } } })
  expect((await ran(flow, { m: same, b: trap }, { skip: new Set(['a']) })).calls).toEqual(['m(1)'])
  const a = flow.nodes.get('a')!
  const unbound = { ...flow, nodes: new Map(flow.nodes).set('a', { ...a, inputs: a.inputs.map((input) => ({ ...input, binding: null })) }) }
  expect((await ran(unbound, { m: same, a: trap, b: trap })).calls).toEqual(['m(1)'])
})

it('A run ends when nothing is ready and no call is under way', async () => {
  const flow = flowOf({ start, reply: { kind: 'http-reply', in: { body: 'start.out' } }, slow: { in: { n: 'start.out' } } })
  const result = await ran(flow, { slow: plusOne }, { pick: () => 0 })
  expect(result.replies).toMatchObject([{ body: '1' }])
  expect(callsOf(result, 'slow')).toEqual(['slow(1)'])
  expect(result.firings.at(-1)).toMatchObject({ node: { id: 'slow' }, fired: [['out', 2]] })
})
