import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typed } from './arbitrary.test-support.ts'
import { memberGetter, membersOf, memberType, memberValue, MISSING } from './member.ts'
import { parseType } from './parse.ts'
import { printType } from './print.ts'
import { outputSplitter } from './ports.ts'
import type { Value } from './value.ts'

describe('members of a value:', () => {
  it.each<[type: string, members: readonly string[], value: Value, memberType: string, found: Value]>([
    ['u8', [], 7, 'u8', 7],
    ['record { first-name: string }', ['first-name'], { firstName: 'Ada' }, 'string', 'Ada'],
    ['record { a: record { b: tuple<u8, bool> } }', ['a', 'b', '1'], { a: { b: [1, true] } }, 'bool', true],
    ['json', ['a', '0', 'b'], '{"a":[{"b":1.0}]}', 'json', '1.0'],
    ['json', ['a', 'b'], '{"a":{}}', 'json', MISSING],
    ['json', ['a'], 'null', 'json', MISSING],
    ['record { body: json }', ['body', 'email'], { body: '{"email":"a@b"}' }, 'json', '"a@b"'],
    ['list<json>', ['1', 'a'], ['{}', '{"a":2}'], 'json', '2'],
    ['list<u8>', ['1'], new Uint8Array([1, 2]), 'u8', 2],
    ['list<u8>', ['2'], new Uint8Array([1, 2]), 'u8', MISSING],
    ['variant { low(u8), high }', ['low'], { tag: 'low', val: 7 }, 'u8', 7],
    ['variant { low(u8), high }', ['low'], { tag: 'high' }, 'u8', MISSING],
    ['variant { low(u8), high }', ['high'], { tag: 'high' }, 'unit', undefined],
    ['result<json, u8>', ['ok', 'a'], { tag: 'ok', val: '{"a":1}' }, 'json', '1'],
    ['result<json, u8>', ['ok', 'a'], { tag: 'err', val: 1 }, 'json', MISSING],
    ['result<json, u8>', ['err'], { tag: 'err', val: 1 }, 'u8', 1],
    ['option<record { a: u8 }>', ['a'], { a: 1 }, 'u8', 1],
    ['option<record { a: u8 }>', ['a'], undefined, 'u8', MISSING],
    ['option<option<json>>', ['a'], { tag: 'some', val: '{"a":1}' }, 'json', '1'],
    ['option<option<json>>', ['a'], { tag: 'some', val: undefined }, 'json', MISSING],
    ['option<option<json>>', ['a'], { tag: 'none' }, 'json', MISSING],
    ['record { a: option<u8> }', ['a'], { a: undefined }, 'option<u8>', undefined],
    ['flags { can-read }', ['can-read'], { canRead: true }, 'bool', true],
  ])('%s . %j of %o is %s %o', (type, members, value, ofType, found) => {
    const getter = memberGetter(parseType(type), members)
    expect(getter && [printType(getter.type), getter.get(value)]).toEqual([ofType, found])
  })

  it.each([
    ['u8', ['0']], ['string', ['length']], ['record { a: u8 }', ['b']], ['record { a: u8 }',
      ['constructor']], ['record { first-name: u8 }', ['firstName']],
    ['tuple<u8>', ['1']], ['tuple<u8>', ['00']], ['list<u8>', ['length']], ['variant { low(u8) }',
      ['high']], ['result<u8>', ['some']],
    ['enum { a }', ['a']], ['html', ['a']], ['image', ['0']], ['record { a: u8 }', ['a', 'b']], ['flags { a }', ['b']],
  ])('%s never has %j', (type, members) => {
    expect(memberGetter(parseType(type), members)).toBe(null)
  })
})

it('one member at a time says the same', () => {
  const type = parseType('variant { low(u8), high }')
  expect(memberType(type, 'low')).toEqual({ kind: 'u8' })
  expect(memberType(type, 'middle')).toBe(null)
  expect(memberValue({ tag: 'low', val: 7 }, type, 'low')).toEqual({ found: true, value: 7 })
  expect(memberValue({ tag: 'high' }, type, 'low')).toEqual({ found: false })
  expect(memberValue({ tag: 'high' }, type, 'middle')).toEqual({ found: false })
})

it('what a port unfolds into can be read, and has the type it is said to have', () => {
  fc.assert(fc.property(typed, ({ type, value }) => {
    for (const [member, ofType] of membersOf(type)) {
      const getter = memberGetter(type, [member])
      expect(getter?.type, printType(type)).toEqual(ofType)
      expect(() => getter!.get(value)).not.toThrow()
    }
  }))
})

it('the member of a case is what the port of that case fires', () => {
  const type = parseType('variant { low(u8), high }')
  for (const value of [{ tag: 'low', val: 7 }, { tag: 'high' }]) {
    const member = memberGetter(type, [value.tag])!.get(value)
    expect(outputSplitter(type)(value).slice(1)).toEqual([[`out.${value.tag}`, member]])
  }
})
