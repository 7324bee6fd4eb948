import { describe, expect, it } from 'vitest'
import { flowOf, ran, S32, STRING } from '../../../shared/engine/flow.test-support.ts'
import type { ResolvedFlow } from '../../../shared/resolve/types.ts'
import { resolved } from '../../../shared/resolve/directive.test-support.ts'
import type { WitType } from '../../../shared/wit/types.ts'
import type { Value } from '../../../shared/wit/value.ts'
import { AGAIN, FALLIBLE, plusOne, portsOf, RANGE, start, sum, trap } from './flows.test-support.ts'

describe('What a call gives decides which ports fire', () => {
  const optional: WitType = { kind: 'option', some: S32 }
  const branching: WitType = { kind: 'result', ok: AGAIN, err: STRING }
  it.each<{ result: WitType | null; gives: Value; fires: Readonly<Record<string, Value>> }>([
    { result: null, gives: undefined, fires: { done: undefined } },
    { result: S32, gives: 4, fires: { out: 4 } },
    { result: RANGE, gives: { tag: 'within' }, fires: { out: { tag: 'within' }, 'out.within': undefined } },
    { result: RANGE, gives: { tag: 'below', val: 2 }, fires: { out: { tag: 'below', val: 2 }, 'out.below': 2 } },
    { result: optional, gives: 4, fires: { out: 4, result: 4 } },
    { result: optional, gives: undefined, fires: { none: undefined, result: undefined } },
    { result: FALLIBLE, gives: { tag: 'ok', val: 4 }, fires: { out: 4, result: { tag: 'ok', val: 4 } } },
    { result: FALLIBLE, gives: { tag: 'err', val: 'no' }, fires: { err: 'no', result: { tag: 'err', val: 'no' } } },
    { result: { ...FALLIBLE, ok: null }, gives: { tag: 'ok' }, fires: { done: undefined, result: { tag: 'ok' } } },
    {
      result: branching, gives: { tag: 'ok', val: { tag: 'again', val: 2 } },
      fires: { out: { tag: 'again', val: 2 }, 'out.again': 2, result: { tag: 'ok', val: { tag: 'again', val: 2 } } },
    },
  ])('$gives fires $fires', async ({ result, gives, fires }) => {
    const flow = flowOf({ start, f: { in: { n: 'start.out' }, result }, ...('err' in fires ? { c: { after: [['f.err']] } } : {}) })
    expect(portsOf(await ran(flow, { f: () => gives, c: () => 0 }), 'f')).toEqual(fires)
  })

  it('and a trap fires failed', async () =>
    expect(Object.keys(portsOf(await ran(flowOf({ start, f: { in: { n: 'start.out' } } }), { f: trap }), 'f'))).toEqual(['failed']))
})

it('A branch is a port that fires only in its case', async () => {
  const flow = flowOf({
    start, sort: { in: { n: 'start.out' }, result: RANGE },
    low: { in: { n: 'sort.out.below' } }, mid: { after: [['sort.out.within']] },
  })
  const at = (value: Value) => ran(flow, { sort: () => value, low: plusOne, mid: () => 0 })
  expect(await at({ tag: 'below', val: 4 })).toMatchObject({ ok: true, calls: ['sort(1)', 'low(4)'] })
  expect(await at({ tag: 'within' })).toMatchObject({ ok: true, calls: ['sort(1)', 'mid()'] })
})

it('A node that misses an input does not fire, and the run says so', async () => {
  const flow = flowOf({
    start, sort: { in: { n: 'start.out' }, result: RANGE }, s: { in: { x: 'start.out', y: 'sort.out.below' } },
    nothing: { in: { x: 'sort.out.below' } }, tagged: { in: { x: ['start.out', 'sort.out.below'], y: 'sort.out.below' } },
  })
  const { calls, waiting, ok } = await ran(flow, { sort: () => ({ tag: 'within' }), s: sum })
  expect({ calls, waiting, ok }).toEqual({
    calls: ['sort(1)'], waiting: ['s', 'tagged'].map((node) => ({ within: [], flow: 'main', node, inputs: ['y'] })), ok: true,
  })
})

describe('A missing member is a failure of who asked for it, unless its input is an option', () => {
  const flow = (use: string, input: string, member: string): ResolvedFlow => {
    const { flows, problems } = resolved({
      start: { trigger: 'manual' }, parse: { core: 'parse-json', in: { text: { value: '{"name": "Ada", "times": 300}' } }, after: ['start.out'] },
      f: { use: `lib#${use}`, in: { text: { value: 'hey' }, [input]: { from: `parse.out.${member}` } } },
    })
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    return flows.get('main')!
  }
  const upper = { upper: (text: string) => text.toUpperCase(), shout: (text: string, times: number | undefined) => text.repeat(times ?? 1) }

  it.each([
    { use: 'upper', input: 'text', member: 'name', calls: ['upper(Ada)'], failure: null },
    { use: 'upper', input: 'text', member: 'nick', calls: [], failure: { kind: 'no-value', node: 'f' } },
    { use: 'upper', input: 'text', member: 'times', calls: [], failure: { kind: 'bad-value', node: 'f' } },
    { use: 'shout', input: 'times', member: 'nick', calls: ['shout(hey, )'], failure: null },
    { use: 'shout', input: 'times', member: 'times', calls: [], failure: { kind: 'bad-value', node: 'f' } },
  ])('$use takes $input from the member $member: $failure', async ({ use, input, member, ...ends }) =>
    expect(await ran(flow(use, input, member), upper, { event: 'null' })).toMatchObject(ends))
})
