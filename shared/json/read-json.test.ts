import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readJson } from './read-json.ts'

/** As a test's name. */
const named = (texts: readonly string[]) => texts.map((text) => [JSON.stringify(text).slice(0, 30), text] as const)

it.each(named([
  'null', ' [1, 2.5e-3, "\\u00e9"]\n', '{"a":{"b":[]}}', '"\u2028"',
  JSON.stringify({ text: '[{'.repeat(10_000), quoted: '"[\\"'.repeat(10_000) }),
  `[${Array(20_000).fill('[]').join()}]`,
]))('%s is JSON', (_, text) => {
  expect(readJson(text)).toEqual({ ok: true, json: JSON.parse(text) })
})

it.each<readonly [text: string, line: number, column: number]>([
  ['', 1, 1],
  ['{"a":1,}', 1, 8],
  ['[1 2]', 1, 4],
  ['{\n  "a": tru\n}', 2, 8],
  ['{"a":1}\n}', 2, 1],
  ["{'a':1}", 1, 2],
  ['"a\nb"', 1, 3],
  ['"\\x"', 1, 2],
  ['01', 1, 1],
  ['[NaN]', 1, 2],
  ['\ufeff1', 1, 1],
  ['{"a" 1}', 1, 6],
])('%j is none, and says at line %i, column %i', (text, line, column) => {
  expect(readJson(text)).toMatchObject({ ok: false, flaw: { reason: expect.stringMatching(/^\S.{5,}/), line, column } })
})

it('reads 10,000 levels', () =>
  expect(readJson('['.repeat(10_000) + ']'.repeat(10_000)).ok).toBe(true))

it.each(named([
  '['.repeat(5_000_000),
  '{"a":'.repeat(2_000_000),
  '['.repeat(10_001) + ']'.repeat(10_001),
  `["${'['.repeat(20_000)}",${'['.repeat(10_001)}`,
]))('%s… is nested too deeply to be read', (_, text) => {
  expect(readJson(text)).toMatchObject({
    ok: false,
    flaw: { line: 1, reason: 'lists and objects are nested more than 10000 levels deep' },
  })
})

it('agrees with JSON.parse on every document with a fault in it', () => {
  const junk = fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '0', 'e', '-', ' ', '\n', '\u0001', '\u00a0')
  const broken = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), junk)
  fc.assert(fc.property(broken, ([text, at, junk]) => {
    const where = at % (text.length + 1)
    const changed = text.slice(0, where) + junk + text.slice(where + (at % 2))
    const read = readJson(changed)
    expect(read.ok).toBe(parses(changed))
    if (!read.ok) expect(read.flaw.column).toBeLessThanOrEqual(changed.length + 1)
  }), { numRuns: 3000 })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
