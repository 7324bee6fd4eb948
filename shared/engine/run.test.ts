import { describe, expect, it } from 'vitest'
import type { WitType } from '../wit/types.ts'
import type { Policies } from '../resolve/types.ts'
import { flowOf, ran, S32, STRING, type TestNode } from './flow.test-support.ts'
import type { RunResult } from './types.ts'

const plusOne = (n: number) => n + 1
const sum = (a: number, b: number) => a + b
const boom = () => {
  throw new Error('boom')
}
const RANGE: WitType = { kind: 'variant', name: 'range', cases: [{ name: 'below', type: S32 }, { name: 'within', type: null }] }
const start = { kind: 'trigger' } as const

describe('a run', () => {
  it('follows a chain', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' } }, b: { in: { n: 'a.out' } } })
    expect((await ran(flow, { a: plusOne, b: plusOne })).calls).toEqual(['a(1)', 'b(2)'])
  })

  it('sends a value to every wire of its port', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' } }, b: { in: { n: 'start.out' } } })
    expect((await ran(flow, { a: plusOne, b: plusOne })).calls).toEqual(['a(1)', 'b(1)'])
  })

  it('joins: a node fires when all of its inputs are there', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' } }, b: { in: { n: 'a.out' } }, s: { in: { x: 'start.out', y: 'b.out' } } })
    expect((await ran(flow, { a: plusOne, b: plusOne, s: sum })).calls).toEqual(['a(1)', 'b(2)', 's(1, 3)'])
  })

  it('fires once for each source of a merge', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' } }, m: { in: { n: ['start.out', 'a.out'] } } })
    expect((await ran(flow, { a: plusOne, m: plusOne })).calls.sort()).toEqual(['a(1)', 'm(1)', 'm(2)'])
  })

  it('joins behind a merge only what came by the same source', async () => {
    const flow = flowOf({
      start, a: { in: { n: 'start.out' } }, m: { in: { n: ['start.out', 'a.out'] } },
      left: { in: { n: 'm.out' } }, right: { in: { n: 'm.out' } }, s: { in: { x: 'left.out', y: 'right.out' } },
    })
    const { calls } = await ran(flow, { a: plusOne, m: (n: number) => n * 10, left: plusOne, right: plusOne, s: sum })
    expect(calls.filter((call) => call.startsWith('s')).sort()).toEqual(['s(11, 11)', 's(21, 21)'])
  })

  it('serves a value from outside a merge to each of its sources', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' } }, m: { in: { n: ['start.out', 'a.out'] } }, s: { in: { x: 'start.out', y: 'm.out' } } })
    const { calls } = await ran(flow, { a: plusOne, m: (n: number) => n * 10, s: sum })
    expect(calls.filter((call) => call.startsWith('s')).sort()).toEqual(['s(1, 10)', 's(1, 20)'])
  })

  it('branches: only the wires of the case that it is carry a value', async () => {
    const flow = flowOf({
      start, sort: { in: { n: 'start.out' }, result: RANGE },
      low: { in: { n: 'sort.out.below' } }, mid: { after: [['sort.out.within']] },
    })
    const at = (value: unknown) => ran(flow, { sort: () => value, low: plusOne, mid: () => 0 })
    expect((await at({ tag: 'below', val: 4 })).calls).toEqual(['sort(1)', 'low(4)'])
    expect((await at({ tag: 'within' })).calls).toEqual(['sort(1)', 'mid()'])
  })

  it('fires a node with nothing wired in once, when the run needs it', async () => {
    const flow = flowOf({ start, c: {}, unneeded: {}, s: { in: { x: 'start.out', y: 'c.out' } } })
    expect((await ran(flow, { c: () => 7, s: sum, unneeded: boom })).calls).toEqual(['c()', 's(1, 7)'])
  })

  it('starts a node after all that it is to come after, and once after any', async () => {
    const nodes = { start, a: { in: { n: 'start.out' } }, b: { in: { n: 'a.out' } } }
    const all = flowOf({ ...nodes, last: { after: [['a.out'], ['b.out']] } })
    const any = flowOf({ ...nodes, last: { after: [['a.out', 'b.out']] } })
    const answers = { a: plusOne, b: plusOne, last: () => 0 }
    expect((await ran(all, answers)).calls).toEqual(['a(1)', 'b(2)', 'last()'])
    expect((await ran(any, answers)).calls).toEqual(['a(1)', 'b(2)', 'last()'])
  })

  it('says what nodes still waited for', async () => {
    const flow = flowOf({ start, sort: { in: { n: 'start.out' }, result: RANGE }, s: { in: { x: 'start.out', y: 'sort.out.below' } } })
    expect((await ran(flow, { sort: () => ({ tag: 'within' }), s: sum })).waiting).toEqual([{ node: 's', inputs: ['y'] }])
  })
})

