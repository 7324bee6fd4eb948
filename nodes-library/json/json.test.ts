import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../shared/json/json.ts'
import { instantiate } from '../build/jco-caller.ts'
import { readPackage } from '../build/package-index.ts'

type Text = (...args: readonly unknown[]) => string
const { set, get, remove, rename, upperCase, addTo, hash } = (await instantiate(await readPackage('json.wasm'), {}))[
  'runnel:json/json@1.0.0'
] as Readonly<Record<string, Text>> as Record<'set' | 'get' | 'remove' | 'rename' | 'upperCase' | 'addTo' | 'hash', Text>

const document = '{ "n" : 9007199254740993,\n\t"n\\u0061me": "a\\/b", "list":[1 , 2,{"x":"]}\\""}], "last":1.50 }'

test.each([
  ['a number of 64 bits and all spaces stay', () => set(document, 'last', '2'), document.replace('1.50', '2')],
  ['a new member follows the last one', () => set(document, 'new', '{ }'), document.replace('1.50 }', '1.50,"new":{ } }')],
  ['the first member of an empty object', () => set('{ }', 'a', '1'), '{"a":1 }'],
  ['a name with an escape is found', () => set(document, 'name', '0'), document.replace('"a\\/b"', '0')],
  ['brackets and quotes in strings are passed over', () => set(document, '/list/2/x', '0'), document.replace('"]}\\""', '0')],
  ['an element is appended', () => set(document, '/list/3', '3'), document.replace('}],', '},3],')],
  ['the last of two equal names is changed', () => set('{"a":1,"a":2}', 'a', '3'), '{"a":1,"a":3}'],
  ['a value is taken as it is written', () => get(document, 'n'), '9007199254740993'],
  ['the last of two equal names is taken', () => get('{"a":1,"\\u0061":2}', 'a'), '2'],
  ['a missing value', () => get(document, '/list/x'), undefined],
  ['a first member is removed with its comma', () => remove(document, 'n'), document.replace('"n" : 9007199254740993,\n\t', '')],
  ['a last member is removed with its comma', () => remove(document, 'last'), document.replace(', "last":1.50', '')],
  ['a middle element is removed with its comma', () => remove('[1, 2, 3]', '/1'), '[1, 3]'],
  ['an only member is removed', () => remove('{ "a":1 }', 'a'), '{  }'],
  ['equal names are all removed', () => remove('{"a":1,"b":2,"a":3}', 'a'), '{"b":2}'],
  ['a renamed member keeps its place and value', () => rename(document, 'n', 'new "n"'), document.replace('"n"', '"new \\"n\\""')],
  ['of two equal names the one that counts is renamed', () => rename('{"a":1,"b":2,"a":3}', 'a', 'c'), '{"b":2,"c":3}'],
  ['a string is upper-cased with its escapes', () => upperCase('{"a":"x\\n\\u00e9\\ud83d\\ude00\\ud800"}', 'a'), '{"a":"X\\nÉ😀\\ud800"}'],
  ['a sum is printed as JavaScript prints it', () => addTo('[1e20]', '/0', 9e20), '[1e+21]'],
])('%s', (_, call, expected) => expect(call()).toBe(expected))

test.each(['', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{"a" 1}', '{a:1}', '{"a":1 "b":2}', '[1', '[1 2', '{"b":"', '{"b":"\\', '\u0000'])(
  '%j is reported as no JSON',
  (target) => expect(() => set(target, target.startsWith('[') ? '/0' : 'a', '1')).toThrow(expect.objectContaining({ problem: 'not-json' })),
)

test('memory does not grow from call to call', () => {
  const target = JSON.stringify({ a: 'x'.repeat(10_000) })
  for (let call = 0; call < 20_000; call++) expect(set(target, 'b', '1').length).toBe(target.length + 6)
})

const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }).map((value) => JSON.parse(JSON.stringify(value)) as Json)
const object = fc.dictionary(fc.oneof(fc.constantFrom('name', 'a/b', 'ü', 'a"\\'), fc.string({ unit: 'grapheme' })), json, { noNullPrototype: true })
const name = fc.oneof(fc.constantFrom('name', 'ü', 'a"\\', 'new'), fc.string({ unit: 'grapheme', minLength: 1 })).filter((name) => name !== '__proto__')
const pointer = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`

test('changes agree with JavaScript on any object', () => {
  fc.assert(fc.property(object, name, json, fc.constantFrom(undefined, 1), (target, member, value, spaces) => {
    const text = JSON.stringify(target, null, spaces)
    const { [member]: taken, ...others } = target
    expect(JSON.parse(set(text, pointer(member), JSON.stringify(value)))).toEqual({ ...target, [member]: value })
    expect(JSON.parse(remove(text, pointer(member)))).toEqual(others)
    if (!Object.hasOwn(target, member)) {
      expect(get(text, pointer(member))).toBe(undefined)
    } else {
      expect(JSON.parse(get(text, pointer(member)))).toEqual(taken)
      expect(JSON.parse(rename(text, pointer(member), 'another'))).toEqual({ ...others, another: taken })
    }
  }), { numRuns: 2000 })
})

test('strings and sums agree with JavaScript', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), fc.double({ noNaN: true }), fc.double({ noNaN: true }), (text, a, b) => {
    expect(JSON.parse(upperCase(JSON.stringify({ text }), 'text'))).toStrictEqual({ text: text.toUpperCase() })
    if (Number.isFinite(a) && Number.isFinite(a + b)) expect(addTo(`[${a}]`, '/0', b)).toBe(`[${a + b}]`)
  }), { numRuns: 5000 })
})

test('a hash agrees with JavaScript on any strings and numbers', () => {
  const values = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null)))
  fc.assert(fc.property(values, (list) => {
    const members = list.map((_, index) => `/list/${index}`)
    const hashed = JSON.parse(hash(JSON.stringify({ list }), members, 'hash')) as { readonly hash: string }
    expect(hashed.hash).toBe(fnv1a(list.map((value) => String(value)).join('|')))
  }), { numRuns: 5000 })
})

test('five functions do the work of the benchmark chain5', () => {
  const target = {
    id: 7, name: 'ada lovelace', price: 12.5, tags: ['alpha', 'beta', 'gamma'],
    note: 'the quick brown fox jumps over the lazy dog', at: { lat: 51.5074, lon: -0.1278 },
  }
  let text = set(JSON.stringify(target), 'source', '"bench"')
  text = upperCase(text, 'name')
  text = addTo(text, 'price', 1)
  text = rename(text, 'id', 'key')
  text = hash(text, ['name', 'price', 'note'], 'hash')
  const { id, ...others } = target
  expect(JSON.parse(text)).toStrictEqual({
    ...others, key: id, name: 'ADA LOVELACE', price: 13.5, source: 'bench', hash: fnv1a(`ADA LOVELACE|13.5|${target.note}`),
  })
})

function fnv1a(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
