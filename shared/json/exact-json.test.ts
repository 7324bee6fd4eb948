import { expect, it } from 'vitest'
import { equalsJson, orderJson, parseExact } from './exact-json.ts'
import type { Json } from './json.ts'

it.each([
  ['5', 5, true],
  ['5.0', 5, true],
  ['5', '5', false],
  ['"5"', '5', true],
  ['18446744073709551615', '18446744073709551615', true],
  ['18446744073709551615', '18446744073709551614', false],
  ['18446744073709551615', 18446744073709552000, false],
  ['1e20', 1e20, true],
  ['null', null, true],
  ['[1, "a", null]', [1, 'a', null], true],
  ['[1, 2]', [2, 1], false],
  ['[1]', [1, 2], false],
  ['[]', {}, false],
  ['{"a": 1, "b": [2]}', { b: [2], a: 1 }, true],
  ['{"a": 1}', { a: 1, b: 2 }, false],
  ['{"toString": 1}', { a: 1 }, false],
  ['{"id": 9007199254740993}', { id: '9007199254740993' }, true],
] as const satisfies readonly (readonly [string, Json, boolean])[])('%s equals %j: %s', (text, other, equal) =>
  expect(equalsJson(parseExact(text), other)).toBe(equal))

it.each([
  ['5', 6, -1],
  ['6.5', 6, 1],
  ['6', 6, 0],
  ['9007199254740993', 9007199254740992, 1],
  ['9007199254740993', '9007199254740994', -1],
  ['"b"', 'a', 1],
  ['"2026-01-02"', '2026-01-10', -1],
  ['"5"', 6, null],
  ['5', '6', null],
  ['null', 0, null],
  ['[1]', 0, null],
] as const)('%s against %j is %s', (text, other, order) => expect(orderJson(parseExact(text), other)).toBe(order))

it('a number that is none has no order', () => expect(orderJson(Number.NaN, 1)).toBe(null))
