import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typed } from './arbitrary.test-support.ts'
import { parseType } from './parse.ts'
import { outputsOf, outputSplitter } from './ports.ts'
import { printType } from './print.ts'
import type { WitType } from './types.ts'
import type { Value } from './value.ts'

const wit = (text: string): WitType | null => (text === '' ? null : parseType(text))

describe('the outputs of a function that returns', () => {
  it.each([
    ['', { done: 'unit' }],
    ['u32', { out: 'u32' }],
    ['list<u8>', { out: 'list<u8>' }],
    ['enum { a, b }', { out: 'enum { a, b }' }],
    ['result<json, string>', { out: 'json', err: 'string', result: 'result<json, string>' }],
    ['result<json>', { out: 'json', err: 'unit', result: 'result<json>' }],
    ['result<_, string>', { err: 'string', done: 'unit', result: 'result<_, string>' }],
    ['result', { err: 'unit', done: 'unit', result: 'result' }],
    ['option<u8>', { out: 'u8', none: 'unit', result: 'option<u8>' }],
    ['option<option<u8>>', { out: 'option<u8>', none: 'unit', result: 'option<option<u8>>' }],
    ['result<option<u8>>', { out: 'option<u8>', err: 'unit', result: 'result<option<u8>>' }],
    ['variant { low(u8), high }', { out: 'variant { low(u8), high }', 'out.low': 'u8', 'out.high': 'unit' }],
    ['result<variant { low(u8) }, u8>',
      { out: 'variant { low(u8) }', 'out.low': 'u8', err: 'u8', result: 'result<variant { low(u8) }, u8>' }],
    ['option<variant { low(u8) }>',
      { out: 'variant { low(u8) }', 'out.low': 'u8', none: 'unit', result: 'option<variant { low(u8) }>' }],
  ])('%s are %o, and failed', (result, ports) => {
    const printed = [...outputsOf(wit(result))].map(([port, type]) => [port, printType(type)])
    expect(printed).toEqual([
      ...Object.entries(ports),
      ['failed', 'record { kind: string, message: string, node: string, attempt: u32, payload: json }'],
    ])
  })
})

describe('what fires when a function gives', () => {
  it.each<[result: string, value: Value, fired: readonly (readonly [string, Value])[]]>([
    ['', undefined, [['done', undefined]]],
    ['u32', 7, [['out', 7]]],
    ['result<u8, string>', { tag: 'ok', val: 7 }, [['out', 7], ['result', { tag: 'ok', val: 7 }]]],
    ['result<u8, string>', { tag: 'err', val: 'no' }, [['err', 'no'], ['result', { tag: 'err', val: 'no' }]]],
    ['result', { tag: 'ok' }, [['done', undefined], ['result', { tag: 'ok' }]]],
    ['result', { tag: 'err' }, [['err', undefined], ['result', { tag: 'err' }]]],
    ['option<u8>', 7, [['out', 7], ['result', 7]]],
    ['option<u8>', undefined, [['none', undefined], ['result', undefined]]],
    ['option<option<u8>>', { tag: 'none' }, [['none', undefined], ['result', { tag: 'none' }]]],
    ['option<option<u8>>', { tag: 'some', val: undefined },
      [['out', undefined], ['result', { tag: 'some', val: undefined }]]],
    ['variant { low(u8), high }', { tag: 'low', val: 7 }, [['out', { tag: 'low', val: 7 }], ['out.low', 7]]],
    ['variant { low(u8), high }', { tag: 'high' }, [['out', { tag: 'high' }], ['out.high', undefined]]],
    ['result<variant { low(u8) }>', { tag: 'ok', val: { tag: 'low', val: 7 } },
      [['out', { tag: 'low', val: 7 }], ['out.low', 7], ['result', { tag: 'ok', val: { tag: 'low', val: 7 } }]]],
  ])('%s, %o: %o', (result, value, fired) => {
    expect(outputSplitter(wit(result))(value)).toEqual(fired)
  })
})

it('fires ports that the function has, each once, in their order', () => {
  fc.assert(fc.property(typed, ({ type, value }) => {
    const fired = outputSplitter(type)(value).map(([port]) => port)
    const ports = [...outputsOf(type).keys()]
    expect(ports.filter((port) => fired.includes(port))).toEqual(fired)
    expect(fired.length).toBeGreaterThan(0)
  }))
})
