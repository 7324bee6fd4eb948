import fc from 'fast-check'
import { expect, it } from 'vitest'
import { typed } from './arbitrary.test-support.ts'
import { clippedJson, printJson, toJson } from './json-form.ts'
import { parseType } from './parse.ts'
import type { Json } from '../json/json.ts'
import type { Value } from './value.ts'

it.each<[type: string, value: Value, maxBytes: number, json: Json, whole: boolean, bytes: number]>([
  ['string', 'hello', 5, 'hello', true, 5],
  ['string', 'hello', 4, 'hell', false, 5],
  ['string', 'a😀', 2, 'a', false, 3],
  ['list<u8>', new Uint8Array([1, 2, 3, 4]), 8, 'AQIDBA==', true, 4],
  ['image', new Uint8Array(1_000_000), 9, 'AAAAAAAA', false, 1_000_000],
  ['list<u16>', [1, 2, 3], 100, [1, 2, 3], true, 8],
  ['list<u16>', Array.from({ length: 1000 }, () => 7), 8, [7, 7, 7], false, 1005],
  ['list<string>', ['x'.repeat(1000), 'y'], 10, ['xxxxxxx'], false, 2005],
  ['record { a: string, b: u8 }', { a: 'hello', b: 1 }, 5, { a: 'he' }, false, 9],
  ['json', '{"a":[1,2,3,4]}', 9, { a: [1] }, false, 15],
  ['json', '{"a":[1,2,3,4]}', 15, { a: [1, 2, 3, 4] }, true, 15],
  ['option<json>', undefined, 9, null, true, 4],
  ['option<json>', 'null', 9, { some: null }, true, 4],
  ['option<option<u8>>', { tag: 'some', val: undefined }, 9, { some: null }, true, 4],
  ['result<string>', { tag: 'ok', val: 'hello' }, 8, { ok: 'he' }, false, 11],
  ['u64', 2n ** 60n, 1, '1152921504606846976', true, 21],
])('%s %o in %i bytes is %j', (type, value, maxBytes, json, whole, bytes) => {
  expect(clippedJson(value, parseType(type), maxBytes)).toEqual({ json, whole, bytes })
})

it('what fits is the whole JSON form, for every type', () => {
  fc.assert(fc.property(typed, ({ type, value }) => {
    const clipped = clippedJson(value, type, 1e6)
    expect(clipped).toEqual({ json: toJson(value, type), whole: true, bytes: expect.any(Number) })
  }))
})

it('nothing is much larger than asked for, and cut is said', () => {
  fc.assert(fc.property(typed, fc.nat(40), ({ type, value }, maxBytes) => {
    const { json, whole } = clippedJson(value, type, maxBytes)
    const text = printJson(value, type)
    if (whole) expect(json).toEqual(toJson(value, type))
    else expect(JSON.stringify(json).length).toBeLessThan(Math.max(text.length, maxBytes) + 100)
  }))
})

it('of a value that is read by index, only the beginning is read', () => {
  let read = 0
  const items = new Proxy(Array.from({ length: 1_000_000 }, () => 'item'), {
    get: (target, key) => {
      if (/^\d+$/.test(String(key))) read++
      return Reflect.get(target, key) as unknown
    },
  })
  const { whole, bytes } = clippedJson({ items }, parseType('record { items: list<string> }'), 1000)
  expect([whole, read < 300, bytes > 5_000_000, bytes < 9_000_000]).toEqual([false, true, true, true])
})
