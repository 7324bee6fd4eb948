import { parseNumber } from '../../build/assembly/parse-number'
import { MAX_FIXED, MAX_PRINTED, printFixed, printNumber } from '../../build/assembly/print-number'

/** `[+-]digits[.digits][e[+-]digits]`, with a digit on at least one side of the point. */
export function isDecimal(text: string): bool {
  let at = sign(text, 0)
  const whole = digits(text, at)
  at += whole
  if (at < text.length && text.charCodeAt(at) == 0x2e) {
    const part = digits(text, at + 1)
    if (whole + part == 0) return false
    at += 1 + part
  } else if (whole == 0) return false
  if (at < text.length && (text.charCodeAt(at) | 0x20) == 0x65) {
    at = sign(text, at + 1)
    const exponent = digits(text, at)
    if (exponent == 0) return false
    at += exponent
  }
  return at == text.length
}

function sign(text: string, at: i32): i32 {
  return at < text.length && (text.charCodeAt(at) == 0x2b || text.charCodeAt(at) == 0x2d) ? at + 1 : at
}

function digits(text: string, from: i32): i32 {
  let at = from
  while (at < text.length && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++
  return at - from
}

/** The value of text that is decimal. */
export function numberOf(text: string): f64 {
  const bytes = String.UTF8.encode(text)
  const from = changetype<usize>(bytes)
  return parseNumber(from, from + <usize>bytes.byteLength)
}

/** `decimals` is −1 for as many as the number needs. */
export function formatted(value: f64, decimals: i32, grouping: string): string {
  if (decimals < 0 || !isFinite(value)) {
    const bytes = __alloc(MAX_PRINTED)
    return grouped(String.UTF8.decodeUnsafe(bytes, printNumber(value, bytes)), grouping)
  }
  const bytes = __alloc(MAX_FIXED)
  const digits = String.UTF8.decodeUnsafe(bytes, printFixed(abs(value), decimals, bytes))
  return grouped(value < 0 && !isZero(digits) ? '-' + digits : digits, grouping)
}

function isZero(digits: string): bool {
  for (let at = 0; at < digits.length; at++) {
    if (digits.charCodeAt(at) > 0x30) return false
  }
  return true
}

/** Puts `grouping` between each three digits before the point. */
function grouped(number: string, grouping: string): string {
  if (grouping.length == 0) return number
  const start = sign(number, 0)
  const whole = digits(number, start)
  let result = number.substring(0, start)
  for (let at = 0; at < whole; at++) {
    if (at > 0 && (whole - at) % 3 == 0) result += grouping
    result += number.charAt(start + at)
  }
  return result + number.substring(start + whole)
}
