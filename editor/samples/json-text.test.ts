import { expect, it } from 'vitest'
import { printText, readText } from './json-text.ts'

const noArray = (json: unknown) => (Array.isArray(json) ? 'Not a list.' : null)

it.each([
  { text: '{"a": 1}', reading: { ok: true, json: { a: 1 } } },
  { text: '"1e999"', reading: { ok: true, json: '1e999' } },
  { text: '[1]', reading: { ok: false, message: 'Not a list.', offset: null } },
  { text: '{\n  "a": 1\n  "b": 2\n}', reading: { ok: false, message: 'Line 3, column 3: a comma or } is missing.', offset: 13 } },
  { text: '', reading: { ok: false, message: 'Line 1, column 1: the text is empty.', offset: 0 } },
  { text: '{"n": 1e999}', reading: { ok: false, message: 'This number is beyond what a JSON number may be here: put it into quotes.', offset: 6 } },
])('$text reads as $reading', ({ text, reading }) => expect(readText(text, noArray)).toEqual(reading))

it.each([{ json: undefined, text: '' }, { json: null, text: 'null' }, { json: { a: [1] }, text: '{\n  "a": [\n    1\n  ]\n}' }])(
  '$json is written as $text', ({ json, text }) => expect(printText(json)).toBe(text))
