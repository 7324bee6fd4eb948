import fc from 'fast-check'
import { expect, it } from 'vitest'
import { locateJsonError } from './locate-error.ts'

it.each([
  ['', 'line 1, column 1: the text is empty'],
  ['  ', 'line 1, column 3: the text is empty'],
  ['{', 'line 1, column 2: the text ends in the middle'],
  ['[1', 'line 1, column 3: the text ends before its ]'],
  ['{"a":1', 'line 1, column 7: the text ends before its }'],
  ['{"a":1\n "b":2}', 'line 2, column 2: a comma or } is missing'],
  ['[1 2]', 'line 1, column 4: a comma or ] is missing'],
  ['{"a" 1}', "line 1, column 6: a colon is missing after the member's name"],
  ['{a:1}', "line 1, column 2: a member's name in double quotes is missing"],
  ['{"a":1,}', 'line 1, column 8: a comma stands before }'],
  ['[1,]', 'line 1, column 4: a comma stands before ]'],
  ["{'a':1}", "line 1, column 2: a member's name in double quotes is missing"],
  ["['a']", 'line 1, column 2: strings stand in double quotes'],
  ['// no', 'line 1, column 1: JSON has no comments'],
  ['tru', 'line 1, column 1: tru is not a value: strings stand in double quotes'],
  ['[undefined]', 'line 1, column 2: undefined is not a value: strings stand in double quotes'],
  ['01', 'line 1, column 1: this is not a number of JSON'],
  ['.5', 'line 1, column 1: this is not a number of JSON'],
  ['1.', 'line 1, column 1: this is not a number of JSON'],
  ['NaN', 'line 1, column 1: NaN is not a value: strings stand in double quotes'],
  ['"a', 'line 1, column 3: the text ends inside a string'],
  ['"a\\', 'line 1, column 3: this escape is not one of JSON'],
  ['"\\x"', 'line 1, column 2: this escape is not one of JSON'],
  ['"\\u12g4"', 'line 1, column 2: this escape is not one of JSON'],
  ['"a\nb"', 'line 1, column 3: a string holds a line break or control character: write it as an escape'],
  ['1 2', 'line 1, column 3: something follows after the end of the JSON'],
  ['{}\r\n\r\nx', 'line 3, column 1: something follows after the end of the JSON'],
  [',', 'line 1, column 1: a value is missing'],
  ['}', 'line 1, column 1: a value is missing'],
])('%j is refused at %s', (text, where) => expect(locateJsonError(text)?.text).toBe(where))

it('finds nothing wrong with any JSON', () =>
  fc.assert(fc.property(fc.json(), (text) => locateJsonError(text) === null)))

it('agrees with JSON.parse about broken JSON', () =>
  fc.assert(fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '{', ']', '\\', '1', 'e', ' '), (json, at, put) => {
    const where = at % (json.length + 1)
    const text = json.slice(0, where) + put + json.slice(where + 1)
    expect(locateJsonError(text) === null).toBe(parses(text))
  }), { numRuns: 2000 }))

it('reads a hundred thousand open brackets without running out of stack', () =>
  expect(locateJsonError('['.repeat(100_000))?.text).toBe('line 1, column 100001: the text ends in the middle'))

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
