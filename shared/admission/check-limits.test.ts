import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ComponentError } from '../wit/decode/error.ts'
import { checkLimits } from './check-limits.ts'
import { ADMISSION_LIMITS } from './limits.ts'

const number = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(Math.floor(value / 128))]
const section = (id: number, content: readonly number[]): number[] => [id, ...number(content.length), ...content]
const repeated = (count: number, ...bytes: number[]): number[] => Array.from({ length: count }, () => bytes).flat()

const CORE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]

/** A module of one type, a function for each body and what else is given. A body is its locals and its code. */
function moduleOf(bodies: readonly (readonly number[])[], { params = 0, other = [] as number[] } = {}): number[] {
  const code = [...number(bodies.length)]
  for (const body of bodies) for (const byte of [...number(body.length), ...body]) code.push(byte)
  return [
    ...CORE,
    ...section(1, [0x01, 0x60, ...number(params), ...repeated(params, 0x7f), 0x00]),
    ...section(3, [...number(bodies.length), ...bodies.map(() => 0x00)]),
    ...other,
    ...section(10, code),
  ]
}

/** A component of these modules. */
function around(...modules: readonly Iterable<number>[]): Uint8Array {
  const parts = modules.map((each) => Uint8Array.from(each))
  const headers = parts.map((each) => [0x01, ...number(each.length)])
  const preamble = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]
  const bytes = new Uint8Array(
    preamble.length + parts.reduce((sum, each, index) => sum + headers[index]!.length + each.length, 0),
  )
  bytes.set(preamble)
  let at = preamble.length
  parts.forEach((each, index) => {
    bytes.set(headers[index]!, at)
    bytes.set(each, at + headers[index]!.length)
    at += headers[index]!.length + each.length
  })
  return bytes
}

const locals = (count: number, code: readonly number[] = []): number[] => [0x01, ...number(count), 0x7f, ...code, 0x0b]
const plain = (code: readonly number[]): number[] => [0x00, ...code, 0x0b]
const NOP = 0x01

function refusal(bytes: Uint8Array): { code: string; message: string; offset: number | null } | null {
  try {
    checkLimits(bytes)
    return null
  } catch (error) {
    if (!(error instanceof ComponentError)) throw error
    return { code: error.code, message: error.message, offset: error.offset }
  }
}

const tables = (count: number): number[] => section(4, [0x01, 0x70, 0x00, ...number(count)])
const blocks = (count: number): number[] => [...repeated(count, 0x02, 0x40), ...repeated(count, 0x0b)]
const branches = (count: number): number[] => [0x0e, ...number(count), ...repeated(count + 1, 0x00)]
const imports = (count: number): number[] =>
  section(2, [...number(count), ...repeated(count, 0x01, 0x61, 0x01, 0x62, 0x00, 0x00)])
const bodies = (count: number): number[][] => Array.from({ length: count }, () => plain([]))

it.each<[keyof typeof ADMISSION_LIMITS, string, () => Uint8Array, () => Uint8Array]>([
  ['locals', '2,000', () => around(moduleOf([locals(2_000)])), () => around(moduleOf([locals(2_001)]))],
  [
    'locals',
    '2,000',
    () => around(moduleOf([locals(1_990)], { params: 10 })),
    () => around(moduleOf([locals(1_991)], { params: 10 })),
  ],
  [
    'bodyBytes',
    '1,048,576',
    () => around(moduleOf([plain(repeated(1_048_574, NOP))])),
    () => around(moduleOf([plain(repeated(1_048_575, NOP))])),
  ],
  [
    'bodyBytesTimesLocals',
    '64,000,000',
    () => around(moduleOf([locals(1_000, repeated(63_995, NOP))])),
    () => around(moduleOf([locals(1_000, repeated(63_996, NOP))])),
  ],
  [
    'blockNesting',
    '4,000',
    () => around(moduleOf([plain(blocks(3_999))])),
    () => around(moduleOf([plain(blocks(4_000))])),
  ],
  [
    'branchTargets',
    '20,000',
    () => around(moduleOf([plain(branches(20_000))])),
    () => around(moduleOf([plain(branches(20_001))])),
  ],
  ['functions', '100,000', () => around(moduleOf(bodies(100_000))), () => around(moduleOf(bodies(100_001)))],
  [
    'functions',
    '100,000',
    () => around(moduleOf(bodies(50_000)), moduleOf(bodies(50_000))),
    () => around(moduleOf(bodies(50_000)), moduleOf(bodies(50_001))),
  ],
  [
    'functions',
    '100,000',
    () => around(moduleOf([], { other: imports(100_000) })),
    () => around(moduleOf([], { other: imports(100_001) })),
  ],
  [
    'tableEntries',
    '100,000',
    () => around(moduleOf([], { other: tables(100_000) })),
    () => around(moduleOf([], { other: tables(100_001) })),
  ],
  [
    'tableEntries',
    '100,000',
    () => around(moduleOf([], { other: tables(60_000) }), moduleOf([], { other: tables(40_000) })),
    () => around(moduleOf([], { other: tables(60_000) }), moduleOf([], { other: tables(40_001) })),
  ],
])('holds %s to %s', (limit, value, within, beyond) => {
  expect(refusal(within())).toBe(null)
  expect(refusal(beyond())).toEqual({
    code: 'limit',
    message: expect.stringContaining(`the limit "${limit}" is ${value}`),
    offset: expect.any(Number),
  })
})

