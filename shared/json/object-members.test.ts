import fc from 'fast-check'
import { expect, it } from 'vitest'
import { objectMembers } from './object-members.ts'

it.each([
  ['{}', []],
  [' { "a" : 1 , "b":[2, {"c":3}] } ', [['a', '1'], ['b', '[2, {"c":3}]']]],
  ['{"id":12345678901234567890}', [['id', '12345678901234567890']]],
  ['{"a\\"\\u0041":"}"}', [['a"A', '"}"']]],
  ['{"a":1,"a":2}', [['a', '2']]],
])('the members of %s are %j', (text, members) => expect([...objectMembers(text)!]).toEqual(members))

it.each(['[1]', '"{"', '1', 'null'])('%s is no object', (text) => expect(objectMembers(text)).toBe(null))

it('gives what JSON.parse gives', () =>
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(2), (object, indent) => {
    const members = Array.from(objectMembers(JSON.stringify(object, null, indent))!, ([name, text]) => [name, JSON.parse(text)] as const)
    expect(new Map(members)).toEqual(new Map(Object.entries(JSON.parse(JSON.stringify(object)) as object)))
  })))
