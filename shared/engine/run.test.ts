import { describe, expect, it } from 'vitest'
import type { WitType } from '../wit/types.ts'
import { flowOf, ran, S32 } from './flow.test-support.ts'

// What a run does is tested rule by rule in test/engine/; here stands what it costs.

const start = { kind: 'trigger' } as const
const AGAIN: WitType = { kind: 'variant', name: null, cases: [{ name: 'again', type: S32 }, { name: 'enough', type: S32 }] }
const plusOne = (n: number) => n + 1
const until = (limit: number) => (n: number) => (n < limit ? { tag: 'again', val: n } : { tag: 'enough', val: n })

describe('a run', () => {
  it('follows a chain of ten thousand nodes', async () => {
    const nodes = Array.from({ length: 9_999 }, (_, at) => [`n${at}`, { in: { n: at === 0 ? 'start.out' : `n${at - 1}.out` } }] as const)
    const result = await ran(flowOf({ start, ...Object.fromEntries(nodes) }), ({ args }) => ({ ok: true, value: plusOne(args[0] as number) }))
    expect([result.ok, result.firings.at(-1)?.fired]).toEqual([true, [['out', 10_000]]])
  })

  it('of ten thousand turns looks at its own turn only', async () => {
    const flow = flowOf({
      start, head: { in: { n: ['start.out', 'test.out.again'] } }, test: { in: { n: 'head.out' }, result: AGAIN },
      twice: { in: { n: 'head.out' } }, both: { in: { a: 'head.out', b: 'twice.out' } },
    })
    const answers = { head: plusOne, test: until(10_000), twice: plusOne, both: (a: number, b: number) => a + b }
    const { firings, ok } = await ran(flow, answers, { maxFirings: 50_000 })
    expect(ok).toBe(true)
    expect(firings.length).toBe(1 + 4 * 9_999)
  })
})
