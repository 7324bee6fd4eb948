import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseType } from './parse.ts'
import type { Json } from '../json/json.ts'
import { typed } from './arbitrary.test-support.ts'
import { deepEqualValue } from './deep-equal.ts'
import { checkJsonText, clippedJson, fromJson, printJson, toJson } from './json-form.ts'
import { compileTextReader } from './json-text.ts'
import { printType } from './print.ts'
import type { Value } from './value.ts'

const bytes = (...all: number[]): Uint8Array => new Uint8Array(all)

describe('the JSON form of', () => {
  it.each<[type: string, value: Value, json: Json]>([
    ['bool', true, true],
    ['u8', 255, 255],
    ['s64', 9007199254740991n, 9007199254740991],
    ['s64', 9007199254740992n, '9007199254740992'],
    ['s64', -9223372036854775808n, '-9223372036854775808'],
    ['u64', 18446744073709551615n, '18446744073709551615'],
    ['f64', 0.5, 0.5],
    ['f64', NaN, 'NaN'],
    ['f64', -Infinity, '-Infinity'],
    ['f32', Math.fround(0.1), 0.10000000149011612],
    ['char', '😀', '😀'],
    ['string', 'a\u0000é"', 'a\u0000é"'],
    ['json', '{"b":[1,null]}', { b: [1, null] }],
    ['html', '<b>', '<b>'],
    ['image', bytes(137, 80), 'iVA='],
    ['timestamp', 1763683200000n, 1763683200000],
    ['list<u8>', bytes(0, 255, 1), 'AP8B'],
    ['list<u8>', bytes(), ''],
    ['list<u16>', new Uint16Array([1, 2]), [1, 2]],
    ['list<u64>', new BigUint64Array([1n, 2n ** 60n]), [1, '1152921504606846976']],
    ['list<string>', ['a'], ['a']],
    ['option<u32>', undefined, null],
    ['option<u32>', 7, 7],
    ['option<option<u32>>', { tag: 'none' }, null],
    ['option<option<u32>>', { tag: 'some', val: undefined }, { some: null }],
    ['option<option<u32>>', { tag: 'some', val: 7 }, { some: 7 }],
    ['option<json>', 'null', { some: null }],
    ['option<json>', undefined, null],
    ['result<u8, string>', { tag: 'ok', val: 1 }, { ok: 1 }],
    ['result<u8, string>', { tag: 'err', val: 'no' }, { err: 'no' }],
    ['result', { tag: 'ok' }, { ok: null }],
    ['result<_, u8>', { tag: 'err', val: 3 }, { err: 3 }],
    ['tuple<u8, string>', [1, 'a'], [1, 'a']],
    ['record { first-name: string, age: option<u8> }', { firstName: 'Ada', age: undefined },
      { 'first-name': 'Ada', age: null }],
    ['variant { below(u8), above }', { tag: 'below', val: 1 }, { below: 1 }],
    ['variant { below(u8), above }', { tag: 'above' }, 'above'],
    ['variant { maybe(option<u8>) }', { tag: 'maybe', val: undefined }, { maybe: null }],
    ['enum { red, dark-red }', 'dark-red', 'dark-red'],
    ['flags { read, write-all }', { read: false, writeAll: true }, ['write-all']],
  ])('%s %o is %j', (text, value, json) => {
    const type = parseType(text)
    expect(toJson(value, type)).toEqual(json)
    expect(JSON.parse(printJson(value, type))).toEqual(json)
    expect(deepEqualValue(fromJson(json, type), value, type)).toBe(true)
  })

  it('a value that carries its type is that of its value', () => {
    const value = { type: parseType('list<u8>'), value: bytes(1) }
    expect(toJson(value, { kind: 'any' })).toBe('AQ==')
    expect(printJson(value, { kind: 'any' })).toBe('"AQ=="')
  })

  it('a signal is null', () => {
    expect(toJson(undefined, { kind: 'unit' })).toBe(null)
    expect(printJson(undefined, { kind: 'unit' })).toBe('null')
  })
})

