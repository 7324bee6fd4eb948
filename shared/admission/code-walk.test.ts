import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { expect, it } from 'vitest'
import { ComponentError } from '../wit/decode/error.ts'
import { checkLimits } from './check-limits.ts'

const TYPES = `
  (type $f (func (param i32) (result i32)))
  (type $s (sub (struct (field (mut i32)) (field (mut i8)))))
  (type $a (array (mut i16)))
  (type $r (array (mut funcref)))
  (import "e" "g" (global $g (mut i32)))
  (table $t 1 funcref) (table $u 1 funcref)
  (memory $m 1) (memory $n 1)
  (elem $e func) (data $d "")
  (tag $x (param i32))
  (func $h (type $f) (unreachable))
  (elem declare func $h)`

const LOADS = ['i32.load', 'i64.load32_u', 'f32.load', 'f64.store', 'i32.store8', 'i64.store32']

// One or more for each kind of immediates and each prefix; see "Instructions" of the core specification.
const INSTRUCTIONS = [
  'nop',
  'return',
  'drop',
  'select',
  'ref.is_null',
  'ref.eq',
  'ref.as_non_null',
  'i32.add',
  'i64.extend32_s',
  'f64.nearest',
  'block end',
  'block (result i32) end',
  'block (type $f) end',
  'block (result (ref null $s)) end',
  'loop (param i32) (result f64) end',
  'if else end',
  'if (result i32) i32.const 1 else i32.const 2 end',
  'try_table (catch $x 0) (catch_ref $x 0) (catch_all 0) (catch_all_ref 0) end',
  'try_table (result i32) end',
  'throw $x',
  'throw_ref',
  'br 0',
  'br_if 0',
  'br_table 0',
  'br_table 0 0 0 0',
  'br_on_null 0',
  'br_on_non_null 0',
  'br_on_cast 0 anyref (ref $s)',
  'br_on_cast_fail 0 (ref null $s) (ref null i31)',
  'call $h',
  'call_indirect $t (type $f)',
  'call_ref $f',
  'return_call $h',
  'return_call_indirect $u (type $f)',
  'return_call_ref $f',
  'select (result i32)',
  'select (result (ref null $a))',
  'local.get 0',
  'local.set 0',
  'local.tee 0',
  'global.get $g',
  'global.set $g',
  'table.get $u',
  'table.set $t',
  ...LOADS,
  ...LOADS.map((load) => `${load} offset=70000 align=1`),
  ...LOADS.map((load) => `${load} $n offset=5`),
  'memory.size',
  'memory.size $n',
  'memory.grow $n',
  'memory.init $n $d',
  'data.drop $d',
  'memory.copy $m $n',
  'memory.fill $n',
  'table.init $u $e',
  'elem.drop $e',
  'table.copy $t $u',
  'table.grow $u',
  'table.size $u',
  'table.fill $u',
  'i32.const 0',
  'i32.const -1',
  'i32.const 2147483647',
  'i64.const -9223372036854775808',
  'f32.const nan',
  'f64.const 0x1p-3',
  'ref.null func',
  'ref.null $s',
  'ref.null none',
  'ref.func $h',
  'struct.new $s',
  'struct.new_default $s',
  'struct.get $s 0',
  'struct.get_s $s 1',
  'struct.get_u $s 1',
  'struct.set $s 0',
  'array.new $a',
  'array.new_default $a',
  'array.new_fixed $a 3',
  'array.new_data $a $d',
  'array.new_elem $r $e',
  'array.get_s $a',
  'array.get_u $a',
  'array.get $r',
  'array.set $a',
  'array.len',
  'array.fill $a',
  'array.copy $a $a',
  'array.init_data $a $d',
  'array.init_elem $r $e',
  'ref.test (ref $s)',
  'ref.test (ref null i31)',
  'ref.cast (ref $a)',
  'ref.cast (ref null $f)',
  'any.convert_extern',
  'extern.convert_any',
  'ref.i31',
  'i31.get_s',
  'i31.get_u',
  'i32.trunc_sat_f32_s',
  'i64.trunc_sat_f64_u',
  'i64.add128',
  'i64.mul_wide_u',
  'v128.load',
  'v128.load8x8_s offset=200',
  'v128.load64_splat $n',
  'v128.store align=4',
  'v128.const i64x2 1 -1',
  'i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31',
  'i8x16.swizzle',
  'f64x2.splat',
  'i8x16.extract_lane_s 15',
  'f64x2.replace_lane 1',
  'i8x16.eq',
  'v128.bitselect',
  'v128.any_true',
  'v128.load8_lane 3',
  'v128.load64_lane offset=300 1',
  'v128.store16_lane $n 7',
  'v128.load32_zero offset=4',
  'v128.load64_zero',
  'f32x4.demote_f64x2_zero',
  'i64x2.extmul_high_i32x4_u',
  'f64x2.convert_low_i32x4_u',
  'i8x16.relaxed_swizzle',
  'i32x4.relaxed_dot_i8x16_i7x16_add_s',
  'memory.atomic.notify',
  'memory.atomic.wait64 offset=8',
  'atomic.fence',
  'i32.atomic.load',
  'i64.atomic.store32 $n',
  'i64.atomic.rmw32.cmpxchg_u offset=900',
]

