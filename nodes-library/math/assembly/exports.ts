// One function for each function of wit/math.wit, with its flattened core signature.
import { RESULT, returnF64, returnNone } from '../../build/assembly/abi'
import { begin } from '../../build/assembly/memory'
import { roundDecimal } from './round'
import { compensatedSum, middle } from './statistics'

export { cabi_realloc } from '../../build/assembly/memory'

// The values of the enums in wit/math.wit.
const BY_ZERO: u8 = 0
const INDETERMINATE: u8 = 1
const HAS_FRACTION: u8 = 0
const TOO_LARGE: u8 = 1
const NOT_FINITE: u8 = 2

export function add(a: f64, b: f64): f64 {
  return a + b
}

export function subtract(a: f64, b: f64): f64 {
  return a - b
}

export function multiply(a: f64, b: f64): f64 {
  return a * b
}

export function divide(a: f64, b: f64): usize {
  return returnQuotient(a, b, a / b)
}

export function modulo(a: f64, b: f64): usize {
  begin()
  if (b == 0 || isNaN(a) || isNaN(b) || !isFinite(a)) return returnQuotient(a, b, NaN)
  const rest = a % b
  return returnF64(0, rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest)
}

function returnQuotient(a: f64, b: f64, quotient: f64): usize {
  if (b != 0 && !isNaN(quotient)) return returnF64(0, quotient)
  store<u8>(RESULT, 1)
  store<u8>(RESULT, b == 0 && a != 0 && !isNaN(a) ? BY_ZERO : INDETERMINATE, 8)
  return RESULT
}

export function power(base: f64, exponent: f64): f64 {
  return Math.pow(base, exponent)
}

export function absolute(value: f64): f64 {
  return Math.abs(value)
}

export function round(value: f64, digits: i32): f64 {
  begin()
  return roundDecimal(value, digits)
}

export function floor(value: f64): f64 {
  return Math.floor(value)
}

export function ceiling(value: f64): f64 {
  return Math.ceil(value)
}

export function scale(value: f64, fromLow: f64, fromHigh: f64, toLow: f64, toHigh: f64): usize {
  const distance = value - fromLow
  const width = fromHigh - fromLow
  return returnQuotient(distance, width, toLow + (distance / width) * (toHigh - toLow))
}

export function clamp(value: f64, low: f64, high: f64): f64 {
  return Math.min(Math.max(value, Math.min(low, high)), Math.max(low, high))
}

export function compare(a: f64, b: f64): usize {
  if (isNaN(a) || isNaN(b)) return returnNone()
  store<u8>(RESULT, 1)
  store<u8>(RESULT, a < b ? 0 : a == b ? 1 : 2, 1)
  return RESULT
}

export function checkRange(value: f64, low: f64, high: f64): usize {
  return returnF64(value < low ? 0 : value <= high ? 1 : 2, value)
}

export function sum(values: usize, count: usize): f64 {
  begin()
  return compensatedSum(values, count)
}

export function mean(values: usize, count: usize): usize {
  begin()
  return count == 0 ? returnNone() : returnF64(1, compensatedSum(values, count) / <f64>count)
}

export function median(values: usize, count: usize): usize {
  begin()
  return count == 0 ? returnNone() : returnF64(1, middle(values, count))
}

export function minimum(values: usize, count: usize): usize {
  begin()
  if (count == 0) return returnNone()
  let least = Infinity
  for (let index: usize = 0; index < count; index++) least = Math.min(least, load<f64>(values + (index << 3)))
  return returnF64(1, least)
}

export function maximum(values: usize, count: usize): usize {
  begin()
  if (count == 0) return returnNone()
  let greatest = -Infinity
  for (let index: usize = 0; index < count; index++) greatest = Math.max(greatest, load<f64>(values + (index << 3)))
  return returnF64(1, greatest)
}

export function toInteger(value: f64): usize {
  if (isFinite(value) && Math.trunc(value) == value && value >= -9223372036854775808.0 && value < 9223372036854775808.0) {
    store<u8>(RESULT, 0)
    store<i64>(RESULT, <i64>value, 8)
    return RESULT
  }
  store<u8>(RESULT, 1)
  store<u8>(RESULT, !isFinite(value) ? NOT_FINITE : Math.trunc(value) == value ? TOO_LARGE : HAS_FRACTION, 8)
  return RESULT
}

export function fromInteger(value: i64): f64 {
  return <f64>value
}
