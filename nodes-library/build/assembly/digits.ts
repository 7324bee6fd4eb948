import { Big } from './big'
import { powerOf10 } from './powers'

/** What `shortestDigits` found: the digits 0–9 as bytes, without zeros at either end. */
export const DIGITS: usize = memory.data(24)
export let digitCount: i32 = 0
/** Where the point stands: the value is 0.d1d2d3… × 10^point. */
export let point: i32 = 0

/** The fewest decimal digits that are read back as `value`, and of those the nearest, for a finite value above zero. */
export function shortestDigits(value: f64): void {
  if (!fewDigits(value)) manyDigits(value)
}

/**
 * Up to 15 digits are told apart by every double, so the first power of ten that makes an integer of the value, from
 * which division gives the value back, has the digits. Both the power and the integer are exact.
 */
function fewDigits(value: f64): bool {
  if (value < 9007199254740992 && trunc(value) == value) {
    keep(<u64>value, 0)
    return true
  }
  for (let decimals = 1; decimals <= 22; decimals++) {
    const power = powerOf10(decimals)
    const integer = nearest(value * power)
    if (integer >= 1e15) return false
    if (integer / power == value) {
      keep(<u64>integer, decimals)
      return true
    }
  }
  return false
}

function keep(integer: u64, decimals: i32): void {
  let length = 0
  for (let rest = integer; rest != 0; rest /= 10) length++
  digitCount = 0
  point = length - decimals
  for (let index = length - 1; index >= 0; index--) {
    const digit = <u8>(integer % 10)
    integer /= 10
    if (digitCount == 0 && digit != 0) digitCount = index + 1
    store<u8>(DIGITS + index, digit)
  }
}

/** Steele and White's free-format algorithm in exact integers, as in Burger and Dybvig, "Printing Floating-Point Numbers". */
function manyDigits(value: f64): void {
  const pattern = reinterpret<u64>(value)
  const biased = <i32>(pattern >> 52)
  const fraction = pattern & 0x000f_ffff_ffff_ffff
  const mantissa = biased == 0 ? fraction : fraction | 0x0010_0000_0000_0000
  const exponent = (biased == 0 ? 1 : biased) - 1075
  const even = (mantissa & 1) == 0
  // Below a power of two the next double is only half as far away as above it.
  const uneven = fraction == 0 && biased > 1 ? 1 : 0

  // value = rest / scale; the neighbours' half-way points are at − low / scale and + high / scale.
  const rest = Big.of(mantissa)
  const scale = Big.of(1)
  const low = Big.of(1)
  rest.shiftLeft(max(exponent, 0) + 1 + uneven)
  scale.shiftLeft(max(-exponent, 0) + 1 + uneven)
  low.shiftLeft(max(exponent, 0))
  const high = low.copy()
  high.shiftLeft(uneven)

  const bits = exponent + 63 - <i32>clz(mantissa)
  point = <i32>Math.ceil(<f64>bits * 0.30102999566398114 - 1e-10)
  if (point >= 0) scale.multiplyByPowerOf10(point)
  else {
    rest.multiplyByPowerOf10(-point)
    low.multiplyByPowerOf10(-point)
    high.multiplyByPowerOf10(-point)
  }
  if (reaches(rest, high, scale, even)) point++
  else {
    rest.multiply(10)
    low.multiply(10)
    high.multiply(10)
  }
  digitCount = 0
  while (true) {
    let digit: u8 = 0
    for (; rest.compare(scale) >= 0; digit++) rest.subtract(scale)
    const under = rest.compare(low)
    const lowEnough = even ? under <= 0 : under < 0
    const highEnough = reaches(rest, high, scale, even)
    if (lowEnough || highEnough) {
      const up = !lowEnough || (highEnough && closerAbove(rest, scale, digit))
      store<u8>(DIGITS + digitCount++, digit + <u8>up)
      return
    }
    store<u8>(DIGITS + digitCount++, digit)
    rest.multiply(10)
    low.multiply(10)
    high.multiply(10)
  }
}

function reaches(rest: Big, high: Big, scale: Big, even: bool): bool {
  const sum = rest.copy()
  sum.add(high)
  const over = sum.compare(scale)
  return even ? over >= 0 : over > 0
}

/** Half-way between two digits the even one is taken. */
function closerAbove(rest: Big, scale: Big, digit: u8): bool {
  const twice = rest.copy()
  twice.shiftLeft(1)
  const over = twice.compare(scale)
  return over > 0 || (over == 0 && (digit & 1) == 1)
}
