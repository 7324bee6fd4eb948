import { expect, it } from 'vitest'
import { flowOf, ran, S32, type RanOptions, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import { planRun } from '../../../shared/engine/plan.ts'
import { startRun } from '../../../shared/engine/run.ts'
import type { Value } from '../../../shared/wit/value.ts'
import { callsOf, counting, plusOne, RANGE, same, start, sum, tagsOf, until } from './flows.test-support.ts'

const merging: Readonly<Record<string, TestNode>> = {
  start, a: { in: { n: 'start.out' } }, m: { in: { n: ['start.out', 'a.out'] } },
}
const LAST_FIRST: RanOptions = { pick: (underWay) => underWay - 1 }

it('A port sends its value to every wire', async () => {
  const flow = flowOf({ start, a: { in: { n: 'start.out' } }, b: { in: { n: 'start.out' } } })
  expect((await ran(flow, { a: plusOne, b: plusOne })).calls).toEqual(['a(1)', 'b(1)'])
})

it('A join takes only values whose tags agree', async () => {
  const flow = flowOf({
    ...merging, left: { in: { n: 'm.out' } }, right: { in: { n: 'm.out' } }, s: { in: { x: 'left.out', y: 'right.out' } },
  })
  const answers = { a: plusOne, m: (n: number) => n * 10, left: plusOne, right: (n: number) => -n, s: sum }
  for (const options of [{}, LAST_FIRST])
    expect(callsOf(await ran(flow, answers, options), 's')).toEqual(['s(11, -10)', 's(21, -20)'])
  const two = flowOf({
    ...merging, k: { in: { n: ['a.out', 'start.out'] } }, left: { in: { m: 'm.out', k: 'k.out' } }, right: { in: { m: 'm.out', k: 'k.out' } },
    s: { in: { x: 'left.out', y: 'right.out' } },
  })
  const number = (m: number, k: number) => m * 10 + k
  for (const options of [{}, LAST_FIRST])
    expect(callsOf(await ran(two, { a: plusOne, m: same, k: same, left: number, right: number, s: sum }, options), 's'))
      .toEqual(['s(11, 11)', 's(12, 12)', 's(21, 21)', 's(22, 22)'])
})

it('Values whose tags share nothing are combined', async () => {
  const before = flowOf({ ...merging, s: { in: { x: 'start.out', y: 'm.out' } } })
  expect(callsOf(await ran(before, { a: plusOne, m: (n: number) => n * 10, s: sum }), 's')).toEqual(['s(1, 10)', 's(1, 20)'])
  const apart = flowOf({ ...merging, k: { in: { n: ['start.out', 'a.out'] } }, s: { in: { x: 'm.out', y: 'k.out' } } })
  expect(callsOf(await ran(apart, { a: plusOne, m: same, k: same, s: sum }), 's')).toEqual(['s(1, 1)', 's(1, 2)', 's(2, 1)', 's(2, 2)'])
})

it('A node never fires twice for one tag', async () => {
  const flow = flowOf({
    ...merging, ...counting, s: { in: { x: 'm.out', y: 'test.out' }, after: [['m.out', 'head.out', 'start.out']] },
  })
  const result = await ran(flow, { a: plusOne, m: same, head: plusOne, test: until(4), s: () => 0 }, LAST_FIRST)
  const names = result.firings.map(({ node, tag }) => node.id + JSON.stringify(tag))
  expect(new Set(names).size).toBe(names.length)
  expect(callsOf(result, 's').length).toBe(2 * 3)
})

it('Each leaf of a binding waits for its own wire', async () => {
  const flow = flowOf({ start, a: { in: { n: 'start.out' } }, f: { in: { r: 'start.out' } } })
  const leaf = (node: string) => ({ kind: 'from', sources: [{ path: { node, port: 'out', members: [] }, type: S32, verdict: { kind: 'same' } }] }) as const
  const type = { kind: 'record', name: null, fields: ['x', 'y', 'z'].map((name) => ({ name, type: S32 })) } as const
  const fields = [['x', leaf('a')], ['y', leaf('start')], ['z', { kind: 'value', value: 1 }]] as const
  const f = { ...flow.nodes.get('f')!, inputs: [{ name: 'r', type, required: true, binding: { kind: 'record', type, fields } }] } as const
  const made: Value[] = []
  startRun(planRun({ ...flow, nodes: new Map([...flow.nodes, ['f', f]]) }, 'start'), { run: 'run-1', event: 5 }, {
    call: ({ fn, args }) => {
      if (fn.name === 'f') made.push(args[0])
      return { ok: true, value: 7 }
    },
    reply: () => {}, debug: () => {}, now: () => 0, sleep: async () => {}, random: () => 0,
  }, () => {})
  expect(made).toEqual([{ x: 7, y: 5, z: 1 }])
})

it('A merge fires once for each of its sources', async () => {
  const answers = { a: plusOne, m: same }
  for (const options of [{}, LAST_FIRST]) expect(callsOf(await ran(flowOf(merging), answers, options), 'm')).toEqual(['m(1)', 'm(2)'])
  const twice = flowOf({ start, m: { in: { n: ['start.out', 'start.out'] } } })
  expect((await ran(twice, { m: same })).calls).toEqual(['m(1)', 'm(1)'])
})

it('After waits for every entry', async () => {
  const chain = { start, a: { in: { n: 'start.out' } }, b: { in: { n: 'a.out' } } }
  const last = flowOf({ ...chain, last: { after: [['b.out'], ['a.out']] } })
  expect((await ran(last, { a: plusOne, b: plusOne, last: () => 0 })).calls).toEqual(['a(1)', 'b(2)', 'last()'])
  const never = flowOf({ ...chain, sort: { in: { n: 'start.out' }, result: RANGE }, last: { after: [['b.out'], ['sort.out.below']] } })
  expect(callsOf(await ran(never, { a: plusOne, b: plusOne, sort: () => ({ tag: 'within' }) }), 'last')).toEqual([])
  const turns = flowOf({ ...counting, turn: { after: [['head.out']] } })
  expect(tagsOf(await ran(turns, { head: plusOne, test: until(4), turn: () => 0 }), 'turn')).toEqual([{ '@head': 0 }, { '@head': 1 }, { '@head': 2 }])
})

it('One of several alternatives in after is enough', async () => {
  const chain = { start, a: { in: { n: 'start.out' } }, b: { in: { n: 'a.out' } } }
  const plain = flowOf({ ...chain, last: { after: [['a.out', 'b.out']] } })
  expect((await ran(plain, { a: plusOne, b: plusOne, last: () => 0 })).calls).toEqual(['a(1)', 'b(2)', 'last()'])
  const oneOf = flowOf({ ...chain, sort: { in: { n: 'start.out' }, result: RANGE }, last: { after: [['sort.out.below', 'b.out']] } })
  expect(callsOf(await ran(oneOf, { a: plusOne, b: plusOne, sort: () => ({ tag: 'within' }), last: () => 0 }), 'last')).toEqual(['last()'])
  const inTurn = flowOf({ ...counting, turn: { after: [['head.out', 'test.out']] } })
  expect(tagsOf(await ran(inTurn, { head: plusOne, test: until(4), turn: () => 0 }), 'turn').length).toBe(3)
})

it('Alternatives in after count only what all of them count', async () => {
  const answers = { a: plusOne, m: same, head: plusOne, test: until(4), last: () => 0 }
  const once = flowOf({ ...counting, a: { in: { n: 'start.out' } }, last: { after: [['a.out', 'head.out']] } })
  for (const options of [{}, LAST_FIRST]) expect(tagsOf(await ran(once, answers, options), 'last')).toEqual([{}])
  const within = (n: number) => (n === 1 ? { tag: 'within' } : { tag: 'below', val: 0 })
  const row = flowOf({
    ...merging, sort: { in: { n: 'm.out' }, result: RANGE }, c: { after: [['sort.out.below']] },
    last: { in: { n: 'm.out' }, after: [['sort.out.within', 'c.failed']] },
  })
  expect(callsOf(await ran(row, { ...answers, sort: within, c: () => 0 }), 'last')).toEqual(['last(1)'])
})
