import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyType } from './arbitrary.test-support.ts'
import { parseSignature, parseType } from './parse.ts'
import { printSignature, printType } from './print.ts'
import { sameType } from './same-type.ts'
import type { Field, PortType, WitType } from './types.ts'

it('a printed type reads as the same type', () => {
  fc.assert(fc.property(anyType, (type) => {
    expect(parseType(printType(type))).toEqual(type)
  }), { numRuns: 1000 })
})

it('a printed signature reads as the same signature', () => {
  const param = fc.record({ name: fc.stringMatching(/^[a-z]{1,3}$/), type: anyType }, { noNullPrototype: true })
  const params = fc.uniqueArray(param, { selector: ({ name }) => name, maxLength: 3 })
  fc.assert(fc.property(params, fc.option(anyType), (params, result) => {
    expect(parseSignature(printSignature({ params, result }))).toEqual({ params, result })
  }))
})

function record(...fields: readonly Field[]): WitType {
  return { kind: 'record', name: null, fields }
}

describe('a type', () => {
  it.each<[text: string, type: WitType]>([
    ['json', { kind: 'known', name: 'json' }],
    ['list < u8 >', { kind: 'list', item: { kind: 'u8' } }],
    ['result', { kind: 'result', ok: null, err: null }],
    ['result<_, u8>', { kind: 'result', ok: null, err: { kind: 'u8' } }],
    ['result<u8>', { kind: 'result', ok: { kind: 'u8' }, err: null }],
    ['tuple<>', { kind: 'tuple', items: [] }],
    ['record { first-name: string, %record: u8, }',
      record({ name: 'first-name', type: { kind: 'string' } }, { name: 'record', type: { kind: 'u8' } })],
    ['variant { a(u8), b }',
      { kind: 'variant', name: null, cases: [{ name: 'a', type: { kind: 'u8' } }, { name: 'b', type: null }] }],
    ['enum { a, URL-b }', { kind: 'enum', name: null, cases: ['a', 'URL-b'] }],
    ['flags { a }', { kind: 'flags', name: null, flags: ['a'] }],
    ['// an id\ntype id = u32; /* of\nan */ record order { id: id } list<order>',
      { kind: 'list', item: { kind: 'record', name: 'order', fields: [{ name: 'id', type: { kind: 'u32' } }] } }],
    ['record %json { a: u8 } %json', { kind: 'record', name: 'json', fields: [{ name: 'a', type: { kind: 'u8' } }] }],
    ['enum e { a }; e', { kind: 'enum', name: 'e', cases: ['a'] }],
  ])('%s', (text, type) => {
    expect(parseType(text)).toEqual(type)
  })

  it.each<[text: string, message: string]>([
    ['', 'line 1, column 1: expected a type, found the end'],
    ['int', 'line 1, column 1: there is no type int'],
    ['list', 'line 1, column 5: expected < after the type, found the end'],
    ['list<u8', 'line 1, column 8: expected > after the type, found the end'],
    ['list<u8>>', 'line 1, column 9: expected the end, found >'],
    ['list<>', 'line 1, column 6: expected a type, found >'],
    ['tuple<u8 u8>', 'line 1, column 10: expected > after the type, found u8'],
    ['result<u8, _>', 'line 1, column 12: expected a type, found _'],
    ['record { a: u8\n  b: u8 }', 'line 2, column 3: expected , or }, found b'],
    ['record { a u8 }', 'line 1, column 12: expected : after a, found u8'],
    ['record { firstName: u8 }', 'line 1, column 10: firstName is no WIT name: write first-name'],
    ['record { user_id: u8 }', 'line 1, column 10: user_id is no WIT name: write user-id'],
    ['record { a: u8, A: u8 }', 'line 1, column 17: A stands twice'],
    ['record {}', 'line 1, column 9: expected a name: WIT has no empty record'],
    ['variant { a(u8 }', 'line 1, column 16: expected ) after the type of the case, found }'],
    ['stream<u8>', 'line 1, column 1: stream cannot be used yet'],
    ['string[]', 'line 1, column 7: "[" has no meaning here'],
    ['list<😀>', 'line 1, column 6: "😀" has no meaning here'],
    ['record a { b: b } record b { a: a } a', 'line 1, column 8: a contains itself, which WIT types cannot'],
    ['type a = list<a>; a', 'line 1, column 6: a contains itself, which WIT types cannot'],
    ['record a { b: c } u8', 'line 1, column 15: there is no type c'],
    ['record a { b: u8 } enum a { x } a', 'line 1, column 25: a is defined twice'],
    ['record a { b: u8', 'line 1, column 17: expected } at the end of the definition, found the end'],
    ['type a = u8', 'line 1, column 12: expected ; at the end of the definition, found the end'],
    ['%string', 'line 1, column 1: there is no type string'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseType(text)).toThrow(expect.objectContaining({ name: 'WitSyntaxError', message }))
  })
})

