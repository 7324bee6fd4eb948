import { byteAt } from './scan'

/** Whether a value's first byte is one that a number begins with. */
export function isNumber(value: usize): bool {
  const first = byteAt(value)
  return first == 0x2d || isDigit(first)
}

@inline function isDigit(byte: u8): bool {
  return byte >= 0x30 && byte <= 0x39
}

/**
 * Whether a number is surely written as JavaScript would print it, so that it need not be read: at most 15 digits, without
 * exponent, closing zeros after the point, minus sign before zero, or so many zeros behind the point that an exponent is used.
 */
export function isPrinted(from: usize, to: usize): bool {
  if (load<u8>(from) == 0x2d) {
    from++
    if (load<u8>(from) == 0x30) return false
  }
  let at = from
  while (at < to && isDigit(load<u8>(at))) at++
  if (at == to) return to - from <= 15
  const last = load<u8>(to - 1)
  if (load<u8>(at) != 0x2e || last == 0x30 || to - from > 16) return false
  if (load<u8>(from) == 0x30 && to - at > 7) return false
  for (at++; at < to; at++) {
    if (!isDigit(load<u8>(at))) return false
  }
  return true
}
