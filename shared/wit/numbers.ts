import type { Primitive } from './types.ts'

export type IntegerKind = 's8' | 'u8' | 's16' | 'u16' | 's32' | 'u32' | 's64' | 'u64'
export type FloatKind = 'f32' | 'f64'
export type NumberKind = IntegerKind | FloatKind

/** Inclusive. */
export const INTEGER_RANGES: Readonly<Record<IntegerKind, { readonly min: bigint; readonly max: bigint }>> = {
  s8: { min: -(2n ** 7n), max: 2n ** 7n - 1n },
  u8: { min: 0n, max: 2n ** 8n - 1n },
  s16: { min: -(2n ** 15n), max: 2n ** 15n - 1n },
  u16: { min: 0n, max: 2n ** 16n - 1n },
  s32: { min: -(2n ** 31n), max: 2n ** 31n - 1n },
  u32: { min: 0n, max: 2n ** 32n - 1n },
  s64: { min: -(2n ** 63n), max: 2n ** 63n - 1n },
  u64: { min: 0n, max: 2n ** 64n - 1n },
}

/** Up to here a float holds every whole number exactly (IEEE 754: 24 and 53 bits of significand). */
const EXACT_UP_TO: Readonly<Record<FloatKind, bigint>> = { f32: 2n ** 24n, f64: 2n ** 53n }

export function isInteger(kind: string): kind is IntegerKind {
  return Object.hasOwn(INTEGER_RANGES, kind)
}

export function isFloat(kind: string): kind is FloatKind {
  return kind === 'f32' || kind === 'f64'
}

export function isNumber(kind: string): kind is NumberKind {
  return isInteger(kind) || isFloat(kind)
}

/** Held as a bigint, see `Value`. */
export function isWide(kind: Primitive): kind is 's64' | 'u64' {
  return kind === 's64' || kind === 'u64'
}

/** Whether every number of kind `from` is, exactly, one of kind `to`. */
export function numbersFit(from: NumberKind, to: NumberKind): boolean {
  if (from === to) return true
  if (isFloat(from)) return from === 'f32' && to === 'f64'
  const { min, max } = INTEGER_RANGES[from]
  if (isFloat(to)) return max <= EXACT_UP_TO[to] && min >= -EXACT_UP_TO[to]
  return min >= INTEGER_RANGES[to].min && max <= INTEGER_RANGES[to].max
}
