import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyValue, typed } from './arbitrary.test-support.ts'
import { converter, identity } from './convert.ts'
import { deepEqualValue } from './deep-equal.ts'
import { printJson } from './json-form.ts'
import { parseType } from './parse.ts'
import { printType } from './print.ts'
import type { PortType, WitType } from './types.ts'
import type { Value } from './value.ts'
import { wireBetween } from './wire.ts'

function port(text: string): PortType {
  return text === 'any' || text === 'unit' ? { kind: text } : parseType(text)
}

it.each([
  ['u8', 'u8'], ['u8', 'u32'], ['f32', 'f64'], ['s32', 'f64'], ['char', 'string'], ['html', 'string'], ['image',
    'list<u8>'], ['timestamp', 's64'],
  ['u8', 'option<u8>'], ['option<u8>', 'option<u32>'], ['list<char>', 'list<string>'], ['enum { a }', 'enum { b, a }'],
  ['record { a: u8, b: u8 }', 'record { b: u16, a: u8 }'], ['variant { a(u8), b }',
    'variant { b, a(u32), c }'], ['any', 'any'],
  ['result<char, u8>', 'result<string, u16>'], ['tuple<u8, char>', 'tuple<u16, string>'],
])('from %s to %s nothing has to be done', (from, to) => {
  expect(converter(port(from), port(to))).toBe(identity)
})

describe('a value on its way', () => {
  it.each<[from: string, to: string, value: Value, converted: Value]>([
    ['u32', 's64', 7, 7n],
    ['u8', 'option<option<u64>>', 7, { tag: 'some', val: 7n }],
    ['option<u8>', 'option<option<u8>>', undefined, { tag: 'none' }],
    ['option<u8>', 'option<option<u8>>', 7, { tag: 'some', val: 7 }],
    ['option<option<u8>>', 'option<json>', { tag: 'none' }, undefined],
    ['option<option<u8>>', 'option<json>', { tag: 'some', val: undefined }, 'null'],
    ['option<u8>', 'option<json>', 7, '7'],
    ['list<u8>', 'list<u16>', new Uint8Array([1, 2]), [1, 2]],
    ['list<u8>', 'list<u64>', new Uint8Array([1, 2]), [1n, 2n]],
    ['list<u16>', 'list<u32>', new Uint16Array([1, 2]), [1, 2]],
    ['list<u8>', 'list<json>', new Uint8Array([1, 2]), ['1', '2']],
    ['list<json>', 'list<u8>', ['1', '255'], new Uint8Array([1, 255])],
    ['record { a: u8, b-c: u8 }', 'record { b-c: u8 }', { a: 1, bC: 2 }, { bC: 2 }],
    ['record { a: u8, b: u8 }', 'record { b: s64, a: option<u8> }', { a: 1, b: 2 }, { b: 2n, a: 1 }],
    ['tuple<u8, u8>', 'tuple<s64, u8>', [1, 2], [1n, 2]],
    ['variant { a(u8), b }', 'variant { a(u64), b, c }', { tag: 'a', val: 1 }, { tag: 'a', val: 1n }],
    ['variant { a(u8), b }', 'variant { a(u64), b, c }', { tag: 'b' }, { tag: 'b' }],
    ['result<u32, string>', 'result<u64, json>', { tag: 'err', val: 'no' }, { tag: 'err', val: '"no"' }],
    ['flags { a-b }', 'flags { a-b, c-d }', { aB: true }, { aB: true, cD: false }],
    ['string', 'json', 'say "hi"', '"say \\"hi\\""'],
    ['record { name: string, raw: json }', 'json', { name: 'x', raw: '{ "n":1.0 }' }, '{"name":"x","raw":{ "n":1.0 }}'],
    ['unit', 'json', undefined, 'null'],
    ['unit', 'any', undefined, { type: { kind: 'unit' }, value: undefined }],
    ['char', 'any', 'x', { type: { kind: 'char' }, value: 'x' }],
    ['any', 'json', { type: { kind: 'char' }, value: 'x' }, '"x"'],
    ['json', 'option<json>', 'null', 'null'],
    ['json', 'option<option<json>>', 'null', { tag: 'some', val: 'null' }],
    ['json', 'option<u8>', ' null ', undefined],
    ['json', 'string', '"caf\\u00e9"', 'café'],
    ['json', 'u64', '18446744073709551615', 18446744073709551615n],
    ['json', 'u64', '"18446744073709551615"', 18446744073709551615n],
    ['json', 's64', '1e3', 1000n],
    ['json', 's64', '-0', 0n],
    ['json', 'record { id: u64, raw: json }', '{"raw": {"n": 12345678901234567890.0} ,"id":5,"raw":[1.00]}',
      { id: 5n, raw: '[1.00]' }],
    ['json', 'list<json>', '[1.0, {"a" : 2}]', ['1.0', '{"a" : 2}']],
    ['json', 'tuple<json, u8>', '[ 1.0, 2]', ['1.0', 2]],
    ['json', 'variant { raw(json), nothing }', '{"\\u0072aw": 1.0}', { tag: 'raw', val: '1.0' }],
    ['json', 'variant { raw(json), nothing }', '"nothing"', { tag: 'nothing' }],
    ['json', 'result<json>', '{"err":null}', { tag: 'err', val: undefined }],
    ['json', 'record { a: option<json> }', '{"a":{"some":null}}', { a: 'null' }],
    ['json', 'record { a: option<json> }', '{"a":null}', { a: undefined }],
  ])('from %s to %s: %o becomes %o', (from, to, value, converted) => {
    expect(converter(port(from), port(to))(value)).toEqual(converted)
  })
})

