import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkJson } from './check.ts'

it.each([
  'null', ' [1, 2.5e-3, "\\u00e9"]\n', '{"a":{"b":[]}}', '"\u2028"', '['.repeat(20_000) + ']'.repeat(20_000),
])('%.30s is JSON', (text) => {
  expect(checkJson(text)).toEqual({ ok: true })
})

it.each([
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
  ['['.repeat(200_000), 1, 200_001],
])('%.30j is none, and says at line %i, column %i', (text, line, column) => {
  expect(checkJson(text)).toEqual({ ok: false, message: expect.stringMatching(/^\S.{5,}/), line, column })
})

it('agrees with JSON.parse on every document with a fault in it', () => {
  const junk = fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '0', 'e', '-', ' ', '\n', '\u0001', '\u00a0')
  const broken = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), junk)
  fc.assert(fc.property(broken, ([text, at, junk]) => {
    const where = at % (text.length + 1)
    const changed = text.slice(0, where) + junk + text.slice(where + (at % 2))
    const check = checkJson(changed)
    expect(check.ok).toBe(parses(changed))
    if (!check.ok) expect(check.column).toBeLessThanOrEqual(changed.length + 1)
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
