import { expect, it } from 'vitest'
import { matchesGlob } from './glob.ts'

it.each([
  ['', '', true],
  ['', '*', true],
  ['', '?', false],
  ['a', '', false],
  ['report.pdf', '*.pdf', true],
  ['report.pdf.zip', '*.pdf', false],
  ['report-1', 'report-?', true],
  ['report-12', 'report-?', false],
  ['😀', '?', true],
  ['abcabc', '*abc', true],
  ['abcabd', '*abc*', true],
  ['mississippi', 'm*iss*p?', true],
  ['mississippi', 'm*iss*z', false],
  ['a.c', 'a.c', true],
  ['abc', 'a.c', false],
  ['[x]', '[x]', true],
  ['A', 'a', false],
])('%j against %j: %s', (text, pattern, holds) => expect(matchesGlob(text, pattern)).toBe(holds))

it('a pattern of many stars is done after length times length steps', () =>
  expect(matchesGlob('a'.repeat(2_000), `${'a*'.repeat(500)}b`)).toBe(false))
