import { expect, it } from 'vitest'
import type { CoreValue } from './call.ts'
import type { Coercion } from './join.ts'
import { coercionsOf, joined, liftJoined, lowerJoined } from './join.ts'

it.each([
  [[['i32'], ['f32']], ['i32']],
  [[['i32'], ['i64']], ['i64']],
  [[['f32'], ['f64']], ['i64']],
  [[['f64'], ['f64', 'i32']], ['f64', 'i32']],
  [[], []],
] as const)('the cases %j share %j', (cases, shared) => expect(joined(cases)).toEqual(shared))

it.each([
  [['i32', 'f32'], ['i64', 'i32'], ['i64-i32', 'i32-f32']],
  [['f64'], ['f64', 'i32'], []],
] as const)('a case of %j among %j has the coercions %j', (types, shared, coercions) =>
  expect(coercionsOf(types, shared)).toEqual(coercions))

/** "lower_flat_variant": an i32 loses its sign when it becomes an i64. */
it.each<[Coercion, CoreValue, CoreValue]>([
  ['none', 5, 5],
  ['i64-i32', -1, 0xffff_ffffn],
  ['i64-i32', 7, 7n],
  ['i32-f32', -1.5, 0xbfc0_0000 | 0],
  ['i64-f32', -1.5, 0xbfc0_0000n],
  ['i64-f64', -1.5, -0x4008_0000_0000_0000n],
])('%s lowers %s to %s and lifts it again', (coercion, value, shared) => {
  const flat: CoreValue[] = [9, value]
  lowerJoined(flat, 1, [coercion])
  expect(flat).toEqual([9, shared])
  liftJoined(flat, 1, [coercion])
  expect(flat).toEqual([9, value])
})

it('what stands above 32 bits is not looked at when an i64 is an i32', () => {
  const flat: CoreValue[] = [0x1_ffff_ffffn]
  liftJoined(flat, 0, ['i64-i32'])
  expect(flat).toEqual([-1])
})
