import { expect, it } from 'vitest'
import { createBucket } from './bucket.ts'

it('gives what was saved up, then so many a second', () => {
  const bucket = createBucket(3, 2)
  const at = (nowMs: number, times: number) => Array.from({ length: times }, () => bucket.take(nowMs)).filter(Boolean).length
  expect([at(0, 5), at(0, 1), at(499, 1), at(500, 2), at(1_500, 5), at(60_000, 9)]).toEqual([3, 0, 0, 1, 2, 3])
})
