import { expect, it } from 'vitest'
import { parseType } from './parse.ts'
import { printType } from './print.ts'
import { evidenceOf, mentionsVariable, substitute } from './type-variables.ts'
import type { WitType } from './types.ts'

const T: WitType = { kind: 'var', name: 'T' }
const OPEN: Readonly<Record<string, WitType>> = {
  T,
  'option<T>': { kind: 'option', some: T },
  'list<T>': { kind: 'list', item: T },
  'option<list<T>>': { kind: 'option', some: { kind: 'list', item: T } },
  'result<T, string>': { kind: 'result', ok: T, err: { kind: 'string' } },
  'tuple<T, U>': { kind: 'tuple', items: [T, { kind: 'var', name: 'U' }] },
  'record { a: T }': { kind: 'record', name: null, fields: [{ name: 'a', type: T }] },
  'variant { a(T), b }': { kind: 'variant', name: null, cases: [{ name: 'a', type: T }, { name: 'b', type: null }] },
}
const type = (text: string): WitType => OPEN[text] ?? parseType(text)

it.each([
  ['T', 'u8'],
  ['option<T>', 'option<u8>'],
  ['result<T, string>', 'result<u8, string>'],
  ['tuple<T, U>', 'tuple<u8, U>'],
  ['record { a: T }', 'record { a: u8 }'],
  ['variant { a(T), b }', 'variant { a(u8), b }'],
  ['option<list<T>>', 'option<list<u8>>'],
  ['string', 'string'],
])('%s with u8 for T is %s', (open, known) => {
  expect(printType(substitute(type(open), new Map([['T', { kind: 'u8' }]])))).toBe(known)
  expect(mentionsVariable(type(open))).toBe(open !== 'string')
})

it.each([
  ['T', 'u8', ['T: u8']],
  ['T', 'option<u8>', ['T: option<u8>']],
  ['T', 'list<T>', []],
  ['option<T>', 'u8', ['T: u8']],
  ['option<T>', 'option<u8>', ['T: u8']],
  ['option<T>', 'json', ['T: json']],
  ['list<T>', 'list<string>', ['T: string']],
  ['list<T>', 'image', ['T: u8']],
  ['list<T>', 'json', ['T: json']],
  ['list<T>', 'html', []],
  ['list<T>', 'string', []],
  ['option<list<T>>', 'list<u8>', ['T: u8']],
  ['string', 'string', []],
])('a wire into %s from %s says %j', (open, given, said) => {
  expect(evidenceOf(type(open), type(given)).map(([name, found]) => `${name}: ${printType(found)}`)).toEqual(said)
})
