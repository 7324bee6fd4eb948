import { describe, expect, it } from 'vitest'
import { parseType } from './parse.ts'
import type { PortType, WitType } from './types.ts'
import { wireBetween } from './wire.ts'

const T: WitType = { kind: 'var', name: 'T' }
const OPEN: Readonly<Record<string, PortType>> = {
  any: { kind: 'any' }, unit: { kind: 'unit' }, T, 'list<T>': { kind: 'list', item: T }, 'option<T>': { kind: 'option', some: T },
}

/** WIT syntax, and what stands in `OPEN`. */
const port = (text: string): PortType => OPEN[text] ?? parseType(text)

describe('a wire', () => {
  it.each([
    ['u8', 'u8', 'same'],
    ['json', 'json', 'same'],
    ['any', 'any', 'same'],
    ['unit', 'unit', 'same'],
    ['u8', 'T', 'same'],
    ['T', 'u8', 'same'],
    ['T', 'any', 'same'],
    ['list<u8>', 'list<T>', 'same'],
    ['image', 'list<T>', 'widens'],
    ['u8', 'option<T>', 'widens'],
    ['record { a: u8, b: list<string> }', 'record { a: u8, b: list<string> }', 'same'],
    ['result<json, string>', 'result<json, string>', 'same'],

    ['u8', 'u16', 'widens'],
    ['u8', 's16', 'widens'],
    ['u32', 's64', 'widens'],
    ['u32', 'u64', 'widens'],
    ['s32', 'f64', 'widens'],
    ['u16', 'f32', 'widens'],
    ['f32', 'f64', 'widens'],
    ['char', 'string', 'widens'],
    ['u8', 'option<u8>', 'widens'],
    ['u8', 'option<option<u64>>', 'widens'],
    ['option<u8>', 'option<option<u8>>', 'widens'],
    ['option<u8>', 'option<u32>', 'widens'],
    ['list<u8>', 'list<u16>', 'widens'],
    ['list<char>', 'list<string>', 'widens'],
    ['tuple<u8, char>', 'tuple<u16, string>', 'widens'],
    ['record { a: u8, b: u8 }', 'record { b: u16 }', 'widens'],
    ['record { a: u8, b: u8 }', 'record { b: u8, a: u8 }', 'widens'],
    ['record { a: record { b: u8, c: u8 } }', 'record { a: record { b: u8 } }', 'widens'],
    ['variant { a(u8), b }', 'variant { b, c, a(option<u8>) }', 'widens'],
    ['enum { a, b }', 'enum { b, a, c }', 'widens'],
    ['flags { a, b }', 'flags { a, b, c }', 'widens'],
    ['result<u8, string>', 'result<u16, json>', 'widens'],

    ['html', 'string', 'widens'],
    ['string', 'html', 'widens'],
    ['string', 'url', 'widens'],
    ['image', 'list<u8>', 'widens'],
    ['list<u8>', 'image', 'widens'],
    ['timestamp', 's64', 'widens'],
    ['s64', 'timestamp', 'widens'],
    ['list<string>', 'list<markdown>', 'widens'],

    ['string', 'json', 'widens'],
    ['html', 'json', 'widens'],
    ['record { a: list<u8> }', 'json', 'widens'],
    ['option<u8>', 'json', 'widens'],
    ['unit', 'json', 'widens'],
    ['any', 'json', 'widens'],
    ['list<u8>', 'list<json>', 'widens'],
    ['json', 'option<json>', 'widens'],
    ['json', 'option<option<json>>', 'widens'],
    ['u8', 'option<json>', 'widens'],
    ['option<u8>', 'option<json>', 'widens'],
    ['unit', 'any', 'widens'],
    ['json', 'any', 'widens'],
    ['option<u8>', 'any', 'widens'],

    ['json', 'html', 'checked'],
    ['json', 'u8', 'checked'],
    ['json', 'option<u8>', 'checked'],
    ['json', 'image', 'checked'],
    ['json', 'record { name: string }', 'checked'],
    ['list<json>', 'list<string>', 'checked'],
    ['record { a: u8, b: json }', 'record { b: u8 }', 'checked'],
    ['result<json, string>', 'result<bool, string>', 'checked'],
    ['option<json>', 'option<u8>', 'checked'],
  ])('from %s to %s: %s', (from, to, kind) => {
    expect(wireBetween(port(from), port(to))).toEqual({ kind })
  })

  it.each([
    ['u32', 'u8', 'u32 does not go into u8: u8 holds only whole numbers from 0 to 255.'],
    ['s8', 'u64', 's8 does not go into u64: u64 holds only whole numbers from 0 to 18446744073709551615.'],
    ['u64', 's64',
      'u64 does not go into s64: s64 holds only whole numbers from -9223372036854775808 to 9223372036854775807.'],
    ['s64', 'f64', 's64 does not go into f64: f64 is not exact enough for every s64.'],
    ['u32', 'f32', 'u32 does not go into f32: f32 is not exact enough for every u32.'],
    ['f64', 'f32', 'f64 does not go into f32: f32 is not exact enough for every f64.'],
    ['f64', 'u32', 'f64 does not go into u32: u32 holds only whole numbers from 0 to 4294967295.'],
    ['html', 'markdown', 'html does not go into markdown.'],
    ['image', 'list<u16>', 'image does not go into list<u16>.'],
    ['char', 'html', 'char does not go into html.'],
    ['string', 'char', 'string does not go into char.'],
    ['string', 'enum { a }', 'string does not go into enum { a }.'],
    ['option<u8>', 'u8', 'option<u8> does not go into u8: option<u8> may be empty and u8 may not.'],
    ['option<option<u8>>', 'option<u8>',
      'option<option<u8>> does not go into option<u8>: option<u8> may be empty and u8 may not.'],
    ['list<s16>', 'list<u8>',
      'list<s16> does not go into list<u8>: each item: u8 holds only whole numbers from 0 to 255.'],
    ['tuple<u8, u8>', 'tuple<u8>', 'tuple<u8, u8> does not go into tuple<u8>: a tuple of 2 is not a tuple of 1.'],
    ['tuple<u8, bool>', 'tuple<u8, u8>', 'tuple<u8, bool> does not go into tuple<u8, u8>: item 1: bool is not u8.'],
    ['record order { id: u32 } order', 'record { id: u32, rate: f64 }',
      'order does not go into record { id: u32, rate: f64 }: order has no field rate.'],
    ['record order { lines: list<record { id: u32 }> } order', 'record small { lines: list<record { id: u8 }> } small',
      'order does not go into small: field lines, each item, field id: u8 holds only whole numbers from 0 to 255.'],
    ['variant { a(u8), b }', 'variant { a(u8) }',
      'variant { a(u8), b } does not go into variant { a(u8) }: the receiver does not know the case b.'],
    ['variant { a(u8) }', 'variant { a }',
      'variant { a(u8) } does not go into variant { a }: the case a has a value here and none there.'],
    ['variant { a }', 'variant { a(u8) }',
      'variant { a } does not go into variant { a(u8) }: the case a has no value here and one there.'],
    ['result<u8>', 'result<u8, string>',
      'result<u8> does not go into result<u8, string>: the case err has no value here and one there.'],
    ['enum { a, b }', 'enum { a }',
      'enum { a, b } does not go into enum { a }: the receiver does not know the case b.'],
    ['flags { a, b }', 'flags { b, c }',
      'flags { a, b } does not go into flags { b, c }: the receiver does not know the flag a.'],
    ['unit', 'string',
      'unit does not go into string: a signal has no value: wire it to after, or to a json input, where it is null.'],
    ['u8', 'unit', 'u8 does not go into unit: the receiver takes a signal, not a value.'],
    ['any', 'u8', 'any does not go into u8: a value of any type may not fit.'],
  ])('from %s to %s is refused: %s', (from, to, reason) => {
    const verdict = wireBetween(port(from), port(to))
    expect(verdict).toMatchObject({ kind: 'refused', reason })
  })
})

