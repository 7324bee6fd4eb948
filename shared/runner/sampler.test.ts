import { expect, it } from 'vitest'
import { createSampler } from './sampler.ts'

const START_MS = 1_700_000_000_000

/** How many of the runs that end every `everyMs` for three seconds are taken, by second. */
function takenBySecond(everyMs: number, costMs: number): readonly number[] {
  const sampler = createSampler()
  const taken = [0, 0, 0]
  for (let atMs = 0; atMs < 3_000; atMs += everyMs) {
    if (!sampler.takes(START_MS + atMs)) continue
    sampler.spent(costMs)
    taken[Math.floor(atMs / 1000)]!++
  }
  return taken
}

it.each([
  { runs: 'every one of few', everyMs: 500, costMs: 20, taken: [2, 2, 2] },
  { runs: 'ten a second of many that cost little', everyMs: 1, costMs: 0.5, taken: [10, 10, 10] },
  { runs: 'fewer and fewer of many that cost much', everyMs: 1, costMs: 20, taken: [10, 10, 6] },
])('a sampler takes $runs', ({ everyMs, costMs, taken }) => {
  expect(takenBySecond(everyMs, costMs)).toEqual(taken)
})

it('takes nothing until a copy that took very long is paid for', () => {
  const sampler = createSampler()
  sampler.takes(START_MS)
  sampler.spent(1_200)
  expect([10_000, 100_000, 150_000].map((atMs) => sampler.takes(START_MS + atMs))).toEqual([false, false, true])
})
