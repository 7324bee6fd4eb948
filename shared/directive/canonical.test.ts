import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from '../json/json.ts'
import { canonicalJson, digestOf } from './canonical.ts'
import type { Directive } from './schema.ts'

// RFC 8785, §3.2.2 to §3.2.4 and Appendix B.

it('writes the example of RFC 8785 §3.2.2', () =>
  expect(canonicalJson(JSON.parse(String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`) as Json)).toBe(String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`))

it('sorts members by UTF-16 units as in RFC 8785 §3.2.3', () => {
  const sorted = canonicalJson(JSON.parse(String.raw`{
    "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
  }`) as Json)
  expect(Object.values(JSON.parse(sorted) as object)).toHaveLength(7)
  expect([...sorted.matchAll(/:"([^"]+)"/g)].map(([, name]) => name)).toEqual([
    'Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh',
  ])
})

it.each([
  ['0000000000000000', '0'], ['8000000000000000', '0'], ['0000000000000001', '5e-324'], ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'], ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'], ['c340000000000000', '-9007199254740992'], ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'], ['44b52d02c7e14af6', '1e+23'], ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'], ['444b1ae4d6e2ef4f', '999999999999999900000'], ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'], ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'], ['41b3de4355555554', '333333333.33333325'], ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'], ['41b3de4355555557', '333333333.33333343'], ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
])('prints the number %s as %s', (bits, text) =>
  expect(canonicalJson(new DataView(bytesOf(bits)).getFloat64(0))).toBe(text))

it.each([NaN, Infinity, -Infinity])('refuses %s', (number) => expect(() => canonicalJson(number)).toThrow('JSON has no NaN and no infinities'))

it('gives one text for one value, whatever the order of its members', () =>
  fc.assert(fc.property(fc.jsonValue(), (json) => {
    expect(canonicalJson(reversed(json as Json))).toBe(canonicalJson(json as Json))
    expect(JSON.parse(canonicalJson(json as Json))).toEqual(JSON.parse(JSON.stringify(json)))
  })))

const DIRECTIVE: Directive = {
  directive: 1, name: 'app', packages: {}, flows: { main: { nodes: { start: { trigger: 'manual', with: { value: 'ä' } } } } },
}

it('is the sha256 of the canonical form', async () => {
  const text = '{"directive":1,"flows":{"main":{"nodes":{"start":{"trigger":"manual","with":{"value":"ä"}}}}},"name":"app","packages":{}}'
  expect(await digestOf(DIRECTIVE)).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`)
})

it('does not count what changes nothing about a run', async () =>
  expect(await digestOf({
    ...DIRECTIVE,
    $schema: 'directive.schema.json',
    view: { main: { start: { x: 1, y: 2 } } },
    samples: { main: [{ name: 'one', trigger: 'start', event: null }] },
    tests: { main: [{ name: 't', sample: 'one', expect: null }] },
  })).toBe(await digestOf(DIRECTIVE)))

it('counts everything else', async () => expect(await digestOf({ ...DIRECTIVE, note: 'changed' })).not.toBe(await digestOf(DIRECTIVE)))

function bytesOf(hex: string): ArrayBuffer {
  const buffer = new ArrayBuffer(8)
  new DataView(buffer).setBigUint64(0, BigInt(`0x${hex}`))
  return buffer
}

function reversed(json: Json): Json {
  if (Array.isArray(json)) return json.map(reversed)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).reverse().map(([name, member]) => [name, reversed(member as Json)]))
}