describe('what would make a refused wire work is offered:', () => {
  const CORE = {
    'parse-number': { takes: 'string', gives: 'f64' },
    'parse-bool': { takes: 'string', gives: 'bool' },
    'parse-time': { takes: 'string', gives: 'timestamp' },
    'print-time': { takes: 'timestamp', gives: 'string' },
    'encode-text': { takes: 'string', gives: 'list<u8>' },
    'decode-text': { takes: 'list<u8>', gives: 'string' },
    'parse-json': { takes: 'string', gives: 'json' },
    'print-json': { takes: 'json', gives: 'string' },
    format: { takes: 'any', gives: 'string' },
  } as const

  it.each([
    ['string', 'f64', { core: 'parse-number', input: 'text' }],
    ['string', 'option<f64>', { core: 'parse-number', input: 'text' }],
    ['string', 'bool', { core: 'parse-bool', input: 'text' }],
    ['string', 'timestamp', { core: 'parse-time', input: 'text' }],
    ['string', 'list<u8>', { core: 'encode-text', input: 'text' }],
    ['string', 'f32', { core: 'parse-json', input: 'text' }],
    ['timestamp', 'string', { core: 'print-time', input: 'time' }],
    ['list<u8>', 'string', { core: 'decode-text', input: 'bytes' }],
    ['string', 'record { a: u8 }', { core: 'parse-json', input: 'text' }],
    ['string', 'list<string>', { core: 'parse-json', input: 'text' }],
    ['u32', 'string', { core: 'format', input: 'value' }],
    ['record { a: u8 }', 'string', { core: 'format', input: 'value' }],
    ['any', 'string', { core: 'format', input: 'value' }],
    ['enum { a }', 'option<string>', { core: 'format', input: 'value' }],
  ] as const)('from %s to %s: %o', (from, to, offers) => {
    expect(wireBetween(port(from), port(to))).toMatchObject({ kind: 'refused', offers })
    const { takes, gives } = CORE[offers.core]
    expect(wireBetween(port(from), port(takes)).kind).not.toBe('refused')
    expect(wireBetween(port(gives), port(to)).kind).not.toBe('refused')
  })

  it.each([
    ['u32', 'u8', 'u8'],
    ['f64', 'option<s32>', 's32'],
    ['u64', 's64', 's64'],
    ['string', 'u32', 'u32'],
    ['s32', 'timestamp', 's64'],
    ['f64', 'timestamp', 's64'],
  ])('from %s to %s: to-integer for %s', (from, to, type) => {
    expect(wireBetween(port(from), port(to))).toMatchObject({ offers: { core: 'to-integer', input: 'value', with: { type } } })
    expect(wireBetween(port(from), port('json')).kind).not.toBe('refused')
    expect(wireBetween(port(type), port(to)).kind).not.toBe('refused')
  })

  it.each(['string', 'option<string>'])('from json to %s, for JSON that is no string: print-json', (to) => {
    const offers = { core: 'print-json', input: 'value' }
    expect(wireBetween(port('json'), port(to))).toEqual({ kind: 'checked', offers })
    expect(wireBetween(port('json'), port('html'))).toEqual({ kind: 'checked' })
  })

  it.each([
    ['string', 'enum { a }'],
    ['string', 'image'],
    ['string', 'char'],
    ['html', 'markdown'],
    ['option<string>', 'string'],
    ['result<string, u8>', 'string'],
    ['unit', 'string'],
    ['s64', 'f64'],
    ['f64', 'f32'],
  ])('from %s to %s: nothing', (from, to) => {
    expect(wireBetween(port(from), port(to))).not.toHaveProperty('offers')
  })
})

it('a deep type is compared without a deep cost', () => {
  const deep = (kind: 'u8' | 'string', depth: number): PortType =>
    parseType(`${'option<'.repeat(depth)}${kind}${'>'.repeat(depth)}`)
  expect(wireBetween(deep('u8', 63), deep('string', 63)).kind).toBe('refused')
  expect(wireBetween(deep('u8', 62), deep('u8', 63)).kind).toBe('widens')
  expect(wireBetween(deep('u8', 1), deep('string', 63)).kind).toBe('refused')
})

it('a shared type is compared by what it is, however often it occurs', () => {
  const unusable: PortType = { kind: 'unusable', reason: 'a resource cannot travel' }
  expect(wireBetween(unusable, unusable)).toEqual({
    kind: 'refused',
    reason: 'unusable does not go into unusable: a resource cannot travel.',
  })
})
