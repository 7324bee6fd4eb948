import { Big } from './big'
import { powerOf10 } from './powers'

/** More digits than any double or half-way point between two has; what follows them only says "a little more". */
const MAX_DIGITS: i32 = 800

/**
 * The double nearest to the decimal number in the bytes from `from` to `to`, ties to even, as JavaScript reads it. The
 * caller has checked the form `[+-]digits[.digits][e[+-]digits]`; either run of digits around the point may be empty.
 */
export function parseNumber(from: usize, to: usize): f64 {
  const negative = load<u8>(from) == 0x2d
  if (negative || load<u8>(from) == 0x2b) from++
  let mantissa: u64 = 0
  let digits = 0
  /** The power of ten of the last digit. */
  let scale = 0
  let afterPoint = false
  let at = from
  for (; at < to; at++) {
    const byte = load<u8>(at)
    if (byte == 0x2e) {
      afterPoint = true
      continue
    }
    const digit = <u32>byte - 0x30
    if (digit > 9) break
    if (afterPoint) scale--
    if (digits == 0 && digit == 0) continue
    if (++digits <= 19) mantissa = mantissa * 10 + digit
  }
  if (at < to) scale += exponentAt(at + 1, to)
  if (mantissa == 0) return negative ? -0.0 : 0
  const value = digits <= 19 && mantissa <= 9007199254740992 && scale >= -22 && scale <= 22
    ? scale < 0 ? <f64>mantissa / powerOf10(-scale) : <f64>mantissa * powerOf10(scale)
    : exactly(from, at, digits, scale)
  return negative ? -value : value
}

/** Stops counting where the value is zero or infinite whatever the mantissa. */
function exponentAt(at: usize, to: usize): i32 {
  const negative = load<u8>(at) == 0x2d
  if (negative || load<u8>(at) == 0x2b) at++
  let exponent = 0
  for (; at < to; at++) {
    if (exponent < 100000000) exponent = exponent * 10 + <i32>load<u8>(at) - 0x30
  }
  return negative ? -exponent : exponent
}

/** By long division of two integers, one bit of the result at a time. */
function exactly(from: usize, to: usize, digits: i32, scale: i32): f64 {
  if (digits + scale > 310) return Infinity
  if (digits + scale < -330) return 0
  const above = Big.of(0)
  let read = 0
  let more = false
  for (let at = from; at < to; at++) {
    const digit = <u32>load<u8>(at) - 0x30
    if (digit > 9 || (read == 0 && digit == 0)) continue
    if (++read <= MAX_DIGITS) above.multiply(10, digit)
    else if (digit != 0) more = true
  }
  scale += max(digits - MAX_DIGITS, 0)
  if (more) {
    above.multiply(10, 1)
    scale--
  }
  const below = Big.of(1)
  if (scale < 0) below.multiplyByPowerOf10(-scale)
  else above.multiplyByPowerOf10(scale)

  // The value is above / below × 2^power, with 1 ≤ above / below < 2.
  let power = above.bits() - below.bits()
  if (power > 0) below.shiftLeft(power)
  else above.shiftLeft(-power)
  if (above.compare(below) < 0) {
    above.shiftLeft(1)
    power--
  }
  if (power > 1023) return Infinity
  if (power < -1075) return 0
  const bits = power < -1022 ? 53 + power + 1022 : 53
  let mantissa: u64 = 0
  for (let bit = 0; bit < bits; bit++) {
    mantissa <<= 1
    if (above.compare(below) >= 0) {
      above.subtract(below)
      mantissa |= 1
    }
    above.shiftLeft(1)
  }
  const half = above.compare(below)
  if (half > 0 || (half == 0 && (mantissa & 1))) mantissa++
  // A mantissa that was rounded up to 2^53 carries into the exponent, which is what it should do.
  return reinterpret<f64>(bits < 53 ? mantissa : mantissa + (<u64>(power + 1022) << 52))
}
