import type { Value } from './value.ts'

/** What a number, a tag or a place in a list takes, about. */
const WORD = 8

/** Whether a value takes more than `maxBytes`, about: text as its characters. Looks no further than it has to. */
export function isLarger(value: Value, maxBytes: number): boolean {
  let left = maxBytes
  const spend = (value: unknown): boolean => {
    left -= WORD
    if (typeof value === 'string') left -= value.length
    else if (ArrayBuffer.isView(value)) left -= value.byteLength
    else if (Array.isArray(value)) return left < 0 || value.some(spend)
    else if (typeof value === 'object' && value !== null) return left < 0 || Object.values(value).some(spend)
    return left < 0
  }
  return spend(value)
}
