import { expect, it } from 'vitest'
import { outputCheck } from './check-output.ts'
import { parseType } from './parse.ts'

const flawOf = (type: string, value: unknown): string | null => {
  try {
    outputCheck(parseType(type))?.(value)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

it.each([
  { type: 'json', value: '{"a": 1}' },
  { type: 'string', value: '{' },
  { type: 'option<json>', value: undefined },
  { type: 'result<json, string>', value: { tag: 'err', val: '{' } },
  { type: 'list<json>', value: ['1', '"x"'] },
])('$value passes as $type', ({ type, value }) => expect(flawOf(type, value)).toBe(null))

it.each([
  { type: 'json', value: '{', place: '' },
  { type: 'option<json>', value: '{', place: '' },
  { type: 'option<option<json>>', value: { tag: 'some', val: '{' }, place: 'some' },
  { type: 'result<json, string>', value: { tag: 'ok', val: '{' }, place: 'ok' },
  { type: 'result<string, json>', value: { tag: 'err', val: '{' }, place: 'err' },
  { type: 'list<json>', value: ['1', '{'], place: '1' },
  { type: 'tuple<u8, json>', value: [1, '{'], place: '1' },
  { type: 'record { some-part: json }', value: { somePart: '{' }, place: 'some-part' },
  { type: 'variant { a(json), b }', value: { tag: 'a', val: '{' }, place: 'a' },
])('broken JSON is found in $type', ({ type, value, place }) => {
  const flaw = flawOf(type, value)
  expect(flaw).toContain('no JSON: ')
  expect(flaw).toContain(place)
})