describe('a signature', () => {
  it.each([
    ['func()', 'func()'],
    ['func(order: record { id: u32 }, rate: f64) -> result<json, string>',
      'func(order: record { id: u32 }, rate: f64) -> result<json, string>'],
    ['add: func(a: u8,) -> u8;', 'func(a: u8) -> u8'],
    ['export run: func()', 'func()'],
    ['record order { id: id }\ntype id = u32;\nfunc(order: order) -> list<order>',
      'func(order: record { id: u32 }) -> list<record { id: u32 }>'],
  ])('%s', (text, printed) => {
    expect(printSignature(parseSignature(text))).toBe(printed)
  })

  it.each<[text: string, message: string]>([
    ['u8', 'line 1, column 1: expected func(…), found u8'],
    ['func(a: u8, a: u8)', 'line 1, column 13: a stands twice'],
    ['func(a)', 'line 1, column 7: expected : after a, found )'],
    ['func() -> ', 'line 1, column 11: expected a type, found the end'],
    ['func() u8', 'line 1, column 8: expected the end, found u8'],
    ['async func()', 'line 1, column 1: async functions cannot be used yet'],
    ['func(a: u8', 'line 1, column 11: expected , or ), found the end'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseSignature(text)).toThrow(expect.objectContaining({ name: 'WitSyntaxError', message }))
  })
})

describe('limits', () => {
  const nested = (depth: number): string => `${'list<'.repeat(depth - 1)}u8${'>'.repeat(depth - 1)}`

  it('64 levels are a type, 65 are none', () => {
    expect(printType(parseType(nested(64)))).toBe(nested(64))
    expect(() => parseType(nested(65))).toThrow('types nest more than 64 deep')
    expect(() => parseType(nested(100_000))).toThrow('types nest more than 64 deep')
  })

  it('definitions that double at every step do not become a huge type', () => {
    const doubling = Array.from({ length: 40 }, (_, at) => `type t${at + 1} = tuple<t${at}, t${at}>;`)
    expect(() => parseType(`type t0 = u8; ${doubling.join('\n')} t39`)).toThrow('the type has more than 10000 parts')
  })

  it('a chain of definitions is as deep as it is written out', () => {
    const chain = Array.from({ length: 70 }, (_, at) => `type t${at + 1} = list<t${at}>;`)
    expect(() => parseType(`type t0 = u8; ${chain.join('\n')} u8`)).toThrow('types nest more than 64 deep')
  })

  it('a chain of definitions written backwards is as deep as it is long', () => {
    const chain = (length: number): string =>
      Array.from({ length }, (_, at) => `type t${at} = ${at === length - 1 ? 'u8' : `t${at + 1}`};`).join('\n')
    expect(parseType(`${chain(60)} t0`)).toEqual({ kind: 'u8' })
    expect(() => parseType(`${chain(3000)} t0`)).toThrow('types nest more than 64 deep')
  })
})

describe('printed without inline types', () => {
  it.each<[type: PortType, text: string]>([
    [parseType('record order { id: u32 } list<order>'), 'list<order>'],
    [parseType('record %json { id: u32 } %json'), '%json'],
    [parseType('enum %stream { id } option<%stream>'), 'option<%stream>'],
    [parseType('record { id: u32 }'), 'record { id: u32 }'],
    [{ kind: 'any' }, 'any'],
    [{ kind: 'var', name: 'T' }, 'T'],
  ])('%o is %s', (type, text) => {
    expect(printType(type, { inline: false })).toBe(text)
  })
})

it('names of types do not make two types different, names and order of fields do', () => {
  expect(sameType(parseType('record a { x: u8 } a'), parseType('record b { x: u8 } b'))).toBe(true)
  expect(sameType(parseType('record { x: u8 }'), parseType('record { y: u8 }'))).toBe(false)
  expect(sameType(parseType('record { x: u8, y: u8 }'), parseType('record { y: u8, x: u8 }'))).toBe(false)
  expect(sameType(parseType('json'), parseType('string'))).toBe(false)
  fc.assert(fc.property(anyType, anyType, (a, b) => {
    expect(sameType(a, parseType(printType(a)))).toBe(true)
    expect(sameType(a, b)).toBe(printType(a) === printType(b))
  }))
})
