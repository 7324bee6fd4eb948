import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyType, anyValue } from './arbitrary.test-support.ts'
import { deepEqualValue } from './deep-equal.ts'
import { printJson } from './json-form.ts'
import { parseType } from './parse.ts'
import { printType } from './print.ts'
import type { Value } from './value.ts'

it.each<[type: string, a: Value, b: Value, equal: boolean]>([
  ['f64', NaN, NaN, true],
  ['f64', 0, -0, false],
  ['list<f64>', new Float64Array([NaN, 1]), [NaN, 1], true],
  ['list<u8>', new Uint8Array([1, 2]), new Uint8Array([1, 2]), true],
  ['list<u8>', new Uint8Array([1, 2]), new Uint8Array([1]), false],
  ['image', new Uint8Array([1, 2]), new Uint8Array([1, 3]), false],
  ['json', '{"a":1}', '{"a": 1}', false],
  ['option<list<u8>>', undefined, new Uint8Array(), false],
  ['option<option<u8>>', { tag: 'none' }, { tag: 'some', val: undefined }, false],
  ['option<option<u8>>', { tag: 'none' }, { tag: 'none' }, true],
  ['variant { none, some(u8) }', { tag: 'none' }, { tag: 'none' }, true],
  ['result<list<u8>, list<u8>>', { tag: 'ok', val: new Uint8Array([1]) }, { tag: 'err', val: new Uint8Array([1]) },
    false],
  ['record { first-name: string }', { firstName: 'a', more: 1 }, { firstName: 'a' }, true],
  ['flags { a, b }', { a: true, b: false }, { a: true, b: true }, false],
])('%s %o and %o: %s', (type, a, b, equal) => {
  expect(deepEqualValue(a, b, parseType(type))).toBe(equal)
})

it('two values are equal when their printed forms are', () => {
  const pair = anyType.chain((type) => fc.tuple(fc.constant(type), anyValue(type), anyValue(type)))
  fc.assert(fc.property(pair, ([type, a, b]) => {
    expect(deepEqualValue(a, b, type), printType(type)).toBe(printJson(a, type) === printJson(b, type))
  }), { numRuns: 2000 })
})

it('values that carry types are equal when both are', () => {
  const u8 = parseType('u8')
  expect(deepEqualValue({ type: u8, value: 1 }, { type: parseType('u8'), value: 1 }, { kind: 'any' })).toBe(true)
  expect(deepEqualValue({ type: u8, value: 1 }, { type: parseType('u16'), value: 1 }, { kind: 'any' })).toBe(false)
})
