import { expect, it } from 'vitest'
import { flowOf, ran, S32, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import type { RunResult } from '../../../shared/engine/types.ts'
import type { WitType } from '../../../shared/wit/types.ts'
import { AGAIN, callsOf, counting, plusOne, same, start, sum, tagsOf, trap, until } from './flows.test-support.ts'

const LIST: WitType = { kind: 'list', item: S32 }
const collect = (...item: readonly string[]): TestNode => ({ core: 'collect', in: { item } })
const LAST_FIRST = { pick: (underWay: number) => underWay - 1 }

/** The lists that a node gave, each with its tag. */
function listsOf({ firings }: RunResult, node: string): readonly (readonly [tag: string, list: unknown])[] {
  return firings.filter((firing) => firing.node.id === node && firing.failure === null)
    .map(({ tag, fired }) => [tag.map(({ key, index }) => `${key}=${index}`).join(' '), fired[0]?.[1]])
}

it('A collect fires when the run is quiet', async () => {
  const flow = flowOf({
    start, a: { in: { n: 'start.out' } }, b: { in: { n: 'a.out' } }, all: collect('start.out', 'b.out'), size: { in: { list: 'all.out' } },
  })
  for (const options of [{}, LAST_FIRST]) {
    const run = await ran(flow, { a: plusOne, b: plusOne, size: (list: readonly number[]) => list.length }, options)
    expect(run.calls).toEqual(['a(1)', 'b(2)', 'size(1,3)'])
    expect(listsOf(run, 'all')).toEqual([['', [1, 3]]])
  }
})

it('A list waits for every other that may still add to it', async () => {
  const flow = flowOf({
    start, first: collect('start.out', 'start.out'), size: { in: { list: 'first.out' } }, last: collect('start.out', 'size.out'),
  })
  expect(listsOf(await ran(flow, { size: (list: readonly number[]) => list.length * 10 }), 'last')).toEqual([['', [1, 20]]])
  const handled = flowOf({
    start, oops: { kind: 'failure' }, first: collect('start.out'), f: { in: { list: 'first.out' } },
    note: { after: [['oops.out']], in: { n: 'start.out' } }, last: collect('start.out', 'note.out'),
  }, 'oops')
  expect(listsOf(await ran(handled, { f: trap, note: (n: number) => n * 7 }), 'last')).toEqual([['', [1, 7]]])
})

it('A list has its values in the order of their tags', async () => {
  const merging = flowOf({ start, a: { in: { n: 'start.out' } }, b: { in: { n: 'start.out' } }, all: collect('b.out', 'start.out', 'a.out') })
  for (const options of [{}, LAST_FIRST])
    expect(listsOf(await ran(merging, { a: () => 20, b: () => 10 }, options), 'all')).toEqual([['', [10, 1, 20]]])
  const turning = flowOf({ ...counting, all: collect('head.out') })
  expect(listsOf(await ran(turning, { head: plusOne, test: until(12) }), 'all')).toEqual([['', [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]])
  const both = flowOf({
    start, zz: { in: { n: ['start.out', 'a.out'] } }, a: { in: { n: 'start.out' } },
    head: { in: { n: ['zz.out', 'test.out.again'] } }, test: { in: { n: 'head.out' }, result: AGAIN }, all: collect('test.out.enough', 'head.out'),
  })
  const run = await ran(both, { zz: same, a: () => 10, head: plusOne, test: (n: number) => ({ tag: n % 10 === 3 ? 'enough' : 'again', val: n }) })
  expect(listsOf(run, 'all')).toEqual([['', [2, 3, 3, 11, 12, 13, 13]]])
})

it('Inside a loop there is a list for each turn', async () => {
  const flow = flowOf({
    start, head: { in: { n: ['start.out', 'test.out.again'] } }, double: { in: { n: 'head.out' } },
    all: collect('head.out', 'double.out'), test: { in: { list: 'all.out' }, result: AGAIN },
  })
  const answers = {
    head: same, double: (n: number) => 2 * n,
    test: ([a, b]: readonly [number, number]) => ({ tag: a + b < 20 ? 'again' : 'enough', val: a + b }),
  }
  expect(listsOf(await ran(flow, answers, LAST_FIRST), 'all')).toEqual([['@head=0', [1, 2]], ['@head=1', [3, 6]], ['@head=2', [9, 18]]])
  const merged = flowOf({ start, m: { in: { n: ['start.out', 'start.out'] } }, a: { in: { n: 'm.out' } }, all: collect('a.out'), s: { in: { list: 'all.out', n: 'm.out' }, result: LIST } })
  const run = await ran(merged, { m: same, a: plusOne, s: (list: unknown) => list })
  expect(tagsOf(run, 'all')).toEqual([{}])
  expect(callsOf(run, 's')).toEqual(['s(2,2, 1)', 's(2,2, 1)'])
})

it('A collect that is told to gives an empty list too', async () => {
  const never: Readonly<Record<string, TestNode>> = {
    start, f: { in: { n: 'start.out' }, result: { kind: 'option', some: S32 } }, size: { in: { list: 'all.out' } },
  }
  const told = await ran(flowOf({ ...never, all: { ...collect('f.out'), empty: true } }), { f: () => undefined, size: (list: readonly number[]) => list.length })
  expect(told.calls).toEqual(['f(1)', 'size()'])
  const untold = await ran(flowOf({ ...never, all: collect('f.out') }), { f: () => undefined, size: sum })
  expect([untold.ok, untold.calls]).toEqual([true, ['f(1)']])
})

it('An item that cannot be made is the failure of the whole list', async () => {
  const variant: WitType = { kind: 'variant', name: null, cases: [{ name: 'one', type: S32 }, { name: 'two', type: S32 }] }
  const flow = flowOf({
    start, f: { in: { n: 'start.out' }, result: { kind: 'result', ok: variant, err: S32 } }, all: collect('start.out', 'f.result.err'),
    other: { after: [['all.failed']] },
  })
  const run = await ran(flow, { f: () => ({ tag: 'ok', val: { tag: 'two', val: 2 } }), other: () => 1 })
  expect([run.ok, run.calls, listsOf(run, 'all')]).toEqual([true, ['f(1)', 'other()'], []])
  expect(run.firings.find(({ node }) => node.id === 'all')?.failure).toMatchObject({ kind: 'no-value', node: 'all' })
})
