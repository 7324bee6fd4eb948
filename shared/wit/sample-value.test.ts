import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyType } from './arbitrary.test-support.ts'
import { fromJson, toJson } from './json-form.ts'
import { parseType } from './parse.ts'
import { defaultValue, describeType } from './sample-value.ts'

it('the value a form starts with is one of the type', () => {
  fc.assert(fc.property(anyType, (type) => {
    expect(toJson(fromJson(defaultValue(type), type), type)).toEqual(defaultValue(type))
  }))
})

it.each([
  ['u8', 'whole number, 0 to 255'],
  ['list<u8>', 'bytes'],
  ['list<option<json>>', 'list of JSON, or nothing'],
  ['record { a: u8, b: u8 }', 'record with a, b'],
  ['record order { a: u8 } order', 'order with a'],
  ['result<html, enum { gone, lost }>', 'HTML, or an error: one of gone, lost'],
  ['result', 'success, or an error'],
  ['flags { a, b, c, d, e, f, g, h }', 'any of a, b, c, d, e, f and 2 more'],
])('%s is for people: %s', (type, words) => {
  expect(describeType(parseType(type))).toBe(words)
})
