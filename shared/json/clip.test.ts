import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clipJson } from './clip.ts'
import type { Json } from './json.ts'

it.each<[text: string, maxLength: number, json: Json]>([
  ['[1,2,30,4]', 7, [1, 2]],
  ['[1,2,30,4]', 8, [1, 2, 30]],
  ['{"a":"hello","b":1}', 9, { a: 'hel' }],
  ['{"a":"hello","b":1}', 14, { a: 'hello' }],
  ['{"a":tru', 7, {}],
  ['{"a":[{"b":[1,2]}]}', 13, { a: [{ b: [] }] }],
  ['"a\\u00e9b"', 6, 'a'],
  ['"a\\\\b"', 3, 'a'],
  ['"a\\\\b"', 4, 'a\\'],
  ['"x😀"', 3, 'x'],
  ['"x\\ud83d\\ude00"', 8, 'x'],
  ['123456', 3, null],
  ['[', 0, null],
  ['{"a" : 1 , "b":2}', 5, {}],
])('%s cut at %i is %j', (text, maxLength, json) => {
  expect(clipJson(text, maxLength)).toEqual({ json, whole: false })
})

it('a document that fits is whole', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom('', '  '), (value, space) => {
    const text = JSON.stringify(value, null, space)
    expect(clipJson(text, text.length)).toEqual({ json: JSON.parse(text), whole: true })
  }))
})

it('wherever a document is cut, the beginning stays', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 4 }), fc.nat(), (text, at) => {
    const { json, whole } = clipJson(text, at % text.length)
    expect(whole).toBe(false)
    const kept = JSON.stringify(json)
    expect(kept.length).toBeLessThanOrEqual(text.length + 4)
    expect(begins(json, JSON.parse(text) as Json), `${kept} of ${text}`).toBe(true)
  }), { numRuns: 2000 })
})

function begins(part: Json, all: Json): boolean {
  if (part === null) return true
  if (typeof part === 'string') return typeof all === 'string' && all.startsWith(part)
  if (typeof part !== 'object') return part === all
  const [parts, alls] = [Object.entries(part), new Map(Object.entries(all as Record<string, Json>))]
  const isKept = ([name, value]: [string, Json]): boolean => alls.has(name) && begins(value, alls.get(name) as Json)
  return Array.isArray(part) === Array.isArray(all) && parts.every(isKept)
}

it('what is deeper than anybody prints is cut off', () => {
  const { json, whole } = clipJson(`${'['.repeat(30_000)}${']'.repeat(30_000)}`, 64 * 1024)
  expect(whole).toBe(false)
  expect(JSON.stringify(json)).toBe('['.repeat(100) + ']'.repeat(100))
})
