import { expect, it } from 'vitest'
import { createBackOff } from './back-off.ts'

it('replaces a runner at once, until it ends again and again', () => {
  const backOff = createBackOff()
  expect(Array.from({ length: 12 }, (_, index) => backOff.next(index))).toEqual(
    [0, 0, 0, 0, 0, 1000, 2000, 4000, 8000, 16000, 30000, 30000])
})

it('forgets what is more than a minute ago', () => {
  const backOff = createBackOff()
  expect(Array.from({ length: 12 }, (_, index) => backOff.next(index * 15_000))).toEqual(Array(12).fill(0))
})
