import { Big } from './big'
import { DIGITS, digitCount, point, shortestDigits } from './digits'

/** The most bytes that `printNumber` writes. */
export const MAX_PRINTED: usize = 32

/** Writes a number to `to` as JavaScript prints it (ECMA-262, Number::toString), and gives the number of bytes. */
export function printNumber(value: f64, to: usize): usize {
  if (isNaN(value)) return printAscii('NaN', to)
  if (value == 0) {
    store<u8>(to, 0x30)
    return 1
  }
  let at = to
  if (value < 0) {
    store<u8>(at++, 0x2d)
    value = -value
  }
  if (value == Infinity) return at + printAscii('Infinity', at) - to
  shortestDigits(value)
  if (point > 21 || point <= -6) return printExponent(at) - to
  if (point <= 0) {
    store<u8>(at++, 0x30)
    store<u8>(at++, 0x2e)
    at = printZeros(-point, at)
    return printDigits(0, digitCount, at) - to
  }
  if (point >= digitCount) return printZeros(point - digitCount, printDigits(0, digitCount, at)) - to
  at = printDigits(0, point, at)
  store<u8>(at++, 0x2e)
  return printDigits(point, digitCount, at) - to
}

function printExponent(at: usize): usize {
  at = printDigits(0, 1, at)
  if (digitCount > 1) {
    store<u8>(at++, 0x2e)
    at = printDigits(1, digitCount, at)
  }
  const exponent = point - 1
  store<u8>(at++, 0x65)
  store<u8>(at++, exponent < 0 ? 0x2d : 0x2b)
  return at + printInteger(<u64>abs(exponent), at)
}

function printDigits(from: i32, until: i32, at: usize): usize {
  for (let index = from; index < until; index++) store<u8>(at++, load<u8>(DIGITS + index) + 0x30)
  return at
}

function printZeros(count: i32, at: usize): usize {
  memory.fill(at, 0x30, <usize>count)
  return at + <usize>count
}

function printAscii(text: string, at: usize): usize {
  return <usize>String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, at, false)
}

export function printInteger(value: u64, to: usize): usize {
  let length: usize = 1
  for (let rest = value / 10; rest != 0; rest /= 10) length++
  for (let at = to + length - 1; at >= to; at--) {
    store<u8>(at, <u8>(value % 10) + 0x30)
    value /= 10
  }
  return length
}

/** The most bytes that `printFixed` writes: the largest double has 309 digits before the point. */
export const MAX_FIXED: usize = 312 + 100

/**
 * Writes a finite value above or equal to zero with exactly `decimals` digits after the point, at most 100. The exact
 * value of the double is rounded, halves away from zero, as JavaScript's toFixed does.
 */
export function printFixed(value: f64, decimals: i32, to: usize): usize {
  const pattern = reinterpret<u64>(value)
  const biased = <i32>(pattern >> 52)
  const fraction = pattern & 0x000f_ffff_ffff_ffff
  const exponent = (biased == 0 ? 1 : biased) - 1075
  const whole = Big.of(biased == 0 ? fraction : fraction | 0x0010_0000_0000_0000)
  whole.multiplyByPowerOf10(decimals)
  if (exponent >= 0) whole.shiftLeft(exponent)
  else {
    const up = whole.bit(-exponent - 1)
    whole.shiftRight(-exponent)
    if (up) whole.add(Big.of(1))
  }
  // The digits come from the last one on, so they are written from the end of the room.
  const end = to + MAX_FIXED
  let at = end
  for (let count = 0; count <= decimals || !whole.isZero(); count++) {
    if (count == decimals && decimals > 0) store<u8>(--at, 0x2e)
    store<u8>(--at, <u8>whole.divide(10) + 0x30)
  }
  memory.copy(to, at, end - at)
  return end - at
}
