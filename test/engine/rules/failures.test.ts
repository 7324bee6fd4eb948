import { describe, expect, it } from 'vitest'
import { flowOf, ran, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import { callsOf, counting, err, FALLIBLE, plusOne, same, start, tagsOf, trap, until } from './flows.test-support.ts'

const failure = { kind: 'trap', message: 'boom', node: 'a', attempt: 1, payload: 'null' }
const a = { in: { n: 'start.out' } }
const oops: TestNode = { kind: 'failure' }

it('A failure leaves by the port failed', async () => {
  const flow = flowOf({ start, a, c: { in: { why: 'a.failed' } } })
  const result = await ran(flow, { a: trap, c: same })
  expect(result).toMatchObject({ ok: true, failure: null })
  expect(result.firings.at(-1)).toMatchObject({ node: { id: 'c' }, args: [failure] })
})

describe('An err is a failure when neither err nor result is wired', () => {
  it.each([
    { wired: 'nothing', extra: {}, ok: false, failed: true },
    { wired: 'err', extra: { c: { in: { n: 'a.err' } } }, ok: true, failed: false },
    { wired: 'result', extra: { c: { after: [['a.result']] } }, ok: true, failed: false },
    { wired: 'err to a node that does not run', extra: { other: start, c: { in: { x: 'other.out' }, after: [['a.failed']] }, d: { in: { x: 'other.out' } } }, ok: true, failed: true },
    { wired: 'failed', extra: { c: { after: [['a.failed']] } }, ok: true, failed: true },
  ])('with $wired wired: the run is ok: $ok', async ({ extra, ok, failed }) => {
    const flow = flowOf({ start, a: { ...a, result: FALLIBLE }, ...extra })
    const result = await ran(flow, { a: () => err('no'), c: () => 0 })
    const why = { ...failure, kind: 'err', message: 'The function gave an error: no', payload: '"no"' }
    expect([result.ok, result.failure, result.firings.find(({ node }) => node.id === 'a')?.failure]).toEqual([ok, ok ? null : why, failed ? why : null])
  })
})

it('A failure that nothing takes goes to the error handler', async () => {
  const flow = flowOf({ ...counting, a, b: a, c: { in: { why: 'oops.out' } }, oops, test: { ...counting.test!, in: { n: 'head.out' } } }, 'oops')
  const result = await ran(flow, { a: trap, b: trap, head: (n: number) => (n === 3 ? trap() : n + 1), test: until(9), c: () => 0 })
  expect([result.ok, callsOf(result, 'c').length]).toEqual([true, 3])
  const failing = ['a', 'b', 'head']
  const index = (node: string) => tagsOf(result, 'oops')[failing.indexOf(node)]!['!oops']
  expect(tagsOf(result, 'c')).toEqual([{ '!oops': index('a') }, { '!oops': index('b') }, { '!oops': index('head'), '@head': 2 }])
  expect(new Set(failing.map(index)).size).toBe(3)
})

describe('A failure behind the error handler fails the run', () => {
  it('when it happens while another is handled', async () => {
    const flow = flowOf({ start, a, oops, c: { in: { why: 'oops.out' } } }, 'oops')
    expect(await ran(flow, { a: trap, c: trap })).toMatchObject({ ok: false, failure: { ...failure, node: 'c' } })
  })

  it('and whichever way its value came', async () => {
    const flow = flowOf({ start, oops, c: { after: [['start.out', 'oops.out']] } }, 'oops')
    expect(await ran(flow, { c: trap })).toMatchObject({ ok: false, failure: { ...failure, node: 'c' } })
  })

  it('also in a loop that only a later turn brings behind it', async () => {
    const flow = flowOf({ ...counting, a, oops, fix: { in: { why: 'oops.out' } }, test: { ...counting.test!, after: [['fix.out']] } }, 'oops')
    const answers = { a: trap, fix: () => 0, head: (n: number) => (n === 2 ? trap() : n + 1), test: until(9) }
    expect(await ran(flow, answers)).toMatchObject({ ok: false, failure: { ...failure, node: 'head' } })
  })
})

describe('Without a handler the run fails, and what has not begun is cancelled', () => {
  it('firings', async () => {
    const flow = flowOf({ start, a, b: a })
    expect(await ran(flow, { a: trap, b: plusOne })).toMatchObject({ ok: false, failure, calls: ['a(1)'] })
  })

  it('what follows calls under way', async () => {
    const flow = flowOf({ start, a, b: a, c: { in: { n: 'b.out' } } })
    const result = await ran(flow, { a: trap, b: plusOne, c: plusOne }, { pick: () => 0 })
    expect(result).toMatchObject({ ok: false, failure, calls: ['a(1)', 'b(1)'] })
    expect(result.firings.map(({ node }) => node.id)).toEqual(['start', 'a', 'b'])
  })

  it('attempts and the waits between them', async () => {
    const retry = { attempts: 9, delayMs: 100, backoff: 'constant', jitter: false, on: null } as const
    const flow = flowOf({ start, b: { ...a, policies: { each: null, retry } }, a })
    const result = await ran(flow, { a: trap, b: trap }, { pick: () => 0, sleep: () => new Promise(() => {}) })
    expect(result).toMatchObject({ ok: false, failure, calls: ['b(1)', 'a(1)'] })
  })

  it('items', async () => {
    const each = { input: 0, concurrency: 1, errors: 'first' } as const
    const flow = flowOf({
      start, items: { in: { n: 'start.out' }, result: { kind: 'list', item: { kind: 's32' } } },
      b: { in: { n: 'items.out' }, policies: { each, retry: null } }, a: { in: { n: 'items.out' } },
    })
    const result = await ran(flow, { items: () => [1, 2, 3], b: same, a: trap }, { pick: (underWay) => underWay - 1 })
    expect(result).toMatchObject({ ok: false, failure, calls: ['items(1)', 'b(1)', 'a(1,2,3)'] })
    expect(result.firings.at(-1)?.failure).toEqual({ ...failure, node: 'b', kind: 'cancelled', message: 'The run had failed before item 1 was called.' })
  })
})

describe('Too many values that wait fail the run at once', () => {
  /** Two nodes that merge so many sources each, and one that combines them. */
  const crossing = (sources: number) => {
    const names = Array.from({ length: sources }, (_, at) => `n${at}`)
    const merge: TestNode = { in: { n: names.map((name) => `${name}.out`) } }
    const nodes = Object.fromEntries(names.map((name) => [name, { in: { n: 'start.out' } }]))
    return flowOf({ start, ...nodes, left: merge, right: merge, both: { in: { x: 'left.out', y: 'right.out' } }, oops }, 'oops')
  }
  const held = (values: number, most: number) => ({
    ok: false,
    failure: { kind: 'limit', message: `The run was ended because it held ${values} values, ${most} of them for both.`, node: 'both', attempt: 1, payload: 'null' },
  })
  const all = () => ({ ok: true, value: 1 }) as const

  it('where merges are combined with each other, before the firings are begun', async () => {
    const { firings, ...result } = await ran(crossing(400), all)
    expect(result).toMatchObject(held(100_000, 98_400))
    expect(firings.some(({ node }) => node.id === 'both')).toBe(false)
  })

  it('in whichever order calls complete', async () => {
    // 3 and 3 reach the merges, 3 and 3 what combines them, and make 9 firings of it.
    for (const options of [{}, { pick: () => 0 }, { pick: (underWay: number) => underWay - 1 }]) {
      expect(await ran(crossing(3), all, { ...options, maxPending: 6 + 6 + 6 + 9 })).toMatchObject({ ok: true })
      expect(await ran(crossing(3), all, { ...options, maxPending: 6 + 6 + 6 + 8 })).toMatchObject({ ok: false, failure: { kind: 'limit', node: 'both' } })
    }
  })

  it('not where tags are empty, as no more can wait there than there are wires', async () =>
    expect(await ran(flowOf({ start, a, b: a, s: { in: { x: 'a.out', y: 'b.out' } } }), all, { maxPending: 0 })).toMatchObject({ ok: true }))
})

describe('Too many firings fail the run at once', () => {
  const limit = (node: string, maxFirings: number) => ({
    ok: false, failure: { kind: 'limit', message: `The run was ended after ${maxFirings} firings.`, node, attempt: 1, payload: 'null' },
  })

  it('in a loop without end', async () => {
    const result = await ran(flowOf({ ...counting, oops }, 'oops'), { head: (n: number) => -n, test: until(9) })
    expect(result).toMatchObject(limit('test', 10_000))
    expect(result.firings.length).toBe(10_000)
  })

  it('also when the last of them are under way at once', async () => {
    const flow = flowOf({ start, a, b: a, c: a })
    for (const options of [{}, { pick: () => 0 }])
      expect(await ran(flow, { a: same, b: same, c: same }, { ...options, maxFirings: 3 })).toMatchObject(limit('c', 3))
    expect(await ran(flow, { a: same, b: same, c: same }, { pick: () => 0, maxFirings: 4 })).toMatchObject({ ok: true })
  })

  it('counting those of the error handler', async () =>
    expect(await ran(flowOf({ start, a, oops }, 'oops'), { a: trap }, { maxFirings: 2 })).toMatchObject(limit('oops', 2)))
})

it('The first reply answers, and a second one is a failure', async () => {
  const reply: TestNode = { kind: 'http-reply', in: { body: 'start.out' } }
  const result = await ran(flowOf({ start, one: reply, two: reply }), {})
  expect(result).toMatchObject({ ok: false, replied: true, failure: { kind: 'already-replied', node: 'two' } })
  expect(result.replies).toMatchObject([{ node: 'one', status: 200, body: '1' }])
  const taken = await ran(flowOf({ start, one: reply, two: reply, c: { after: [['two.failed']] } }), { c: () => 0 })
  expect(taken).toMatchObject({ ok: true, replied: true, calls: ['c()'] })
})

it('An error handler may answer', async () => {
  const flow = flowOf({ start, a, oops, reply: { kind: 'http-reply', in: { body: 'oops.out' } } }, 'oops')
  const result = await ran(flow, { a: trap })
  expect(result).toMatchObject({ ok: true, replied: true })
  expect(JSON.parse(String(result.replies[0]?.body))).toEqual({ ...failure, payload: null })
})
