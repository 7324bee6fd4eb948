import { expect, it } from 'vitest'
import { createTraceAllowance } from './trace-allowance.ts'

const MIB = 1024 * 1024

it('gives what was saved up, then two MiB a second, and nothing while that is used up', () => {
  const allowance = createTraceAllowance()
  const given = [allowance.at(1_000)]
  allowance.spent(8 * MIB)
  given.push(allowance.at(1_000), allowance.at(1_500))
  allowance.spent(3 * MIB)
  given.push(allowance.at(2_000), allowance.at(3_000), allowance.at(60_000))
  expect(given).toEqual([8 * MIB, 0, MIB, 0, MIB, 8 * MIB])
})

it('gives to a hundred runs at once, then to a hundred a second, however little they leave behind', () => {
  const allowance = createTraceAllowance()
  const given = (nowMs: number) => Array.from({ length: 1_000 }, () => allowance.at(nowMs)).filter((bytes) => bytes > 0).length
  expect([given(0), given(10), given(1_010)]).toEqual([100, 1, 100])
})
