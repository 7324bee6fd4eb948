import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findDuplicateMember } from './duplicate-member.ts'

it.each([
  ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', null],
  ['{"a":"a","b":["a","a"]}', null],
  ['{"a":1,\n "a":2}', { name: 'a', line: 2, column: 2 }],
  ['{"x":{"é":1,"\\u00e9":2}}', { name: 'é', line: 1, column: 13 }],
  ['[{"a":"}","b":1,"a":2}]', { name: 'a', line: 1, column: 17 }],
  ['{"a\\"":1,"a":2,"a\\"":3}', { name: 'a"', line: 1, column: 16 }],
])('%j has the duplicate %j', (text, found) => expect(findDuplicateMember(text)).toEqual(found))

it('finds none in what JSON.stringify wrote', () =>
  fc.assert(fc.property(fc.jsonValue(), (json) => findDuplicateMember(JSON.stringify(json)) === null)))