it.each(INSTRUCTIONS)('finds the end of %s', async (instruction) => {
  // A wrong length would take the 0x27 behind it, which is no instruction, for something else or not see it at all.
  const bytes = await parse(
    `(component (core module ${TYPES} (func (type $f) ${instruction} i32.const 7 i32.const 13 nop)))`,
  )
  checkLimits(bytes)
  const mark = [0x41, 0x07, 0x41, 0x0d, 0x01, 0x0b]
  const at = bytes.findIndex((_, start) => mark.every((byte, index) => bytes[start + index] === byte))
  expect(() => checkLimits(bytes.with(at + 4, 0x27))).toThrow(`unknown instruction 0x27 (at byte ${at + 4})`)
})

/** A component of one module with one function of that code. */
function running(...code: number[]): Uint8Array {
  const body = [0x00, ...code, 0x0b]
  const types = [0x01, 0x04, 0x01, 0x60, 0x00, 0x00]
  const functions = [0x03, 0x02, 0x01, 0x00, 0x0a, body.length + 2, 0x01, body.length, ...body]
  const module = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, ...types, ...functions]
  return Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00, 0x01, module.length, ...module)
}

it.each([
  ['try (i32) catch 0 rethrow 0 catch_all end', [0x06, 0x7f, 0x07, 0x00, 0x09, 0x00, 0x19, 0x0b]],
  ['try delegate 0', [0x06, 0x40, 0x18, 0x00]],
  // 2 as an opcode would be a block that nothing ends.
  ['br_on_cast 2 2 2', [0xfb, 0x18, 0x02, 0x02, 0x02, 0x02]],
  ['br_on_cast_fail 2 2 2', [0xfb, 0x19, 0x02, 0x02, 0x02, 0x02]],
  ['array.copy 2 2', [0xfb, 0x11, 0x02, 0x02]],
  ['table.init 2 2', [0xfc, 0x0c, 0x02, 0x02]],
  ['call_indirect 2 2', [0x11, 0x02, 0x02]],
  ['ref.null 2', [0xd0, 0x02]],
  ['atomic.fence with a byte', [0xfe, 0x03, 0x02]],
  ['i8x16.extract_lane_s 2', [0xfd, 0x15, 0x02]],
])('takes %s for what it is', (_, code) => expect(checkLimits(running(...code))).toBe(undefined))

const MODULE = await parse(`(module ${TYPES}
  (func (export "a") (param i32) (result i32) (local v128 f64)
    (block $b (result i32)
      (loop $l (br_if $l (i32.eqz (local.get 0))))
      (if (result i32) (i32.load offset=300 (local.get 0))
        (then (br_table $b $b 0 (i32.const 1) (local.get 0)))
        (else (call_indirect $t (type $f) (i32.const 2) (i32.const 0)))))
    (memory.copy (i32.const 0) (i32.const 1) (i32.const 2))
    (local.set 1 (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (local.get 1) (v128.load (i32.const 0))))
    (local.set 2 (f64.const 1.5))
    (drop (struct.get_s $s 1 (struct.new $s (i32.const 1) (i32.const 2))))
    (drop (array.new_fixed $a 2 (i32.const 1) (i32.const 2)))
    (drop (select (result i64) (i64.const -5) (i64.const 5) (i32.const 1)))
    (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
    (drop (ref.test (ref $s) (ref.null any)))
    (drop (i64.trunc_sat_f64_s (local.get 2)))
    (table.set $u (i32.const 0) (ref.func $h))
    (try_table (throw $x (i32.const 3)))))`)

it('walks every changed byte of a module that the engine takes', () => {
  expect(WebAssembly.validate(MODULE)).toBe(true)
  const header = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0, 1, (MODULE.length & 0x7f) | 0x80, MODULE.length >> 7]
  let taken = 0
  for (let at = 8; at < MODULE.length; at += 1) {
    for (let value = 0; value < 256; value += 1) {
      const changed = MODULE.with(at, value)
      if (!WebAssembly.validate(changed)) continue
      taken += 1
      try {
        checkLimits(Uint8Array.of(...header, ...changed))
      } catch (error) {
        // Names and sizes may be beyond our limits; nothing that the engine takes is malformed.
        if (!(error instanceof ComponentError) || error.code !== 'limit') {
          throw new Error(`byte ${at} set to ${value}`, { cause: error })
        }
      }
    }
  }
  expect(taken).toBeGreaterThan(10 * MODULE.length)
})