const S64 = 'expected s64 (-9223372036854775808 to 9223372036854775807, beyond 2⁵³ as decimal text)'

describe('what does not fit at run time says where', () => {
  it.each([
    ['json', 'string', '{"a":1}', 'expected a string, found an object'],
    ['json', 'u8', '300', 'expected u8 (0 to 255), found 300'],
    ['json', 'record { rows: list<record { id: u64 }> }', '{"rows":[{"id":1},{"id":-1}]}',
      'at rows[1].id: expected u64 (0 to 18446744073709551615, beyond 2⁵³ as decimal text), found -1'],
    ['json', 'record { a: json }', '[1]', 'expected an object, found a list'],
    ['json', 'tuple<json, u8>', '[1]', 'expected a list of 2, found a list'],
    ['json', 's64', '1.5',
      `${S64}, found 1.5`],
    ['json', 's64', '123456789012345678901',
      `${S64}, found 123456789012345678901`],
    ['json', 's64', `1${'0'.repeat(100_000)}`,
      `${S64}, found 1${'0'.repeat(36)}…`],
  ])('from %s to %s', (from, to, value, message) => {
    const error = expect.objectContaining({ name: 'ConversionError', message })
    expect(() => converter(port(from), port(to))(value)).toThrow(error)
  })

  it.each<[from: string, to: string, value: Value, message: string]>([
    ['list<json>', 'list<u8>', ['1', '"x"'], 'at [1]: expected u8 (0 to 255), found "x"'],
    ['record { a: u8, my-part: json }', 'record { my-part: char }', { a: 1, myPart: '5' },
      'at my-part: expected one character, found 5'],
    ['tuple<u8, json>', 'tuple<u8, bool>', [1, '0'], 'at [1]: expected true or false, found 0'],
    ['result<json>', 'result<bool>', { tag: 'ok', val: '0' }, 'at ok: expected true or false, found 0'],
  ])('from %s to %s inside a structure', (from, to, value, message) => {
    const error = expect.objectContaining({ name: 'ConversionError', message })
    expect(() => converter(port(from), port(to))(value)).toThrow(error)
  })
})