describe('what is not in the JSON form is refused with its place', () => {
  it.each<[type: string, json: Json, message: string]>([
    ['u8', 256, 'expected u8 (0 to 255), found 256'],
    ['u8', 1.5, 'expected u8 (0 to 255), found 1.5'],
    ['u8', '1', 'expected u8 (0 to 255), found "1"'],
    ['s32', -2147483649, 'expected s32 (-2147483648 to 2147483647), found -2147483649'],
    ['u64', 9007199254740992,
      'expected u64 (0 to 18446744073709551615, beyond 2⁵³ as decimal text), found 9007199254740992'],
    ['u64', '18446744073709551616',
      'expected u64 (0 to 18446744073709551615, beyond 2⁵³ as decimal text), found "18446744073709551616"'],
    ['s64', '-0', 'expected s64 (-9223372036854775808 to 9223372036854775807, beyond 2⁵³ as decimal text), found "-0"'],
    ['s64', '0x10',
      'expected s64 (-9223372036854775808 to 9223372036854775807, beyond 2⁵³ as decimal text), found "0x10"'],
    ['f64', 'nan', 'expected a number, "NaN", "Infinity" or "-Infinity", found "nan"'],
    ['f32', 1e39, 'expected f32 (up to 3.4e38), found 1e+39'],
    ['bool', null, 'expected true or false, found null'],
    ['char', 'ab', 'expected one character, found "ab"'],
    ['char', '', 'expected one character, found ""'],
    ['char', '\ud800', 'expected one character, found "\\ud800"'],
    ['string', 7, 'expected a string, found 7'],
    ['string', 'a\udc00', 'expected Unicode text, found half of a surrogate pair in it'],
    ['html', ['<b>'], 'expected a string, found a list'],
    ['list<u8>', [1, 2], 'expected bytes as base64, found a list'],
    ['list<u8>', 'AQ', 'expected bytes as base64, found "AQ"'],
    ['list<u8>', 'A Q==', 'expected bytes as base64, found "A Q=="'],
    ['image', 'AR==', 'expected bytes as base64, found "AR=="'],
    ['list<string>', { 0: 'a' }, 'expected a list, found an object'],
    ['list<list<u16>>', [[], [1, -1]], 'at [1][1]: expected u16 (0 to 65535), found -1'],
    ['option<option<u8>>', 7, 'expected null or {"some": …}, found 7'],
    ['option<option<u8>>', { some: 'x' }, 'at some: expected u8 (0 to 255), found "x"'],
    ['result<u8>', 'ok', 'expected {"ok": …} or {"err": …}, found "ok"'],
    ['result<u8>', { ok: 1, err: null }, 'expected {"ok": …} or {"err": …}, found an object'],
    ['result<u8>', { err: 1 }, 'expected {"err": null}, found an object'],
    ['tuple<u8, u8>', [1], 'expected a list of 2, found a list'],
    ['record { a: u8 }', {}, 'the field a is missing'],
    ['record { a: u8 }', { a: 1, toString: 2 }, 'the record has no field "toString" (its fields: a)'],
    ['record { a: record { b: list<char> } }', { a: { b: ['x', 'yz'] } },
      'at a.b[1]: expected one character, found "yz"'],
    ['record { a: u8 }', null, 'expected an object, found null'],
    ['variant { low(u8), high }', 'low', 'expected {"low": …}, because that case has a value, found "low"'],
    ['variant { low(u8), high }', { high: null }, 'expected "high", found an object'],
    ['variant { low(u8), high }', 'middle', 'expected a case (low, high), found "middle"'],
    ['variant { low(u8), high }', { low: 300 }, 'at low: expected u8 (0 to 255), found 300'],
    ['enum { red }', 'blue', 'expected a case (red), found "blue"'],
    ['flags { read, write }', ['read', 'fly'], 'at [1]: expected one of read, write, found "fly"'],
    ['string', 'x'.repeat(100) + '\ud800', 'expected Unicode text, found half of a surrogate pair in it'],
    ['u8', 'x'.repeat(100), `expected u8 (0 to 255), found "${'x'.repeat(37)}"…`],
  ])('%s %j: %s', (text, json, message) => {
    expect(() => fromJson(json, parseType(text))).toThrow(expect.objectContaining({ name: 'ConversionError', message }))
  })
})

