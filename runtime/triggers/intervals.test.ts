import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startInterval } from './intervals.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

it('does not drift, however long its firings take', () => {
  const fired: number[] = []
  startInterval(100, Date.now, () => {
    fired.push(Date.now() - 1_000_000)
    vi.setSystemTime(Date.now() + 30)
  })
  vi.advanceTimersByTime(280)
  expect(fired).toEqual([100, 200, 300])
})

it('leaves out the turns that passed while nothing ran', () => {
  const fired: (readonly [number, number])[] = []
  startInterval(100, Date.now, (atMs, count) => {
    fired.push([atMs - 1_000_000, count])
    if (count === 1) vi.setSystemTime(1_000_000 + 450)
  })
  vi.advanceTimersByTime(250)
  expect(fired).toEqual([[100, 1], [400, 4], [500, 5], [600, 6]])
})

it('stops', () => {
  const fired: number[] = []
  startInterval(100, Date.now, (_, count) => fired.push(count)).stop()
  vi.advanceTimersByTime(1000)
  expect(fired).toEqual([])
})
