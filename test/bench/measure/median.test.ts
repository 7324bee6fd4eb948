import { expect, it } from 'vitest'
import { median, quantile } from './median.ts'

it.each([
  { values: [3], middle: 3 },
  { values: [9, 1, 2], middle: 2 },
  { values: [4, 1, 2, 3], middle: 2.5 },
])('the median of $values is $middle', ({ values, middle }) => expect(median(values)).toBe(middle))

it.each([
  { share: 0, value: 10 },
  { share: 0.25, value: 15 },
  { share: 1, value: 30 },
])('the quantile $share of 10, 20, 30 is $value', ({ share, value }) =>
  expect(quantile([30, 10, 20], share)).toBe(value),
)