describe('a loop', () => {
  const AGAIN: WitType = { kind: 'variant', name: null, cases: [{ name: 'again', type: S32 }, { name: 'enough', type: S32 }] }
  const until = (limit: number) => (n: number) => (n < limit ? { tag: 'again', val: n } : { tag: 'enough', val: n })
  const counting = {
    start, head: { in: { n: ['start.out', 'test.out.again'] } }, test: { in: { n: 'head.out' }, result: AGAIN },
  }

  it('turns until its way out is taken', async () => {
    const flow = flowOf({ ...counting, end: { in: { n: 'test.out.enough' } } })
    const { calls, ok } = await ran(flow, { head: plusOne, test: until(4), end: plusOne })
    expect(ok).toBe(true)
    expect(calls).toEqual(['head(1)', 'test(2)', 'head(2)', 'test(3)', 'head(3)', 'test(4)', 'end(4)'])
  })

  it('serves a value from outside to every turn', async () => {
    const flow = flowOf({
      start, step: {}, head: { in: { n: ['start.out', 'test.out.again'] } },
      add: { in: { a: 'head.out', b: 'step.out' } }, test: { in: { n: 'add.out' }, result: AGAIN },
    })
    const { calls } = await ran(flow, { step: () => 5, head: (n: number) => n, add: sum, test: until(12) })
    expect(calls.filter((call) => call.startsWith('add'))).toEqual(['add(1, 5)', 'add(6, 5)', 'add(11, 5)'])
  })

  it('joins only what belongs to the same turn, inside and beside it', async () => {
    const flow = flowOf({
      ...counting, twice: { in: { n: 'head.out' } }, inside: { in: { a: 'head.out', b: 'twice.out' } }, beside: { in: { a: 'inside.out', b: 'twice.out' } },
    })
    const { calls } = await ran(flow, { head: plusOne, test: until(4), twice: (n: number) => n * 2, inside: sum, beside: sum })
    expect(calls.filter((call) => call.startsWith('inside'))).toEqual(['inside(2, 4)', 'inside(3, 6)', 'inside(4, 8)'])
    expect(calls.filter((call) => call.startsWith('beside'))).toEqual(['beside(6, 4)', 'beside(9, 6)', 'beside(12, 8)'])
  })

  it('starts again for each turn of the loop around it', async () => {
    const flow = flowOf({
      start, outer: { in: { n: ['start.out', 'outer-test.out.again'] } },
      inner: { in: { n: ['outer.out', 'inner-test.out.again'] } }, 'inner-test': { in: { n: 'inner.out' }, result: AGAIN },
      'outer-test': { in: { n: 'inner-test.out.enough' }, result: AGAIN }, end: { in: { n: 'outer-test.out.enough' } },
    })
    const innerTest = (n: number) => (n % 3 === 0 ? { tag: 'enough', val: n } : { tag: 'again', val: n })
    const { calls } = await ran(flow, { outer: (n: number) => n, inner: plusOne, 'inner-test': innerTest, 'outer-test': until(6), end: plusOne })
    expect(calls.filter((call) => !call.includes('test'))).toEqual([
      'outer(1)', 'inner(1)', 'inner(2)', 'outer(3)', 'inner(3)', 'inner(4)', 'inner(5)', 'end(6)',
    ])
  })

  it('goes on by either of two ways back', async () => {
    const EITHER: WitType = { kind: 'variant', name: null, cases: [{ name: 'odd', type: S32 }, { name: 'even', type: S32 }, { name: 'enough', type: S32 }] }
    const flow = flowOf({
      start, head: { in: { n: ['start.out', 'test.out.odd', 'halve.out'] } }, test: { in: { n: 'head.out' }, result: EITHER }, halve: { in: { n: 'test.out.even' } },
    })
    const test = (n: number) => (n === 1 ? { tag: 'enough', val: 1 } : n % 2 === 0 ? { tag: 'even', val: n } : { tag: 'odd', val: 3 * n + 1 })
    const { calls } = await ran(flow, { head: (n: number) => n, test, halve: (n: number) => n / 2 }, { event: 3 })
    expect(calls.filter((call) => call.startsWith('head'))).toEqual(['head(3)', 'head(10)', 'head(5)', 'head(16)', 'head(8)', 'head(4)', 'head(2)', 'head(1)'])
  })

  it('fails the run when two values come for one turn', async () => {
    const flow = flowOf({
      start, head: { in: { n: ['start.out', 'left.out', 'right.out'] } }, left: { in: { n: 'head.out' } }, right: { in: { n: 'head.out' } },
    })
    expect(await ran(flow, { head: plusOne, left: plusOne, right: plusOne })).toMatchObject({
      ok: false, failure: { kind: 'ambiguous', node: 'head', message: 'Two values reached n for the same turn of the loop that begins there.' },
    })
  })

  it('keeps the sources of a merge that enters it apart', async () => {
    const flow = flowOf({
      start, a: { in: { n: 'start.out' } }, head: { in: { n: ['start.out', 'a.out', 'test.out.again'] } }, test: { in: { n: 'head.out' }, result: AGAIN }, end: { in: { n: 'test.out.enough' } },
    })
    const { calls, ok } = await ran(flow, { a: (n: number) => n + 10, head: plusOne, test: (n: number) => (n % 3 === 0 ? { tag: 'enough', val: n } : { tag: 'again', val: n }), end: plusOne })
    expect(ok).toBe(true)
    expect(calls.filter((call) => call.startsWith('end')).sort()).toEqual(['end(12)', 'end(3)'])
  })

  it('of ten thousand turns looks at its own turn only', async () => {
    const flow = flowOf({ ...counting, twice: { in: { n: 'head.out' } }, both: { in: { a: 'head.out', b: 'twice.out' } } })
    const { firings, ok } = await ran(flow, { head: plusOne, test: until(10_000), twice: plusOne, both: sum }, { maxFirings: 50_000 })
    expect(ok).toBe(true)
    expect(firings.length).toBe(1 + 4 * 9_999)
  })
})

