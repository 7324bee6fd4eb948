import { describe, expect, it } from 'vitest'
import { flowsOf, ran, S32, type TestFlow, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import { describeProblem } from '../../../shared/directive/describe-problem.ts'
import { components, directiveOf } from '../../../shared/resolve/directive.test-support.ts'
import { resolveDirective } from '../../../shared/resolve/resolve.ts'
import type { Policies } from '../../../shared/resolve/types.ts'
import { AGAIN, callsOf, err, FALLIBLE, ok, plusOne, portsOf, RANGE, same, start, sum, tagsOf, trap, until } from './flows.test-support.ts'

const given = (...inputs: string[]): TestNode => ({ kind: 'inputs', inputs })
const output = (value: string | readonly string[], name?: string): TestNode =>
  ({ kind: 'output', in: { value }, ...(name === undefined ? {} : { name }) })
const call = (flow: string, n: string | readonly string[] = 'start.out', more: Partial<TestNode> = {}): TestNode =>
  ({ flow, in: { n }, ...more })
const over = (more: Partial<NonNullable<Policies['each']>> = {}): Policies =>
  ({ each: { input: 0, concurrency: 1, errors: 'first', ...more }, retry: null })
const again = (more: Partial<NonNullable<Policies['retry']>> = {}): Policies =>
  ({ each: null, retry: { attempts: 3, delayMs: 0, backoff: 'constant', jitter: false, on: null, ...more } })
const LIST = { kind: 'list', item: S32 } as const
const items: TestNode = { in: { n: 'start.out' }, result: LIST }
const LAST_FIRST = { pick: (underWay: number) => underWay - 1 }

/** A flow `inner` with an input `n`, and a `main` that calls it. */
const calling = (inner: TestFlow['nodes'], main: TestFlow['nodes'], more: { inner?: string; main?: string } = {}) => flowsOf({
  inner: { nodes: { given: given('n'), ...inner }, onError: more.inner ?? null },
  main: { nodes: { start, ...main }, onError: more.main ?? null },
})

describe('A flow with the trigger inputs can be called as a node', () => {
  it('that waits for all of its inputs and gives the outputs', async () => {
    const flows = flowsOf({
      add: { nodes: { given: given('a', 'b'), sum: { in: { x: 'given.out.a', y: 'given.out.b' } }, total: output('sum.out') } },
      main: { nodes: { start, slow: { in: { n: 'start.out' } }, add: { flow: 'add', in: { a: 'start.out', b: 'slow.out' } }, end: { in: { n: 'add.out' } } } },
    })
    const result = await ran(flows, { slow: (n: number) => n * 10, sum, end: same })
    expect(result).toMatchObject({ ok: true, calls: ['slow(1)', 'sum(1, 10)', 'end(11)'] })
  })

  it('also when it takes nothing', async () => {
    const flows = flowsOf({
      five: { nodes: { given: given(), c: { after: [['given.out']] }, out: output('c.out') } },
      main: { nodes: { start, five: { flow: 'five', after: [['start.out']] }, end: { in: { n: 'five.out' } } } },
    })
    expect((await ran(flows, { c: () => 5, end: same })).calls).toEqual(['c()', 'end(5)'])
  })

  it('and whose trigger gives nothing where it is switched off', async () => {
    const flows = calling({ given: { ...given('n'), disabled: { pass: null } }, a: { in: { n: 'given.out.n' } }, out: output('a.out') }, { inner: call('inner'), end: { in: { n: 'inner.out' } } })
    expect(await ran(flows, {})).toMatchObject({ ok: true, calls: [] })
  })
})

describe('A call of a flow is a run within the run', () => {
  it('whose values meet only their own', async () => {
    const flows = calling(
      { left: { in: { n: 'given.out.n' } }, right: { in: { n: 'given.out.n' } }, s: { in: { x: 'left.out', y: 'right.out' } }, out: output('s.out') },
      { a: { in: { n: 'start.out' } }, inner: call('inner', ['start.out', 'a.out']), other: call('inner', 'a.out') },
    )
    for (const options of [{}, LAST_FIRST]) {
      const result = await ran(flows, { a: () => 5, left: same, right: same, s: sum }, options)
      expect(callsOf(result, 's')).toEqual(['s(1, 1)', 's(5, 5)', 's(5, 5)'])
      expect(tagsOf(result, 's')).toEqual([{}, {}, {}])
      expect(tagsOf(result, 'inner')).toHaveLength(2)
    }
  })

  it('with loops of its own', async () => {
    const flows = calling(
      { head: { in: { n: ['given.out.n', 'test.out.again'] } }, test: { in: { n: 'head.out' }, result: AGAIN }, out: output('test.out.enough') },
      { inner: call('inner'), end: { in: { n: 'inner.out' } } },
    )
    const result = await ran(flows, { head: plusOne, test: until(3), end: same })
    expect([callsOf(result, 'end'), tagsOf(result, 'end'), tagsOf(result, 'head')]).toEqual([['end(3)'], [{}], [{ '@head': 0 }, { '@head': 1 }]])
  })

  it('in every turn of a loop around it', async () => {
    const flows = calling(
      { c: {}, s: { in: { x: 'given.out.n', y: 'c.out' } }, out: output('s.out') },
      { head: call('inner', ['start.out', 'test.out.again']), test: { in: { n: 'head.out' }, result: AGAIN }, end: { in: { n: 'test.out.enough' } } },
    )
    const result = await ran(flows, { c: () => 1, s: sum, test: until(3), end: same })
    expect([callsOf(result, 'c'), callsOf(result, 's'), callsOf(result, 'end')]).toEqual([['c()', 'c()'], ['s(1, 1)', 's(2, 1)'], ['end(3)']])
  })

  it('of what its inputs lead to, not of its other triggers', async () => {
    const flows = calling({ other: start, a: { in: { n: 'given.out.n' } }, b: { in: { n: 'other.out' } }, out: output('a.out') }, { inner: call('inner') })
    expect((await ran(flows, { a: same })).calls).toEqual(['a(1)'])
  })

  it('down to flows in flows', async () => {
    const flows = flowsOf({
      one: { nodes: { given: given('n'), a: { in: { n: 'given.out.n' } }, out: output('a.out') } },
      two: { nodes: { given: given('n'), a: call('one', 'given.out.n'), b: call('one', 'a.out'), out: output('b.out') } },
      main: { nodes: { start, two: call('two'), end: call('one', 'two.out') } },
    })
    const result = await ran(flows, { a: plusOne })
    expect(result.calls).toEqual(['a(1)', 'a(2)', 'a(3)'])
    expect(result.firings.filter(({ node }) => node.action.kind === 'function').map(({ within }) => within.map(({ node }) => node)))
      .toEqual([['two', 'a'], ['two', 'b'], ['end']])
  })

  it('and the run says what still waited in it', async () => {
    const flows = calling({ sort: { in: { n: 'given.out.n' }, result: RANGE }, s: { in: { x: 'given.out.n', y: 'sort.out.below' } } }, { inner: call('inner') })
    expect((await ran(flows, { sort: () => ({ tag: 'within' }) })).waiting).toEqual([
      { within: [{ node: 'inner', tag: [], element: 0, attempt: 1 }], flow: 'inner', node: 's', inputs: ['y'] },
    ])
  })
})

describe('What a flow gives leaves when it is quiet', () => {
  it('all of it at once', async () => {
    const flows = calling(
      { quick: output('given.out.n', 'quick'), a: { in: { n: 'given.out.n' } }, b: { in: { n: 'a.out' } } },
      { inner: call('inner'), end: { in: { n: 'inner.quick' } } },
    )
    expect((await ran(flows, { a: same, b: same, end: same })).calls).toEqual(['a(1)', 'b(1)', 'end(1)'])
  })

  it('and only what there is', async () => {
    const flows = calling(
      { sort: { in: { n: 'given.out.n' }, result: RANGE }, low: output('sort.out.below', 'low'), all: output('given.out.n', 'all') },
      { inner: call('inner'), low: { in: { n: 'inner.low' } }, all: { in: { n: 'inner.all' } } },
    )
    expect((await ran(flows, { sort: () => ({ tag: 'within' }), all: same })).calls).toEqual(['sort(1)', 'all(1)'])
  })

  it('by a port for each case of a variant', async () => {
    const flows = calling(
      { sort: { in: { n: 'given.out.n' }, result: RANGE }, range: output('sort.out', 'range') },
      { inner: call('inner'), low: { in: { n: 'inner.range.below' } }, mid: { after: [['inner.range.within']] } },
    )
    expect((await ran(flows, { sort: () => ({ tag: 'below', val: 4 }), low: same })).calls).toEqual(['sort(1)', 'low(4)'])
    expect((await ran(flows, { sort: () => ({ tag: 'within' }), mid: () => 0 })).calls).toEqual(['sort(1)', 'mid()'])
  })

  it('with no other meaning for a port called err', async () => {
    const flows = calling({ out: output('given.out.n', 'err') }, { inner: call('inner') })
    expect(await ran(flows, {})).toMatchObject({ ok: true })
  })

  it('and a flow without outputs gives done', async () => {
    const flows = calling({ a: { in: { n: 'given.out.n' } } }, { inner: call('inner'), end: { after: [['inner.done']] } })
    expect((await ran(flows, { a: same, end: () => 0 })).calls).toEqual(['a(1)', 'end()'])
  })
})

it('An output under no trigger gives its value in every call', async () => {
  const flows = calling({ c: {}, out: output('c.out') }, { inner: call('inner'), end: { in: { n: 'inner.out' } } })
  expect((await ran(flows, { c: () => 7, end: same })).calls).toEqual(['c()', 'end(7)'])
})

describe('An output takes one value a call', () => {
  const flows = calling(
    { a: { in: { n: 'given.out.n' } }, out: output(['given.out.n', 'a.out']), oops: { kind: 'failure' }, c: { after: [['oops.out']] } },
    { inner: call('inner'), end: { after: [['inner.failed']] } }, { inner: 'oops' },
  )
  it('and fails with the second, without its error handler', async () => {
    for (const options of [{}, LAST_FIRST]) {
      const result = await ran(flows, { a: same, end: () => 0 }, options)
      expect(result).toMatchObject({ ok: true, calls: ['a(1)', 'end()'] })
      expect(portsOf(result, 'inner').failed).toEqual({ kind: 'ambiguous', message: 'In out: The output out got a second value.', node: 'inner', attempt: 1, payload: 'null' })
    }
  })

  it('from one of its sinks', async () => {
    const branches = calling(
      { sort: { in: { n: 'given.out.n' }, result: AGAIN }, one: output('sort.out.again'), two: output('sort.out.enough') },
      { inner: call('inner'), end: { in: { n: 'inner.out' } } },
    )
    expect((await ran(branches, { sort: until(0), end: same })).calls).toEqual(['sort(1)', 'end(1)'])
  })
})

describe('A failure that nothing inside takes is that of the node', () => {
  it('with its kind and payload, and the name of who failed in the message', async () => {
    const flows = calling({ a: { in: { n: 'given.out.n' }, result: FALLIBLE }, out: output('a.out') }, { inner: call('inner') })
    expect((await ran(flows, { a: () => err('no') })).failure).toEqual({
      kind: 'err', message: 'In a: The function gave an error: no', node: 'inner', attempt: 1, payload: '"no"',
    })
  })

  it('to be taken as any other', async () => {
    const flows = calling({ a: { in: { n: 'given.out.n' } }, out: output('a.out') }, { inner: call('inner'), end: { after: [['inner.failed']] } })
    expect(await ran(flows, { a: trap, end: () => 0 })).toMatchObject({ ok: true, calls: ['a(1)', 'end()'] })
    const handled = calling({ a: { in: { n: 'given.out.n' } } }, { inner: call('inner'), oops: { kind: 'failure' }, c: { after: [['oops.out']] } }, { main: 'oops' })
    expect(await ran(handled, { a: trap, c: () => 0 })).toMatchObject({ ok: true, calls: ['a(1)', 'c()'] })
  })

  it('and none of its outputs leaves', async () => {
    const flows = calling({ a: { in: { n: 'given.out.n' } }, out: output('given.out.n') }, { inner: call('inner'), end: { in: { n: 'inner.out' } }, late: { after: [['inner.failed']] } })
    expect((await ran(flows, { a: trap, late: () => 0 })).calls).toEqual(['a(1)', 'late()'])
  })
})

describe('A failure inside cancels nothing inside', () => {
  const flows = calling(
    { z: { in: { n: 'given.out.n' } }, m: { in: { n: 'given.out.n' } }, b: { in: { n: 'm.out' } }, good: { in: { n: 'm.out' } } },
    { inner: call('inner'), end: { after: [['inner.failed']] } },
  )
  it('and of several the one of the first name counts, whatever came first', async () => {
    for (const options of [{}, LAST_FIRST]) {
      const result = await ran(flows, { z: trap, m: same, b: trap, good: same, end: () => 0 }, options)
      expect([callsOf(result, 'good'), portsOf(result, 'inner').failed]).toEqual([['good(1)'], expect.objectContaining({ message: 'In b: boom' })])
    }
  })

  it('and of one node the one of the first tag', async () => {
    const merged = calling({ a: { in: { n: 'given.out.n' } }, m: { in: { n: ['a.out', 'given.out.n'] } } }, { inner: call('inner') })
    const m = (n: number): never => { throw new Error(`of ${n}`) }
    for (const options of [{}, LAST_FIRST])
      expect((await ran(merged, { a: () => 5, m }, options)).failure?.message).toBe('In m: of 5')
  })

  it('unless the run is over', async () => {
    const both = calling({ a: { in: { n: 'given.out.n' } }, b: { in: { n: 'a.out' } } }, { inner: call('inner'), bad: { in: { n: 'start.out' } } })
    const result = await ran(both, { a: same, b: same, bad: trap }, LAST_FIRST)
    expect(result).toMatchObject({ ok: false, failure: { node: 'bad' }, calls: ['a(1)', 'bad(1)'] })
  })
})

describe('An error handler inside takes what fails inside', () => {
  it('so that the node gives what it gives', async () => {
    const flows = calling(
      { a: { in: { n: 'given.out.n' } }, oops: { kind: 'failure' }, c: { after: [['oops.out']] }, out: output(['a.out', 'c.out']) },
      { inner: call('inner'), end: { in: { n: 'inner.out' } } }, { inner: 'oops' },
    )
    expect(await ran(flows, { a: trap, c: () => 9, end: same })).toMatchObject({ ok: true, calls: ['a(1)', 'c()', 'end(9)'] })
  })

  it('and what fails behind it is of the node', async () => {
    const flows = calling(
      { a: { in: { n: 'given.out.n' } }, oops: { kind: 'failure' }, c: { after: [['oops.out']] } },
      { inner: call('inner'), oops: { kind: 'failure' }, d: { after: [['oops.out']] } }, { inner: 'oops', main: 'oops' },
    )
    expect(await ran(flows, { a: trap, c: trap, d: () => 0 })).toMatchObject({ ok: true, calls: ['a(1)', 'c()', 'd()'] })
  })
})

it('A reply inside answers the request', async () => {
  const flows = calling({ reply: { kind: 'http-reply', in: { body: 'given.out.n' } } }, { inner: call('inner'), late: { after: [['inner.done']] }, reply: { kind: 'http-reply', in: { body: 'late.out' } } })
  const result = await ran(flows, { late: () => 0 })
  expect(result).toMatchObject({ ok: false, replied: true, failure: { kind: 'already-replied', node: 'reply' } })
  expect(result.replies.map(({ body }) => body)).toEqual(['1'])
})

describe('Each over a flow gives a list of each of its outputs', () => {
  const double: TestNode = { in: { n: 'given.out.n' } }
  const twice = { a: (n: number) => n * 2 }

  it('in the order of the items', async () => {
    const flows = calling({ a: double, out: output('a.out') }, { items, inner: call('inner', 'items.out', { policies: over({ concurrency: 3 }) }) })
    for (const options of [{}, LAST_FIRST]) {
      const result = await ran(flows, { items: () => [3, 1, 2], ...twice }, options)
      expect([portsOf(result, 'inner'), tagsOf(result, 'inner')]).toEqual([{ out: [6, 2, 4] }, [{}]])
    }
    expect(portsOf(await ran(flows, { items: () => [] }), 'inner')).toEqual({ out: [] })
  })

  it('and an item without a value for the only one fails it', async () => {
    const flows = calling({ sort: { in: { n: 'given.out.n' }, result: AGAIN }, out: output('sort.out.again') }, { items, inner: call('inner', 'items.out', { policies: over() }) })
    const result = await ran(flows, { items: () => [1, 5, 2], sort: until(3) })
    expect([result.failure, callsOf(result, 'sort')]).toEqual([
      expect.objectContaining({ kind: 'no-value', message: 'Item 1: The flow ended without a value for its output out.', node: 'inner' }), ['sort(1)', 'sort(5)'],
    ])
  })

  it('of options, where there are several', async () => {
    const flows = calling(
      { sort: { in: { n: 'given.out.n' }, result: AGAIN }, low: output('sort.out.again', 'low'), high: output('sort.out.enough', 'high') },
      { items, inner: call('inner', 'items.out', { policies: over() }) },
    )
    expect(portsOf(await ran(flows, { items: () => [1, 5, 2], sort: until(3) }), 'inner')).toEqual({ low: [1, undefined, 2], high: [undefined, 5, undefined] })
  })

  it('of options within options, where an output is one', async () => {
    const option = { kind: 'option', some: S32 } as const
    const flows = calling(
      { find: { in: { n: 'given.out.n' }, result: { kind: 'result', ok: option, err: null } }, some: output('find.out', 'some'), none: output('given.out.n', 'n') },
      { items, inner: call('inner', 'items.out', { policies: over() }), end: { after: [['inner.some']] } },
    )
    const find = (n: number) => (n === 1 ? ok(undefined) : n === 2 ? ok(7) : err(undefined))
    const inner = portsOf(await ran(flows, { items: () => [1, 2], find, end: () => 0 }), 'inner')
    expect(inner.some).toEqual([{ tag: 'some', val: undefined }, { tag: 'some', val: 7 }])
  })

  it('and done where it has none', async () => {
    const flows = calling({ a: double }, { items, inner: call('inner', 'items.out', { policies: over() }) })
    expect(portsOf(await ran(flows, { items: () => [1, 2], ...twice }), 'inner')).toEqual({ done: undefined })
  })

  it('and the earliest item that fails is its failure', async () => {
    const flows = calling({ a: double, out: output('a.out') }, { items, inner: call('inner', 'items.out', { policies: over({ concurrency: 3 }) }) })
    for (const options of [{}, LAST_FIRST])
      expect((await ran(flows, { items: () => [1, 2, 3], a: (n: number) => (n === 1 ? n : trap()) }, options)).failure?.message).toBe('Item 1: In a: boom')
  })
})

describe('Retry calls a flow again as a whole', () => {
  it('until a call of it does not fail', async () => {
    let left = 2
    const flows = calling({ a: { in: { n: 'given.out.n' } }, b: { in: { n: 'a.out' } }, out: output('b.out') }, { inner: call('inner', 'start.out', { policies: again() }) })
    const result = await ran(flows, { a: same, b: () => (left-- > 0 ? trap() : 4) })
    expect([result.calls, result.firings.at(-1)?.attempt, portsOf(result, 'inner')]).toEqual([['a(1)', 'b(1)', 'a(1)', 'b(1)', 'a(1)', 'b(1)'], 3, { out: 4 }])
    expect(result.firings.filter(({ node }) => node.id === 'b').map(({ within }) => within[0]?.attempt)).toEqual([1, 2, 3])
  })

  it.each([
    { on: null, calls: 3 },
    { on: ['trap'], calls: 3 },
    { on: ['err'], calls: 1 },
  ])('after failures of the kinds $on', async ({ on, calls }) => {
    const flows = calling({ a: { in: { n: 'given.out.n' } } }, { inner: call('inner', 'start.out', { policies: again({ on }) }) })
    expect((await ran(flows, { a: trap })).calls).toHaveLength(calls)
  })

  it('but not one that comes out the same', async () => {
    const flows = calling({ a: { in: { n: 'given.out.n' } }, out: output(['given.out.n', 'a.out']) }, { inner: call('inner', 'start.out', { policies: again() }) })
    expect((await ran(flows, { a: same })).calls).toEqual(['a(1)'])
  })
})

it('The limit of firings counts what fires inside', async () => {
  const flows = calling(
    { head: { in: { n: ['given.out.n', 'test.out.again'] } }, test: { in: { n: 'head.out' }, result: AGAIN } },
    { inner: call('inner'), end: { after: [['inner.failed']] }, oops: { kind: 'failure' }, c: { after: [['oops.out']] } }, { main: 'oops' },
  )
  const result = await ran(flows, { head: same, test: (val: number) => ({ tag: 'again', val }) }, { maxFirings: 20 })
  expect(result).toMatchObject({ ok: false, failure: { kind: 'limit', message: 'The run was ended after 20 firings.' } })
  expect(result.calls.filter((name) => name.startsWith('end') || name.startsWith('c('))).toEqual([])
})

it('Inside of a flow node a name also says in which call', async () => {
  const flows = flowsOf({
    one: { nodes: { given: given('n'), f: { in: { n: 'given.out.n' } }, out: output('f.out') } },
    two: { nodes: { given: given('n'), one: call('one', ['given.out.n', 'given.out.n']) } },
    main: { nodes: { start, items, two: call('two', 'items.out', { policies: over({ concurrency: 2 }) }) } },
  })
  const names = async (options = {}) => {
    const found: string[] = []
    await ran(flows, ({ key, fn }) => {
      if (fn.name === 'f') found.push(JSON.stringify(key.within))
      return { ok: true, value: fn.name === 'items' ? [5, 5] : 0 }
    }, options)
    return found.toSorted()
  }
  const expected = [0, 1].flatMap((element) => [0, 1].map((index) => JSON.stringify([
    { node: 'two', tag: [], element, attempt: 1 }, { node: 'one', tag: [{ key: 'one.n.0', index }], element: 0, attempt: 1 },
  ])))
  expect(await names()).toEqual(expected)
  expect(await names(LAST_FIRST)).toEqual(expected)
})

it('A flow does not call itself', () => {
  const flows = { a: { nodes: { given: { trigger: 'inputs' }, b: { flow: 'b' } } }, b: { nodes: { given: { trigger: 'inputs' }, a: { flow: 'a' } } } }
  expect(resolveDirective({ ...directiveOf({}), flows }, components).problems.map(describeProblem)).toEqual([
    'error recursive-flow at a/b: The flow a would call itself for ever: a → b → a. Take the node out, or let it call another flow.',
    'error recursive-flow at b/a: The flow b would call itself for ever: b → a → b. Take the node out, or let it call another flow.',
  ])
})
