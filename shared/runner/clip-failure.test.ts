import { expect, it } from 'vitest'
import { clippedFailure } from './clip-failure.ts'

const failure = { kind: 'err', message: 'no', node: 'n', attempt: 1, payload: '"no"' } as const

it('leaves a failure of ordinary size as it is', () => expect(clippedFailure(failure)).toBe(failure))

it('keeps the beginnings of a message and a payload that are too long, the payload as JSON still', () => {
  const { message, payload, ...rest } = clippedFailure({
    ...failure, message: 'm'.repeat(5_000_000), payload: JSON.stringify({ '"': '"'.repeat(5_000_000) }),
  })
  expect(rest).toEqual({ kind: 'err', node: 'n', attempt: 1 })
  expect(message).toBe(`${'m'.repeat(2_000)}…`)
  expect((JSON.parse(payload) as string).slice(0, 10)).toBe('{"\\"":"\\"\\')
  expect(payload.length).toBeLessThan(32 * 1024)
})