describe('a node called for each item', () => {
  const RESULT: WitType = { kind: 'result', ok: S32, err: STRING }
  const over = (errors: 'first' | 'collect', concurrency = 1) => ({ each: { input: 0, concurrency, errors }, retry: null })
  const list = (result: WitType, policies: TestNode['policies']) =>
    flowOf({ start, items: { in: { n: 'start.out' }, result: { kind: 'list', item: S32 } }, each: { in: { n: 'items.out' }, result, policies: policies! } })
  const outputs = ({ firings }: RunResult) => Object.fromEntries(firings.at(-1)!.fired)
  const picky = (n: number) => (n % 2 === 0 ? { tag: 'err', val: `${n} is even` } : { tag: 'ok', val: n * 10 })

  it('gives the results in order, whatever ends first', async () => {
    const answers = { items: () => [1, 2, 3, 4, 5], each: (n: number) => n * 10 }
    for (const pick of [undefined, (n: number) => n - 1]) {
      const result = await ran(list(S32, over('first', 3)), answers, pick === undefined ? {} : { pick })
      expect(outputs(result)).toEqual({ out: [10, 20, 30, 40, 50] })
    }
  })

  it('gives an empty list at once for an empty list', async () => {
    const result = await ran(list(S32, over('first')), { items: () => [], each: boom })
    expect(outputs(result)).toEqual({ out: [] })
    expect(result.calls).toEqual(['items(1)'])
  })

  it('ends at the first error, with first', async () => {
    const result = await ran(list(RESULT, over('first')), { items: () => [1, 3, 4, 5, 6], each: picky })
    expect(outputs(result)).toMatchObject({ err: '4 is even' })
    expect(result.calls).toEqual(['items(1)', 'each(1)', 'each(3)', 'each(4)'])
  })

  it('takes the earliest error of those under way, whichever came first', async () => {
    const result = await ran(list(RESULT, over('first', 4)), { items: () => [1, 2, 4, 6], each: picky }, { pick: (n) => n - 1 })
    expect(outputs(result)).toMatchObject({ err: '2 is even' })
  })

  it('gives every result, with collect', async () => {
    const result = await ran(list(RESULT, over('collect')), { items: () => [1, 2], each: picky })
    expect(outputs(result)).toEqual({ out: [{ tag: 'ok', val: 10 }, { tag: 'err', val: '2 is even' }] })
  })

  it('fails as a whole when an item fails, and says which', async () => {
    const result = await ran(list(S32, over('collect')), { items: () => [1, 2], each: (n: number) => (n === 2 ? boom() : n) })
    expect(result.failure).toMatchObject({ kind: 'trap', message: 'Item 1: boom', node: 'each' })
  })
})

