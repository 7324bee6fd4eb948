import { expect, it } from 'vitest'
import { isLarger } from './value-size.ts'

const text = 'x'.repeat(1_000)

it.each([
  ['text', text, 1_008],
  ['bytes', new Uint8Array(1_000), 1_008],
  ['a list', [text, text], 2_024],
  ['a record in a variant', { tag: 'a', val: { b: text, c: 1 } }, 1_041],
  ['a number', 5, 8],
  ['nothing', undefined, 8],
])('weighs %s', (_, value, bytes) => expect([isLarger(value, bytes), isLarger(value, bytes - 1)]).toEqual([false, true]))

it('weighs what stands in several places as often as it stands there', () => {
  let value: unknown = text
  for (let level = 0; level < 40; level += 1) value = [value, value]
  expect(isLarger(value, 16 * 1024 * 1024)).toBe(true)
})