it('finds what a component inside a component holds', () => {
  const inner = around(moduleOf([locals(2_001)]))
  const outer = Uint8Array.from([...around(), ...section(4, [...inner])])
  expect(refusal(outer)!.message).toContain('the limit "locals" is 2,000')
})

it('holds components in one another to a depth', () => {
  let bytes = [...around()]
  for (let depth = 0; depth < 64; depth += 1) bytes = [...around(), ...section(4, bytes)]
  expect(refusal(Uint8Array.from(bytes))).toBe(null)
  bytes = [...around(), ...section(4, bytes)]
  expect(refusal(Uint8Array.from(bytes))!.message).toContain('the limit "componentNesting" is 64')
})

const long = 'x'.repeat(1_025)

it.each([
  ['(core module (import "a`b" "c" (func)))', 'nameCharacters'],
  ['(core module (import "a" "${x}\\5c" (func)))', 'nameCharacters'],
  ['(core module (func (export "it\\27s")))', 'nameCharacters'],
  ['(core module (func (export "a\\0a")))', 'nameCharacters'],
  ['(core module (func (export "gr\\c3\\bcn")))', 'nameCharacters'],
  [`(core module (func (export "${long}")))`, 'nameLength'],
  ['(core module (func (export "then")))', 'exportName'],
  ['(core module (memory (export "__proto__") 1))', 'exportName'],
  ['(component (core module (func (export "constructor"))))', 'exportName'],
  ['(import "f" (func $f)) (export "then" (func $f))', 'exportName'],
  ['(import "f" (func $f)) (instance (export "constructor" (func $f)))', 'exportName'],
  ['(core func $f (canon task.cancel)) (core instance (export "__proto__" (func $f)))', 'exportName'],
  [
    '(core module $m (func (export "a"))) (core instance $i (instantiate $m)) (alias core export $i "b`" (core func))',
    'nameCharacters',
  ],
  ['(core type (module (import "a`" "b" (func))))', 'nameCharacters'],
])('refuses the names of %s', async (fields, limit) => {
  const bytes = await parse(`(component ${fields})`)
  expect(refusal(bytes)).toEqual({
    code: 'limit',
    message: expect.stringContaining(`the limit "${limit}" is`),
    offset: expect.any(Number),
  })
})

it.each([
  ['not-wasm', Uint8Array.of(1, 2, 3), 'This is not WebAssembly'],
  ['core-module', Uint8Array.from(moduleOf([])), 'This is a core module, not a component'],
  ['malformed', around(moduleOf([plain([0x27])])), 'unknown instruction 0x27'],
  ['malformed', around(moduleOf([plain([0xfc, 0x7f])])), 'unknown instruction 0xfc'],
  ['malformed', around(moduleOf([[0x00, NOP]])), 'a function ends in the middle of something'],
  ['malformed', around(moduleOf([plain([0x41])])), 'a function ends in the middle of something'],
  ['malformed', around(moduleOf([plain([0x0b])])), 'a function goes on behind its end'],
  ['malformed', around(moduleOf([plain([0x43, 0x00])])), 'a function ends in the middle of something'],
  [
    'malformed',
    around([0x00, 0x61, 0x73, 0x6d, 0x02, 0x00, 0x00, 0x00]),
    'a core module of a known version should begin here',
  ],
  ['malformed', around([...moduleOf([]), 0x0e, 0x00]), 'unknown section 14 in a core module'],
])('refuses what is %s', (code, bytes, message) =>
  expect(refusal(bytes)).toMatchObject({ code, message: expect.stringContaining(message) }),
)

const VENDOR = new URL('../../node_modules/@bytecodealliance/jco-transpile/vendor/', import.meta.url)
const REAL = ['js-component-bindgen-component.core.wasm', 'wasm-tools.core.wasm'].map((name) =>
  readFileSync(new URL(name, VENDOR)),
)

it('lets 10 MB of real code pass', () => {
  const bytes = around(...REAL, ...REAL)
  expect(bytes.length).toBeGreaterThan(10_000_000)
  expect(() => checkLimits(bytes)).not.toThrow()
})

it('takes every cut and every changed byte of a component for one or refuses it', async () => {
  const bytes = await parse(`(component
    (import "f" (func $f (param "x" string)))
    (core module $m
      (type $t (sub (struct (field i32) (field (mut (ref null $t))))))
      (rec (type $a (array i8)) (type $g (func (param (ref $a)) (result i64))))
      (import "env" "g" (func (param i32)))
      (import "env" "m" (memory 1 2))
      (table 3 10 funcref)
      (global i32 (i32.const 1))
      (elem (i32.const 0) func 0)
      (data "abc")
      (func (export "run") (param i32) (local i64 f32 f32)
        (block (loop (br_if 1 (local.get 0)) (br_table 0 1 0 (local.get 0)))) (drop (i32.load offset=300 (i32.const 5)))))
    (core type (module (import "a" "b" (func)) (export "c" (memory 1))))
    (component $c (import "x" (func)) (export "y" (func 0)))
    (instance $i (instantiate $c (with "x" (func $f))))
    (alias export $i "y" (func $y))
    (export "y" (func $y)))`)
  const seen = { taken: 0, refused: 0 }
  const count = (changed: Uint8Array): void => {
    seen[refusal(changed) === null ? 'taken' : 'refused'] += 1
  }
  for (let end = 0; end < bytes.length; end += 1) count(bytes.subarray(0, end))
  for (let at = 0; at < bytes.length; at += 1) for (let value = 0; value < 256; value += 5) count(bytes.with(at, value))
  expect(seen.taken).toBeGreaterThan(0)
  expect(seen.refused).toBeGreaterThan(bytes.length)
})