describe('a node that is tried again', () => {
  const RESULT: WitType = { kind: 'result', ok: S32, err: { kind: 'variant', name: null, cases: [{ name: 'busy', type: null }, { name: 'gone', type: null }] } }
  const retry = (more: Partial<NonNullable<Policies['retry']>> = {}) =>
    ({ each: null, retry: { attempts: 3, delayMs: 100, backoff: 'constant', jitter: false, on: null, ...more } }) as const
  const flow = (policies: Policies, result: WitType = S32) => flowOf({ start, a: { in: { n: 'start.out' }, result, policies } })
  const failing = (times: number) => {
    let left = times
    return () => (left-- > 0 ? boom() : 7)
  }

  it('goes on as soon as an attempt succeeds, and says which it was', async () => {
    const result = await ran(flow(retry()), { a: failing(2) })
    expect(result).toMatchObject({ ok: true, slept: [100, 100], calls: ['a(1)', 'a(1)', 'a(1)'] })
    expect(result.firings.at(-1)).toMatchObject({ attempt: 3, failure: null })
  })

  it('fails with the last attempt when all fail', async () => {
    expect(await ran(flow(retry()), { a: boom })).toMatchObject({ ok: false, failure: { kind: 'trap', attempt: 3 }, slept: [100, 100] })
  })

  it.each([
    { more: { backoff: 'exponential', attempts: 4 }, slept: [100, 200, 400] },
    { more: { backoff: 'exponential', attempts: 3, jitter: true }, slept: [75, 150] },
    { more: { delayMs: 0 }, slept: [] },
  ] as const)('waits $slept ms with $more', async ({ more, slept }) => expect((await ran(flow(retry(more)), { a: boom })).slept).toEqual(slept))

  it.each([
    { on: ['busy'], err: 'busy', calls: 3 },
    { on: ['busy'], err: 'gone', calls: 1 },
    { on: ['err'], err: 'gone', calls: 3 },
    { on: null, err: 'gone', calls: 3 },
    { on: ['trap'], err: 'busy', calls: 1 },
  ])('with on $on tries the error $err $calls times', async ({ on, err, calls }) => {
    const result = await ran(flow(retry({ on }), RESULT), { a: () => ({ tag: 'err', val: { tag: err } }) })
    expect(result.calls.length).toBe(calls)
  })
})

describe('a node that is switched off', () => {
  const off = (pass: number | null) => flowOf({ start, a: { in: { n: 'start.out' }, disabled: { pass } }, b: { in: { n: 'a.out' } } })

  it('lets the value of an input that fits through', async () =>
    expect((await ran(off(0), { a: boom, b: plusOne })).calls).toEqual(['b(1)']))

  it('holds everything up when no input fits', async () =>
    expect((await ran(off(null), { a: boom, b: plusOne })).calls).toEqual([]))
})

