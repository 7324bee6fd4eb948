import { expect, it } from 'vitest'
import { flowOf, ran } from '../../../shared/engine/flow.test-support.ts'
import { plusOne, start, sum } from './flows.test-support.ts'

// One flow in many orders; reference.test.ts does it for random flows.
it('The order of completion changes nothing', async () => {
  const flow = flowOf({
    start, a: { in: { n: 'start.out' } }, b: { in: { n: 'start.out' } }, m: { in: { n: ['a.out', 'b.out', 'start.out'] } },
    left: { in: { n: 'm.out' } }, right: { in: { n: 'm.out' } }, s: { in: { x: 'left.out', y: 'right.out' } }, all: { in: { x: 's.out', y: 'a.out' } },
  })
  const answers = { a: (n: number) => n + 1, b: (n: number) => n + 2, m: (n: number) => n * 10, left: plusOne, right: (n: number) => -n, s: sum, all: sum }
  const atOnce = (await ran(flow, answers)).calls.toSorted()
  for (let seed = 1; seed <= 50; seed++) {
    let state = seed
    const pick = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below
    expect((await ran(flow, answers, { pick })).calls.toSorted()).toEqual(atOnce)
  }
})
