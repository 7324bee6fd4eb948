import { DIGITS, digitCount, point, shortestDigits } from '../../build/assembly/digits'
import { parseNumber } from '../../build/assembly/parse-number'
import { MAX_PRINTED, printInteger } from '../../build/assembly/print-number'

/**
 * Rounds the digits that are printed, not the binary value behind them: 1.005 is printed so and is a little less. What
 * comes out is the double nearest to the rounded decimal.
 */
export function roundDecimal(value: f64, digits: i32): f64 {
  if (value == 0 || !isFinite(value)) return value
  shortestDigits(Math.abs(value))
  const kept = <i64>point + digits
  if (kept >= digitCount) return value
  if (kept < 0) return copysign<f64>(0, value)
  let mantissa: u64 = 0
  for (let index = 0; index < <i32>kept; index++) mantissa = mantissa * 10 + load<u8>(DIGITS + index)
  if (load<u8>(DIGITS + <i32>kept) >= 5) mantissa++
  return copysign<f64>(readBack(mantissa, digits), value)
}

/** The double nearest to mantissa / 10^digits. */
function readBack(mantissa: u64, digits: i32): f64 {
  const bytes = __alloc(MAX_PRINTED)
  let at = bytes + printInteger(mantissa, bytes)
  store<u8>(at++, 0x65)
  if (digits > 0) store<u8>(at++, 0x2d)
  at += printInteger(<u64>Math.abs(digits), at)
  return parseNumber(bytes, at)
}
