import type { Call, CoreType, CoreValue } from './call.ts'
import { invalid } from './call.ts'
import type { Codec, Scalar } from './codec.ts'

interface ScalarType extends Scalar {
  readonly size: number
  readonly flat: CoreType
  load(call: Call, at: number): unknown
  store(call: Call, value: unknown, at: number): void
}

/** Numbers and bigints may stand in a box of their own. */
const WEIGHT = 16

function scalar({ size, flat, load, store, toCore, fromCore }: ScalarType): Codec {
  return {
    size, align: size, flat: [flat], weight: WEIGHT, load, store,
    scalar: { toCore, fromCore },
    lift: (call) => fromCore(call, call.flat[call.next++] as CoreValue),
    lower: (call, value) => { call.flat[call.next++] = toCore(call, value) },
  }
}

function wrong(call: Call, value: unknown, type: string): never {
  const shown = typeof value === 'object' && value !== null ? 'an object' : String(value)
  return invalid(call, `${shown} is no ${type}`)
}

/** As an i32, whose sign does not matter to WebAssembly. */
export function integer(call: Call, value: unknown, min: number, max: number, type: string): number {
  if (typeof value === 'number' && value >= min && value <= max && Math.floor(value) === value) return value
  return wrong(call, value, type)
}

function wide(call: Call, value: unknown, min: bigint, max: bigint, type: string): bigint {
  if (typeof value === 'bigint' && value >= min && value <= max) return value
  return wrong(call, value, type)
}

export function float(call: Call, value: unknown, type: string): number {
  return typeof value === 'number' ? value : wrong(call, value, type)
}

function toBool(call: Call, bit: number): boolean {
  if (bit === 0) return false
  return bit === 1 || invalid(call, `${bit >>> 0} is no bool`)
}

/** "i32_to_char": no surrogates, nothing beyond Unicode. */
function toChar(call: Call, code: number): string {
  if (code < 0xd800) return String.fromCharCode(code)
  if (code < 0xe000 || code >= 0x110000) return invalid(call, `${code} is the number of no character`)
  return String.fromCodePoint(code)
}

function fromChar(call: Call, value: unknown): number {
  if (typeof value !== 'string') return wrong(call, value, 'char')
  const code = value.codePointAt(0)
  if (code === undefined || (code >= 0xd800 && code < 0xe000) || value.length !== (code > 0xffff ? 2 : 1)) {
    return invalid(call, `${JSON.stringify(value)} is not one character`)
  }
  return code
}

/** A small integer. What comes flat and does not fit its type is refused, as jco does. */
function small(
  size: 1 | 2,
  min: number,
  max: number,
  type: string,
  load: (view: DataView, at: number) => number,
): Codec {
  return scalar({
    size, flat: 'i32',
    load: (call, at) => load(call.view, at),
    store: size === 1
      ? (call, value, at) => call.view.setInt8(at, integer(call, value, min, max, type))
      : (call, value, at) => call.view.setInt16(at, integer(call, value, min, max, type), true),
    fromCore: (call, core) => integer(call, core, min, max, type),
    toCore: (call, value) => integer(call, value, min, max, type),
  })
}

const MIN_S64 = -(2n ** 63n)
const MAX_S64 = 2n ** 63n - 1n
const MAX_U64 = 2n ** 64n - 1n

export const SCALARS = {
  bool: scalar({
    size: 1, flat: 'i32',
    load: (call, at) => toBool(call, call.bytes[at] as number),
    store: (call, value, at) => { call.bytes[at] = boolOf(call, value) },
    fromCore: (call, core) => toBool(call, core as number),
    toCore: (call, value) => boolOf(call, value),
  }),
  s8: small(1, -0x80, 0x7f, 's8', (view, at) => view.getInt8(at)),
  u8: small(1, 0, 0xff, 'u8', (view, at) => view.getUint8(at)),
  s16: small(2, -0x8000, 0x7fff, 's16', (view, at) => view.getInt16(at, true)),
  u16: small(2, 0, 0xffff, 'u16', (view, at) => view.getUint16(at, true)),
  s32: scalar({
    size: 4, flat: 'i32',
    load: (call, at) => call.view.getInt32(at, true),
    store: (call, value, at) => call.view.setInt32(at, integer(call, value, -0x8000_0000, 0x7fff_ffff, 's32'), true),
    fromCore: (_, core) => core,
    toCore: (call, value) => integer(call, value, -0x8000_0000, 0x7fff_ffff, 's32'),
  }),
  u32: scalar({
    size: 4, flat: 'i32',
    load: (call, at) => call.view.getUint32(at, true),
    store: (call, value, at) => call.view.setUint32(at, integer(call, value, 0, 0xffff_ffff, 'u32'), true),
    fromCore: (_, core) => (core as number) >>> 0,
    toCore: (call, value) => integer(call, value, 0, 0xffff_ffff, 'u32'),
  }),
  s64: scalar({
    size: 8, flat: 'i64',
    load: (call, at) => call.view.getBigInt64(at, true),
    store: (call, value, at) => call.view.setBigInt64(at, wide(call, value, MIN_S64, MAX_S64, 's64'), true),
    fromCore: (_, core) => core,
    toCore: (call, value) => wide(call, value, MIN_S64, MAX_S64, 's64'),
  }),
  u64: scalar({
    size: 8, flat: 'i64',
    load: (call, at) => call.view.getBigUint64(at, true),
    store: (call, value, at) => call.view.setBigUint64(at, wide(call, value, 0n, MAX_U64, 'u64'), true),
    fromCore: (_, core) => BigInt.asUintN(64, core as bigint),
    toCore: (call, value) => wide(call, value, 0n, MAX_U64, 'u64'),
  }),
  f32: scalar({
    size: 4, flat: 'f32',
    load: (call, at) => call.view.getFloat32(at, true),
    store: (call, value, at) => call.view.setFloat32(at, float(call, value, 'f32'), true),
    fromCore: (_, core) => core,
    toCore: (call, value) => float(call, value, 'f32'),
  }),
  f64: scalar({
    size: 8, flat: 'f64',
    load: (call, at) => call.view.getFloat64(at, true),
    store: (call, value, at) => call.view.setFloat64(at, float(call, value, 'f64'), true),
    fromCore: (_, core) => core,
    toCore: (call, value) => float(call, value, 'f64'),
  }),
  char: scalar({
    size: 4, flat: 'i32',
    load: (call, at) => toChar(call, call.view.getUint32(at, true)),
    store: (call, value, at) => call.view.setUint32(at, fromChar(call, value), true),
    fromCore: (call, core) => toChar(call, (core as number) >>> 0),
    toCore: (call, value) => fromChar(call, value),
  }),
} as const

function boolOf(call: Call, value: unknown): number {
  return typeof value === 'boolean' ? Number(value) : (wrong(call, value, 'bool') as number)
}
