import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isShortJson } from './is-json.ts'

it.each([
  'null', ' true ', '\tfalse\r\n', '0', '-0', '-12.5e-3', '1E+2', '"a\\u00e9\\"\\\\ü\u2028"', '[]', '{}', '[ ]', '{ }',
  '[1, [2], {"a" : {"b":[]}}]', '{"":[{}],"a":-1}', `${'['.repeat(2_500)}${']'.repeat(2_500)}`,
])('%j is JSON', (text) => expect(isShortJson(text)).toBe(true))

it.each([
  '', ' ', 'nul', 'nulll', 'True', 'NaN', 'undefined', "'a'", '01', '-', '1.', '.5', '+1', '1e', '1e+', '-a', '0x1',
  '"', '"a', '"\\x"', '"\\u00g0"', '"\\u00"', '"\\', '"a\nb"', '"\0"', '\ufeff1', '\u00a01', '1 2', '[', ']', '[1', '[1,]', '[,]', '[1 2]',
  '{', '}', '{"a"', '{"a":', '{"a":1', '{"a":1,}', '{"a" 1}', '{a:1}', '{"a":1]', '[1}', '{1:2}', '{"a":1}}', '[]]', '"a"b', '//',
])('%j is none', (text) => expect(isShortJson(text)).toBe(false))

it('longer texts are for others to look at', () => {
  expect(isShortJson('"'.padEnd(4_999, 'ü') + '"')).toBe(true)
  expect(isShortJson('"'.padEnd(5_000, 'ü') + '"')).toBe(null)
})

it('what was looked at before leaves no trace', () => {
  isShortJson('[[[[1234567890')
  expect([isShortJson('['), isShortJson('"a'), isShortJson('12')]).toEqual([false, false, true])
})

it('agrees with JSON.parse about every document, whole or with a fault in it', () => {
  const junk = fc.constantFrom('', ',', '"', '}', ']', '[', '{', ':', '\\', '0', 'e', '.', '-', ' ', '\n', '\u0001', '\u00a0', 'u00')
  const broken = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), junk, fc.boolean())
  fc.assert(fc.property(broken, ([text, at, junk, replaces]) => {
    const where = at % (text.length + 1)
    const changed = text.slice(0, where) + junk + text.slice(replaces ? where + 1 : where)
    expect([changed, isShortJson(changed)]).toEqual([changed, parses(changed)])
  }), { numRuns: 5000 })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
