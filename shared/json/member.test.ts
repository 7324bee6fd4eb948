import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from './json.ts'
import { jsonMember, jsonPath } from './member.ts'

describe('a member of JSON text', () => {
  it.each<[text: string, member: string, found: string | null]>([
    ['{"a":1}', 'a', '1'],
    [' { "a" : 1 , "b" : [ 1, {"a":2} ] } ', 'b', '[ 1, {"a":2} ]'],
    ['{"n":12345678901234567890.00}', 'n', '12345678901234567890.00'],
    ['{"a":1,"a":{"b":2}}', 'a', '{"b":2}'],
    ['{"a":{"b":2}}', 'b', null],
    ['{"a":"b","c":1}', 'b', null],
    ['{}', 'a', null],
    ['{"":1}', '', '1'],
    ['{"\\u0061":1}', 'a', '1'],
    ['{"a\\"b":1}', 'a"b', '1'],
    ['{"\\\\":1,"x":2}', '\\', '1'],
    ['{"\\n":1}', '\\n', null],
    ['{"\\n":1}', '\n', '1'],
    ['{"😀":1}', '😀', '1'],
    ['{"\\ud83d\\ude00":1}', '😀', '1'],
    ['{"__proto__":1}', '__proto__', '1'],
    ['{"a":"}\\"]","b":null}', 'b', 'null'],
    ['{"a":"\\\\","b":true}', 'b', 'true'],
    ['{"aa":1,"a":2}', 'a', '2'],
    ['[10, 20 ,[30]]', '1', '20'],
    ['[10,20,[30]]', '2', '[30]'],
    ['[10]', '1', null],
    ['[]', '0', null],
    ['[ ]', '0', null],
    ['[10,11]', '01', null],
    ['[10,11]', '-1', null],
    ['[10]', 'length', null],
    ['{"0":1}', '0', '1'],
    ['"abc"', '0', null],
    ['7', 'a', null],
    ['null', 'a', null],
  ])('%s . %s', (text, member, found) => {
    expect(jsonMember(text, member)).toBe(found)
  })
})

it('a path goes through objects and lists', () => {
  const text = '{"orders":[{"lines":[{"sku":"x"}]}]}'
  expect(jsonPath(text, ['orders', '0', 'lines', '0', 'sku'])).toBe('"x"')
  expect(jsonPath(text, ['orders', '1', 'lines'])).toBe(null)
  expect(jsonPath(text, [])).toBe(text)
})

it('finds what JSON.parse finds, in every document', () => {
  const document = fc.jsonValue({ maxDepth: 4 })
  const indent = fc.constantFrom('', ' ', '\t')
  fc.assert(fc.property(document, indent, (given, space) => {
    const text = JSON.stringify(given, null, space)
    const parsed = JSON.parse(text) as Json
    for (const [path, value] of places(parsed)) {
      const found = jsonPath(text, path)
      expect(found === null ? 'missing' : JSON.parse(found), `${path.join('.')} of ${text}`).toEqual(value)
    }
  }), { numRuns: 1000 })
})

function places(json: Json, path: readonly string[] = []): readonly (readonly [readonly string[], Json])[] {
  const inner = typeof json === 'object' && json !== null ? Object.entries(json as Record<string, Json>) : []
  return [[path, json], ...inner.flatMap(([name, value]) => places(value, [...path, name]))]
}

it('passes a large object once', () => {
  const members = Array.from({ length: 500_000 }, (_, index) => `"member-${index}":${index}`)
  expect(jsonMember(`{${members.join()},"a":1}`, 'a')).toBe('1')
})

it('depth costs no stack', () => {
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"b":1}`
  expect(jsonMember(deep, 'b')).toBe('1')
})