it('a refused wire has no converter', () => {
  expect(() => converter(port('u32'), port('u8'))).toThrow('no wire goes from u32 to u8')
})

it('a value comes back from json as it was, for every type', () => {
  fc.assert(fc.property(typed, ({ type, value }) => {
    const there = converter(type, { kind: 'known', name: 'json' })
    // An option of json is read as the whole document: null is a value of json, not the empty option.
    const whole: WitType = { kind: 'tuple', items: [type] }
    const back = converter({ kind: 'known', name: 'json' }, whole)
    const [returned] = back(`[${there(value) as string}]`) as [Value]
    expect(deepEqualValue(returned, value, type), printType(type)).toBe(true)
  }), { numRuns: 1000 })
})

/** Types that `type` goes into without loss, made by the rules of DESIGN.md one by one. */
function widened(type: WitType, choose: (count: number) => number): WitType {
  const next = {
    u8: 'u16', s8: 's16', u16: 'u32', s16: 's32', u32: 's64', s32: 's64', f32: 'f64', char: 'string',
  } as const
  if (choose(4) === 0) return { kind: 'option', some: type }
  if (type.kind in next) return { kind: next[type.kind as keyof typeof next] }
  switch (type.kind) {
    case 'list':
      if (type.item.kind === 'u8' && choose(2) === 0) return { kind: 'known', name: 'image' }
      return { kind: 'list', item: widened(type.item, choose) }
    case 'option': return { kind: 'option', some: widened(type.some, choose) }
    case 'tuple': return { kind: 'tuple', items: type.items.map((item) => widened(item, choose)) }
    case 'result':
      return { kind: 'result', ok: type.ok && widened(type.ok, choose), err: type.err && widened(type.err, choose) }
    case 'record': {
      const fields = type.fields.map(({ name, type }) => ({ name, type: widened(type, choose) }))
      const fewer = fields.slice(0, 1 + choose(fields.length))
      return { kind: 'record', name: null, fields: choose(2) === 0 ? fields.toReversed() : fewer }
    }
    case 'variant': {
      const cases = type.cases.map(({ name, type }) => ({ name, type: type === null ? null : widened(type, choose) }))
      return { kind: 'variant', name: null, cases: [{ name: 'one-more', type: null }, ...cases] }
    }
    case 'enum': return { kind: 'enum', name: null, cases: ['one-more', ...type.cases] }
    case 'flags': return { kind: 'flags', name: null, flags: ['one-more', ...type.flags] }
    default: return type
  }
}

it('a widened value is a value of the wider type, and says the same', () => {
  fc.assert(fc.property(typed, fc.infiniteStream(fc.nat(1000)), ({ type, value }, random) => {
    const to = widened(type, (count) => (random.next().value as number) % count)
    expect(['same', 'widens'], `${printType(type)} → ${printType(to)}`).toContain(wireBetween(type, to).kind)
    const converted = converter(type, to)(value)
    const text = printJson(converted, to)
    const read = converter({ kind: 'known', name: 'json' }, { kind: 'tuple', items: [to] })(`[${text}]`) as [Value]
    expect(deepEqualValue(read[0], converted, to), `${printType(type)} → ${printType(to)}: ${text}`).toBe(true)
  }), { numRuns: 2000 })
})

it.each([
  ['u8', 's64'], ['u32', 'u64'], ['s32', 'f64'], ['f32', 'f64'], ['char', 'string'], ['list<u8>',
    'list<f32>'], ['option<u16>', 'option<f64>'],
])('no two values of %s become one of %s', (from, to) => {
  const [a, b] = [parseType(from), parseType(to)]
  const convert = converter(a, b)
  fc.assert(fc.property(anyValue(a), anyValue(a), (x, y) => {
    expect(deepEqualValue(convert(x), convert(y), b)).toBe(deepEqualValue(x, y, a))
  }))
})
