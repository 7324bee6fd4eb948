import { expect, it } from 'vitest'
import { alternate, ratio } from './rounds.ts'

it('measures in turn, and leaves the first round out', async () => {
  const measured: string[] = []
  const subject = (name: string) => ({ name, measure: async () => measured.push(name) })
  const rounds = await alternate([subject('a'), subject('b')], 2)
  expect(measured.slice(0, 6)).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  expect([rounds.of('a').length, rounds.of('b').length]).toEqual([2, 2])
  expect(rounds.of('a')).not.toContain(1)
})

it('compares what was measured in one round, so that a slow minute is slow for both', () => {
  expect(ratio([10, 1, 12], [20, 2, 20])).toBe(0.5)
})
