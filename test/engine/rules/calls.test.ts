import { describe, expect, it } from 'vitest'
import { flowOf, ran, S32, STRING, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import type { Policies } from '../../../shared/resolve/types.ts'
import type { WitType } from '../../../shared/wit/types.ts'
import { callsOf, counting, err, FALLIBLE, ok, plusOne, portsOf, same, start, tagsOf, trap, until } from './flows.test-support.ts'

const over = (errors: 'first' | 'collect', concurrency = 1): Policies => ({ each: { input: 0, concurrency, errors }, retry: null })
const retry = (more: Partial<NonNullable<Policies['retry']>> = {}): Policies =>
  ({ each: null, retry: { attempts: 3, delayMs: 100, backoff: 'constant', jitter: false, on: null, ...more } })
const listOf = (result: WitType, policies: Policies, more: Partial<TestNode> = {}) => flowOf({
  start, items: { in: { n: 'start.out' }, result: { kind: 'list', item: S32 } }, f: { in: { n: 'items.out' }, result, policies, ...more },
})
const one = (policies: Policies, result: WitType = S32) => flowOf({ start, a: { in: { n: 'start.out' }, result, policies } })
const picky = (n: number) => (n % 2 === 0 ? err(`${n} is even`) : ok(n * 10))
const NONE: Policies = { each: null, retry: null }
const LAST_FIRST = { pick: (underWay: number) => underWay - 1 }

/** Traps that many times, then gives 7. */
function failing(times: number) {
  let left = times
  return () => (left-- > 0 ? trap() : 7)
}

describe('Each calls a node once for every item and keeps their order', () => {
  it('with the other inputs the same for all, whatever ends first', async () => {
    const flow = listOf(S32, over('first', 3), { in: { n: 'items.out', by: 'start.out' } })
    for (const options of [{}, LAST_FIRST]) {
      const result = await ran(flow, { items: () => [1, 2, 3, 4, 5], f: (n: number, by: number) => n * 10 + by }, options)
      expect(portsOf(result, 'f')).toEqual({ out: [11, 21, 31, 41, 51] })
      expect(tagsOf(result, 'f')).toEqual([{}])
    }
  })

  it('and at most concurrency calls under way', async () => {
    const underWay: number[] = []
    const pick = (count: number) => {
      underWay.push(count)
      return 0
    }
    await ran(listOf(S32, over('first', 3)), { items: () => [1, 2, 3, 4, 5], f: same }, { pick })
    expect(underWay).toEqual([1, 3, 3, 3, 2, 1])
  })

  it('and gives an empty list for an empty list', async () => {
    const result = await ran(listOf(S32, over('first')), { items: () => [], f: trap })
    expect([portsOf(result, 'f'), result.calls]).toEqual([{ out: [] }, ['items(1)']])
  })
})

describe('The earliest item that decides is what each gives', () => {
  it('and no item is begun behind it', async () => {
    const result = await ran(listOf(FALLIBLE, over('first')), { items: () => [1, 3, 4, 5, 6], f: picky })
    expect([portsOf(result, 'f').err, callsOf(result, 'f')]).toEqual(['4 is even', ['f(1)', 'f(3)', 'f(4)']])
  })

  it('of several that decided', async () => {
    const result = await ran(listOf(FALLIBLE, over('first', 4)), { items: () => [1, 2, 4, 6], f: picky }, LAST_FIRST)
    expect(portsOf(result, 'f').err).toBe('2 is even')
  })

  it('with its own number of attempts, whatever those behind it took', async () => {
    const policies: Policies = { each: { input: 0, concurrency: 2, errors: 'first' }, retry: { ...retry().retry!, on: ['trap'] } }
    const f = (n: number) => (n === 1 ? err('no') : trap())
    for (const options of [{}, LAST_FIRST])
      expect((await ran(listOf(FALLIBLE, policies), { items: () => [1, 2, 3], f }, options)).failure).toMatchObject({ kind: 'err', attempt: 1 })
  })

  it('and a failure names it', async () => {
    const result = await ran(listOf(S32, over('collect')), { items: () => [1, 2], f: (n: number) => (n === 2 ? trap() : n) })
    expect(result.failure).toMatchObject({ kind: 'trap', message: 'Item 1: boom', node: 'f' })
  })
})

it('With collect, errors stand in the list', async () => {
  const result = await ran(listOf(FALLIBLE, over('collect')), { items: () => [1, 2], f: picky })
  expect(portsOf(result, 'f')).toEqual({ out: [ok(10), err('2 is even')] })
})

describe('A call is tried again before its failure goes anywhere', () => {
  it('until an attempt succeeds, and says which it was', async () => {
    const result = await ran(one(retry()), { a: failing(2) })
    expect(result).toMatchObject({ ok: true, calls: ['a(1)', 'a(1)', 'a(1)'] })
    expect(result.firings.at(-1)).toMatchObject({ attempt: 3, failure: null, fired: [['out', 7]] })
  })

  it('and fails with the last when all fail', async () =>
    expect(await ran(one(retry()), { a: trap })).toMatchObject({ ok: false, failure: { kind: 'trap', attempt: 3 }, slept: [100, 100] }))

  it('an item by itself', async () => {
    const policies: Policies = { each: { input: 0, concurrency: 1, errors: 'first' }, retry: retry().retry }
    const f = failing(1)
    const result = await ran(listOf(S32, policies), { items: () => [1, 2], f: (n: number) => (n === 2 ? f() : n) })
    expect([portsOf(result, 'f').out, callsOf(result, 'f'), result.firings.at(-1)?.attempt]).toEqual([[1, 7], ['f(1)', 'f(2)', 'f(2)'], 2])
  })
})

describe('Only what may pass is tried again', () => {
  const BUSY: WitType = { kind: 'variant', name: null, cases: [{ name: 'busy', type: null }, { name: 'gone', type: null }] }
  it.each([
    { on: ['busy'], error: 'busy', calls: 3 },
    { on: ['busy'], error: 'gone', calls: 1 },
    { on: ['err'], error: 'gone', calls: 3 },
    { on: null, error: 'gone', calls: 3 },
    { on: ['trap'], error: 'busy', calls: 1 },
  ])('with on $on the error $error makes $calls calls', async ({ on, error, calls }) => {
    const result = await ran(one(retry({ on }), { kind: 'result', ok: S32, err: BUSY }), { a: () => err({ tag: error }) })
    expect(result.calls.length).toBe(calls)
  })

  it.each([
    { kind: 'trap', on: null, calls: 3 },
    { kind: 'exit', on: null, calls: 3 },
    { kind: 'no-grant', on: null, calls: 1 },
    { kind: 'no-import', on: null, calls: 1 },
    { kind: 'bad-value', on: null, calls: 1 },
    { kind: 'limit', on: null, calls: 1 },
    { kind: 'limit', on: ['limit'], calls: 3 },
    { kind: 'trap', on: ['limit'], calls: 1 },
  ] as const)('with on $on a $kind makes $calls calls', async ({ kind, on, calls }) =>
    expect((await ran(one(retry({ on })), () => ({ ok: false, kind, message: 'no' }))).calls.length).toBe(calls))

  it('and an input that cannot be made is not', async () => {
    const member = flowOf({ start, r: { in: { n: 'start.out' }, result: FALLIBLE }, a: { in: { n: 'r.result.ok' }, policies: retry() } })
    expect(await ran(member, { r: () => err('no'), a: same })).toMatchObject({ failure: { kind: 'no-value', attempt: 1 }, slept: [], calls: ['r(1)'] })
  })
})

describe('Between attempts the node waits', () => {
  it.each([
    { more: {}, slept: [100, 100] },
    { more: { backoff: 'exponential', attempts: 4 }, slept: [100, 200, 400] },
    { more: { backoff: 'exponential', attempts: 3, jitter: true }, slept: [75, 150] },
    { more: { delayMs: 2_000_000, backoff: 'exponential', attempts: 4 }, slept: [2_000_000, 3_600_000, 3_600_000] },
    { more: { delayMs: 0 }, slept: [] },
  ] as const)('$slept ms with $more', async ({ more, slept }) => expect((await ran(one(retry(more)), { a: trap })).slept).toEqual(slept))

  it('and the others do not', async () => {
    const flow = flowOf({ start, a: { in: { n: 'start.out' }, policies: retry() }, b: { in: { n: 'start.out' } }, c: { in: { n: 'b.out' } } })
    const result = await ran(flow, { a: failing(1), b: same, c: same })
    expect(result.calls).toEqual(['a(1)', 'b(1)', 'c(1)', 'a(1)'])
  })
})

describe('A node that is switched off calls nothing and lets a fitting value through', () => {
  const off = (pass: number | null) => flowOf({ start, a: { in: { n: 'start.out' }, disabled: { pass } }, b: { in: { n: 'a.out' } } })

  it('where there is one', async () => expect((await ran(off(0), { b: plusOne })).calls).toEqual(['b(1)']))

  it('and nothing where there is none', async () => expect(await ran(off(null), { b: plusOne })).toMatchObject({ ok: true, calls: [] }))

  it('without asking for the others, which cannot fail', async () => {
    const flow = (pass: number | null) => flowOf({
      start, r: { in: { n: 'start.out' }, result: FALLIBLE }, a: { in: { n: 'start.out', m: 'r.result.ok' }, disabled: { pass } }, b: { in: { n: 'a.out' } },
    })
    expect(await ran(flow(0), { r: () => err('no'), b: plusOne })).toMatchObject({ ok: true, calls: ['r(1)', 'b(1)'] })
    expect(await ran(flow(null), { r: () => err('no') })).toMatchObject({ ok: true, calls: ['r(1)'] })
    expect(await ran(flow(1), { r: () => err('no') })).toMatchObject({ ok: false, failure: { kind: 'no-value', node: 'a' } })
  })

  it('and fails when the value cannot be converted', async () => {
    const json: WitType = { kind: 'known', name: 'json' }
    const flow = flowOf({
      start, text: { in: { n: 'start.out' }, result: json }, list: { in: { n: 'start.out' }, result: STRING },
      a: { in: { n: 'text.out' }, result: STRING, disabled: { pass: 0 } },
    })
    const a = flow.nodes.get('a')!
    const plain = { ...flow, nodes: new Map([...flow.nodes, ['a', { ...a, inputs: [{ ...a.inputs[0]!, type: json }] }]]) }
    expect(await ran(plain, { text: () => '5', list: () => '' })).toMatchObject({ ok: false, failure: { kind: 'bad-value', node: 'a' } })
  })
})

it('A call is named by run, node, tag, element and attempt', async () => {
  const policies: Policies = { each: { input: 0, concurrency: 2, errors: 'first' }, retry: retry({ attempts: 2 }).retry }
  const flow = flowOf({
    ...counting, items: { in: { n: 'head.out' }, result: { kind: 'list', item: S32 } }, f: { in: { n: 'items.out' }, policies },
  })
  const names = async () => {
    const keys: string[] = []
    const heads = { head: plusOne, test: until(3), items: () => [1, 2] } as Readonly<Record<string, (n: number) => unknown>>
    await ran(flow, ({ key, args }) => {
      if (key.node === 'f') keys.push(JSON.stringify(key))
      if (key.node === 'f' && key.attempt === 1 && args[0] === 2) return { ok: false, kind: 'trap', message: 'boom' }
      return { ok: true, value: heads[key.node]?.(args[0] as number) ?? 0 }
    }, LAST_FIRST)
    return keys.toSorted()
  }
  const expected = [0, 1].flatMap((turn) => [[0, 1], [1, 1], [1, 2]].map(([element, attempt]) =>
    JSON.stringify({ run: 'run-1', within: [], node: 'f', tag: [{ key: '@head', index: turn }], element, attempt })))
  expect(await names()).toEqual(expected.toSorted())
  expect(await names()).toEqual(await names())
})

describe('A value that is too large is a failure of the node that makes it or is given it', () => {
  const MIB = 1024 * 1024

  it('when a list of results grows too large', async () => {
    const flow = listOf(STRING, over('first'), { result: STRING })
    const result = await ran(flow, { items: () => Array.from({ length: 17 }, (_, index) => index), f: () => 'x'.repeat(MIB) })
    expect(result.failure).toEqual({
      kind: 'limit', node: 'f', attempt: 1, payload: 'null',
      message: 'The node makes a value that takes more than the 16 MiB that limits.valueBytes allows',
    })
    const fewer = await ran(flow, { items: () => Array.from({ length: 15 }, (_, index) => index), f: () => 'x'.repeat(MIB) })
    expect(fewer.ok).toBe(true)
  })

  it('and of a single call of a component not: that was weighed where it left the component', async () => {
    const result = await ran(one(NONE, STRING), { a: () => 'x'.repeat(17 * MIB) })
    expect(result.ok).toBe(true)
  })
})
