import { expect, it } from 'vitest'
import { parseSignature } from '../wit/parse.ts'
import { fitSignature } from './fits.ts'

const fit = (blank: string, fn: string) => fitSignature(parseSignature(blank), parseSignature(fn))

it.each([
  ['func(text: string)', 'func(text: string)', { text: 'text' }],
  ['func(text: string)', 'func(value: string)', { text: 'value' }],
  ['func(text: string)', 'func(value: string, times: option<u8>)', { text: 'value' }],
  ['func(text: string)', 'func(prefix: option<string>, value: string)', { text: 'value' }],
  ['func(a: string, b: string)', 'func(prefix: option<string>, value: string)', { a: 'prefix', b: 'value' }],
  ['func(n: u8)', 'func(flag: option<bool>, n: u32)', { n: 'n' }],
  ['func(width: u32, picture: image)', 'func(picture: image, width: u32)', { width: 'width', picture: 'picture' }],
  ['func(size: u32, picture: image)', 'func(picture: image, width: u32)', { picture: 'picture', size: 'width' }],
  ['func(count: u8)', 'func(n: s32)', { count: 'n' }],
  ['func(order: json)', 'func(order: record { id: u32 })', { order: 'order' }],
  ['func()', 'func(times: option<u8>)', {}],
])('%s is filled by %s', (blank, fn, names) =>
  expect(fit(blank, fn)).toEqual({ kind: 'fits', names: new Map(Object.entries(names)), result: 'same' }))

it.each([
  ['func(text: string)', 'func(text: u32)', 'Its parameter text has another type: string does not go into u32'],
  ['func(order: json)', 'func(value: record { id: u32 })', 'It has no parameter for order.'],
  ['func(text: string, keep: string)', 'func(text: string)', 'It has no parameter for keep.'],
  ['func(text: string)', 'func(text: string, width: u32, height: u32)', 'It also needs width and height.'],
  ['func(a: string, b: u32)', 'func(x: u32, y: string)', 'It takes x and y, and the node gives a and b: which goes where cannot be told.'],
])('%s is not filled by %s', (blank, fn, reason) =>
  expect(fit(blank, fn)).toEqual({ kind: 'misfit', reason: expect.stringContaining(reason) }))

it.each([
  ['string', 'string', 'same'],
  ['string', 'html', 'converts'],
  ['string', 'result<string, u8>', 'converts'],
  ['json', 'option<u32>', 'converts'],
  ['string', 'u32', 'differs'],
  ['string', 'result<_, u8>', 'differs'],
])('a result of %s is to one of %s: %s', (blank, fn, result) =>
  expect(fit(`func() -> ${blank}`, `func() -> ${fn}`)).toMatchObject({ result }))
