import { expect, it } from 'vitest'
import type { Given } from './definition.ts'
import { called } from './core-call.test-support.ts'

const NONE = { tag: 'none' }
const some = (val: unknown) => ({ tag: 'some', val })

it.each<[string, readonly unknown[], string, unknown]>([
  ['gate', [5, true], 'u8', 5],
  ['gate', [5, false], 'u8', undefined],
  ['gate', [undefined, true], 'option<u8>', some(undefined)],
  ['gate', [5, false], 'option<u8>', NONE],
  ['or-else', [undefined, 1], 'u8', 1],
  ['or-else', [0, 1], 'u8', 0],
  ['or-else', [NONE, 1], 'option<u8>', 1],
  ['or-else', [some(undefined), 1], 'option<u8>', undefined],
  ['or-else', ['null', '1'], 'json', '1'],
  ['or-else', ['"null"', '1'], 'json', '"null"'],
  ['append', [undefined, 5], 'u8', new Uint8Array([5])],
  ['append', [new Uint8Array([4]), 5], 'u8', new Uint8Array([4, 5])],
  ['append', [new Uint16Array([4]), 5], 'u16', [4, 5]],
  ['concat', [new Uint8Array([4]), new Uint8Array([5])], 'u8', new Uint8Array([4, 5])],
  ['concat', [[], ['a']], 'string', ['a']],
])('%s of %o, where T is %s, gives %o', (name, args, type, value) =>
  expect(called(name, args, {}, { T: type })).toEqual({ ok: true, value }))

it.each<[Given, string, unknown]>([
  [{ type: 'u8' }, '255', { tag: 'ok', val: 255 }],
  [{ type: 'u8' }, '256', { tag: 'err', val: '256 is not within 0 and 255' }],
  [{ type: 'u8' }, '-1', { tag: 'err', val: '-1 is not within 0 and 255' }],
  [{ type: 'u8' }, '2.55e2', { tag: 'ok', val: 255 }],
  [{ type: 's8' }, '-12800e-2', { tag: 'ok', val: -128 }],
  [{ type: 's64' }, '-9223372036854775808', { tag: 'ok', val: -(2n ** 63n) }],
  [{ type: 'u64' }, '"18446744073709551615"', { tag: 'ok', val: 2n ** 64n - 1n }],
  [{ type: 'u64' }, '18446744073709551616', { tag: 'err', val: '18446744073709551616 is not within 0 and 18446744073709551615' }],
  [{ type: 's32' }, '" +7 "', { tag: 'ok', val: 7 }],
  [{ type: 's32' }, '1.5', { tag: 'err', val: '1.5 is not whole' }],
  [{ type: 's32', round: 'nearest' }, '1.5', { tag: 'ok', val: 2 }],
  [{ type: 's32', round: 'nearest' }, '-1.5', { tag: 'ok', val: -2 }],
  [{ type: 's32', round: 'nearest' }, '1.49', { tag: 'ok', val: 1 }],
  [{ type: 's32', round: 'down' }, '-1.5', { tag: 'ok', val: -2 }],
  [{ type: 's32', round: 'up' }, '-1.5', { tag: 'ok', val: -1 }],
  [{ type: 's32', round: 'up' }, '0.001', { tag: 'ok', val: 1 }],
  [{ type: 's32', round: 'down' }, '1e-300', { tag: 'ok', val: 0 }],
  [{ type: 's32' }, '1e999999999', { tag: 'err', val: '1e999999999 is too large or too small' }],
  [{ type: 's32' }, '""', { tag: 'err', val: 'the text is empty' }],
  [{ type: 's32' }, '"NaN"', { tag: 'err', val: '"NaN" is not a number' }],
  [{ type: 's32' }, 'null', { tag: 'err', val: 'null is not a number' }],
  [{ type: 's32' }, '{"a":1}', { tag: 'err', val: '{"a":1} is not a number' }],
])('to-integer with %j makes of %s %o', (given, json, value) => expect(called('to-integer', [json], given)).toEqual({ ok: true, value }))

it('merge-objects keeps the digits of numbers', () =>
  expect(called('merge-objects', ['{"id":12345678901234567890}', '{"a\\"b":1}'])).toEqual({ ok: true, value: { tag: 'ok', val: '{"id":12345678901234567890,"a\\"b":1}' } }))
