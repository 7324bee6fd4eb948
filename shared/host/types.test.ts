import { beforeAll, expect, it } from 'vitest'
import { fromJs } from '../../test/components/build.ts'
import { callOnce, hostOf } from '../../test/components/host.ts'
import type { TestHost } from '../../test/components/host.ts'

/** WIT name, WIT type, and values that a function must get and give as they are. */
const ECHOES: readonly (readonly [name: string, type: string, values: readonly unknown[]])[] = [
  ['a-bool', 'bool', [true, false]],
  ['a-s8', 's8', [-128, 127]],
  ['a-u8', 'u8', [0, 255]],
  ['a-s16', 's16', [-32768, 32767]],
  ['a-u16', 'u16', [65535]],
  ['a-s32', 's32', [-2147483648, 2147483647]],
  ['a-u32', 'u32', [4294967295]],
  ['a-s64', 's64', [-(2n ** 53n) + 1n, 9007199254740991n]],
  ['a-u64', 'u64', [0n, 9007199254740991n]],
  ['a-f32', 'f32', [1.5, -0, Number.NaN, Number.POSITIVE_INFINITY]],
  ['a-f64', 'f64', [0.1, -0, Number.NaN, Number.NEGATIVE_INFINITY]],
  ['a-char', 'char', ['a', '😀', '\ufeff']],
  ['a-string', 'string', ['', 'häß 😀', '\ufeffwith a byte order mark', 'nul \0 inside']],
  ['a-record', 'point', [{ x: -1, yAxis: 2.5 }]],
  ['odd-names', 'odd', [{ class: 1, toString: 2, htmlText: 3, v12: 4 }]],
  ['a-variant', 'shape', [{ tag: 'circle', val: 1.5 }, { tag: 'rect', val: { x: 1, yAxis: 2 } }, { tag: 'nothing' }, { tag: 'deep-down', val: [undefined, 'a'] }]],
  ['an-enum', 'color', ['red', 'dark-green']],
  ['some-flags', 'perms', [{ canRead: true, canWrite: false, export: true }]],
  ['a-tuple', 'tuple<u8, string, option<u32>>', [[1, 'a', undefined], [1, 'a', 5]]],
  ['bytes', 'list<u8>', [Uint8Array.of(), Uint8Array.of(0, 255)]],
  ['some-s8', 'list<s8>', [Int8Array.of(-1)]],
  ['some-u32', 'list<u32>', [Uint32Array.of(1, 4294967295)]],
  ['some-f32', 'list<f32>', [Float32Array.of(1.5)]],
  ['some-f64', 'list<f64>', [Float64Array.of(0.1)]],
  ['some-u64', 'list<u64>', [BigUint64Array.of(1n)]],
  ['some-bools', 'list<bool>', [[true, false]]],
  ['some-chars', 'list<char>', [['x', '😀']]],
  ['some-strings', 'list<string>', [[], ['a', '']]],
  ['some-records', 'list<point>', [[{ x: 1, yAxis: 2 }]]],
  ['lists-of-lists', 'list<list<string>>', [[['a'], []]]],
  ['an-option', 'option<string>', [undefined, '', 'a']],
  ['option-of-option', 'option<option<string>>', [{ tag: 'none' }, { tag: 'some', val: undefined }, { tag: 'some', val: 'x' }]],
  ['options-listed', 'list<option<option<u8>>>', [[{ tag: 'none' }, { tag: 'some', val: undefined }, { tag: 'some', val: 1 }]]],
  ['result-inside', 'tuple<result<string, u32>>', [[{ tag: 'ok', val: 'a' }], [{ tag: 'err', val: 5 }]]],
  ['result-of-nothing-inside', 'list<result>', [[{ tag: 'ok' }, { tag: 'err' }]]],
  ['option-of-result', 'option<result<u8>>', [undefined, { tag: 'ok', val: 1 }, { tag: 'err' }]],
]

/** What a JavaScript guest returns or throws is the `ok` or `err` of the result that the function gives. */
const RESULTS: readonly (readonly [name: string, type: string, values: readonly unknown[]])[] = [
  ['result-both', 'result<string, u32>', [{ tag: 'ok', val: 'a' }, { tag: 'err', val: 5 }]],
  ['result-ok', 'result<string>', [{ tag: 'ok', val: '' }, { tag: 'err' }]],
  ['result-err', 'result<_, string>', [{ tag: 'ok' }, { tag: 'err', val: '' }]],
  ['result-neither', 'result', [{ tag: 'ok' }, { tag: 'err' }]],
  ['result-options', 'result<option<string>, option<u8>>', [{ tag: 'ok' }, { tag: 'ok', val: 'a' }, { tag: 'err' }, { tag: 'err', val: 3 }]],
  ['result-records', 'result<point, shape>', [{ tag: 'ok', val: { x: 1, yAxis: 2 } }, { tag: 'err', val: { tag: 'nothing' } }]],
  ['result-lists', 'result<list<u8>, list<string>>', [{ tag: 'ok', val: Uint8Array.of(1) }, { tag: 'err', val: ['a'] }]],
]

const WIT = `
package test:echo@1.2.3;
interface all {
  record point { x: s32, y-axis: f64 }
  record odd { class: u8, to-string: u8, HTML-text: u8, v1-2: u8 }
  variant shape { circle(f32), rect(point), nothing, deep-down(list<option<string>>) }
  enum color { red, dark-green }
  flags perms { can-read, can-write, %export }
  ${[...ECHOES, ...RESULTS].map(([name, type]) => `${name}: func(value: ${type}) -> ${type};`).join('\n  ')}
  delete: func();
  to-JSON: func() -> u8;
}
world echo {
  export all;
  export nothing-at-all: func();
}`

const camel = (name: string): string => name.toLowerCase().replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
const JS = `
const echo = (value) => value
const result = (value) => { if (value.tag === 'err') throw value.val; return value.val }
export const all = {
  ${ECHOES.map(([name]) => `${camel(name)}: echo`).join(', ')},
  ${RESULTS.map(([name]) => `${camel(name)}: result`).join(', ')},
  delete() {}, toJson() { return 1 }, toJSON() { return 1 },
}
export const nothingAtAll = () => {}
`

let host: TestHost
beforeAll(async () => {
  host = await hostOf(await fromJs({ wit: WIT, js: JS, stubWasi: true }))
}, 60_000)

const cases = [...ECHOES, ...RESULTS].flatMap(([name, type, values]) => values.map((value) => ({ name, type, value })))

it.each(cases)('$name: $type takes and gives $value', ({ name, value }) => {
  expect(callOnce(host, name, value)).toEqual({ ok: true, value })
})

it.each([
  ['test:echo/all.delete', undefined],
  ['test:echo/all.to-JSON', 1],
  ['nothing-at-all', undefined],
])('%s is found under the name that the transpiler made of it', (path, value) => {
  expect(callOnce(host, path)).toEqual({ ok: true, value })
})

it.each([
  ['an-enum', 'purple'],
  ['a-variant', { tag: 'square' }],
  ['a-string', 5],
])('%s refuses %j before the component sees it', (path, value) => {
  expect(callOnce(host, path, value)).toMatchObject({ ok: false, kind: 'bad-value' })
})