describe('what fails', () => {
  const failure = { kind: 'trap', message: 'boom', node: 'a', attempt: 1, payload: 'null' }

  it('fails the run when nothing takes it, and cancels what has not started', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' } }, b: { in: { n: 'start.out' } } })
    expect(await ran(flow, { a: boom, b: plusOne })).toMatchObject({ ok: false, failure, calls: ['a(1)'] })
  })

  it('goes to what is wired to the port failed', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' } }, c: { after: [['a.failed']] } })
    expect(await ran(flow, { a: boom, c: () => 0 })).toMatchObject({ ok: true, failure: null, calls: ['a(1)', 'c()'] })
  })

  it('goes to the error handler, for each failure once', async () => {
    const flow = flowOf({
      start, a: { in: { n: 'start.out' } }, b: { in: { n: 'start.out' } }, oops: { kind: 'failure' }, c: { in: { n: 'oops.out' } },
    }, 'oops')
    expect(await ran(flow, { a: boom, b: boom, c: () => 0 })).toMatchObject({ ok: true, calls: ['a(1)', 'b(1)', 'c([object Object])', 'c([object Object])'] })
  })

  it('fails the run when it happens in the error handler', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' } }, oops: { kind: 'failure' }, c: { in: { n: 'oops.out' } } }, 'oops')
    expect(await ran(flow, { a: boom, c: boom })).toMatchObject({ ok: false, failure: { ...failure, node: 'c' } })
  })

  const RESULT: WitType = { kind: 'result', ok: S32, err: STRING }
  it.each([
    { wired: 'nothing', extra: {}, ok: false },
    { wired: 'err', extra: { c: { after: [['a.err']] } }, ok: true },
    { wired: 'result', extra: { c: { after: [['a.result']] } }, ok: true },
    { wired: 'failed', extra: { c: { after: [['a.failed']] } }, ok: true },
  ])('is an err with $wired wired: the run is ok: $ok', async ({ extra, ok }) => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' }, result: RESULT }, ...extra })
    const result = await ran(flow, { a: () => ({ tag: 'err', val: 'no' }), c: () => 0 })
    expect(result).toMatchObject({ ok, failure: ok ? null : { kind: 'err', node: 'a', payload: '"no"' } })
  })

  it('is a second reply', async () => {
    const flow = flowOf({ start, one: { kind: 'http-reply', in: { body: 'start.out' } }, two: { kind: 'http-reply', in: { body: 'start.out' } } })
    const result = await ran(flow, {})
    expect(result).toMatchObject({ ok: false, replied: true, failure: { kind: 'already-replied', node: 'two' } })
    expect(result.replies).toMatchObject([{ node: 'one', status: 200, body: '1' }])
  })

  it('is the firing that exceeds the limit', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' } }, b: { in: { n: 'a.out' } } })
    const result = await ran(flow, { a: plusOne, b: plusOne }, { maxFirings: 2 })
    expect(result).toMatchObject({ ok: false, failure: { kind: 'limit', node: 'b', message: 'The run was ended after 2 firings.' } })
  })
})

describe('calls that take their time', () => {
  const flow = flowOf({
    start, a: { in: { n: 'start.out' } }, b: { in: { n: 'start.out' } }, m: { in: { n: ['a.out', 'b.out', 'start.out'] } },
    left: { in: { n: 'm.out' } }, right: { in: { n: 'm.out' } }, s: { in: { x: 'left.out', y: 'right.out' } }, all: { in: { x: 's.out', y: 'a.out' } },
  })
  const answers = { a: (n: number) => n + 1, b: (n: number) => n + 2, m: (n: number) => n * 10, left: plusOne, right: (n: number) => -n, s: sum, all: sum }

  it.each(Array.from({ length: 50 }, (_, seed) => seed + 1))('give the same firings in whatever order they complete (seed %i)', async (seed) => {
    let state = seed
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648
      return state % below
    }
    const atOnce = await ran(flow, answers)
    const shuffled = await ran(flow, answers, { pick: random })
    expect([...shuffled.calls].sort()).toEqual([...atOnce.calls].sort())
  })
})