it('a missing member of an option field is the empty option', () => {
  expect(fromJson({}, parseType('record { a: option<u8>, b: option<option<u8>>, c: option<json> }')))
    .toEqual({ a: undefined, b: { tag: 'none' }, c: undefined })
})

it('members named like those of Object are members like any other', () => {
  const type = parseType('record { constructor: option<u8>, to-string: u8 }')
  expect(() => fromJson({}, type)).toThrow('the field to-string is missing')
  expect(fromJson({ 'to-string': 1 }, type)).toEqual({ constructor: undefined, toString: 1 })
  expect(() => fromJson(JSON.parse('{"to-string":1,"__proto__":2}') as Json, type)).toThrow('no field "__proto__"')
  const readText = compileTextReader(parseType('record { a: json }'))
  expect(() => readText('{"a":1,"__proto__":2}')).toThrow('no field "__proto__"')
})

it('the sign of a zero is kept where it can be seen', () => {
  const f64 = parseType('f64')
  expect([printJson(-0, f64), printJson(0, f64), toJson(-0, f64)]).toEqual(['-0', '0', -0])
})

it.each(['list', 'option', 'tuple', 'result'])('64 levels of %s are as good as one', (kind) => {
  const type = parseType(`${`${kind}<`.repeat(63)}json${'>'.repeat(63)}`)
  const value = [...Array(63)].reduce<Value>((inner, _, depth) => {
    if (kind === 'result') return { tag: 'ok', val: inner }
    if (kind === 'option') return depth === 0 ? inner : { tag: 'some', val: inner }
    return [inner]
  }, '12345678901234567890')
  const text = printJson(value, type)
  expect(text).toContain('12345678901234567890')
  expect(deepEqualValue(compileTextReader(type)(text), value, type)).toBe(true)
  expect(clippedJson(value, type, 1000)).toMatchObject({ json: toJson(value, type), whole: true })
})

it('depth costs no stack', () => {
  const text = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  const json = parseType('json')
  checkJsonText(text)
  expect(fromJson(toJson(text, json), json)).toBe(text)
  expect(compileTextReader(parseType('record { a: json }'))(`{"a":${text}}`)).toEqual({ a: text })
})

it('integers read from JSON are never -0', () => {
  expect(fromJson(-0, parseType('s8'))).toBe(0)
  expect(fromJson(-0, parseType('s64'))).toBe(0n)
  expect(fromJson(-0, parseType('f64'))).toBe(-0)
})

it('a value is what its JSON form says, for every type', () => {
  fc.assert(fc.property(typed, ({ type, value }) => {
    const json = toJson(value, type)
    const isExact = !printType(type).includes('json')
    if (isExact) expect(deepEqualValue(fromJson(json, type), value, type), printType(type)).toBe(true)
    expect(toJson(fromJson(json, type), type)).toEqual(json)
  }), { numRuns: 2000 })
})

it('a value is what its printed JSON says, json values byte for byte, for every type', () => {
  fc.assert(fc.property(typed, ({ type, value }) => {
    const text = printJson(value, type)
    checkJsonText(text)
    expect(JSON.parse(text)).toEqual(toJson(value, type))
    expect(deepEqualValue(compileTextReader(type)(` ${text}\n`), value, type), printType(type)).toBe(true)
  }), { numRuns: 2000 })
})
