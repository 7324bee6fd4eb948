import { parseNumber } from '../../build/assembly/parse-number'
import { MAX_PRINTED, printNumber } from '../../build/assembly/print-number'
import { QUOTE, byteAt } from './scan'
import { isNumber, isPrinted } from './numbers'
import { readUnit, secondUnit, unit } from './strings'

/** FNV-1a's offset basis, of 32 bits. */
export const HASH_START: u32 = 0x811c9dc5

@inline export function hashUnit(hash: u32, unit: u32): u32 {
  return (hash ^ unit) * 0x01000193
}

/** Hashes the value between two places, in UTF-16 code units as it is joined to a string in JavaScript. */
export function hashValue(hash: u32, value: usize, valueEnd: usize): u32 {
  if (byteAt(value) == QUOTE) return hashContent(hash, value + 1, valueEnd - 1)
  if (!isNumber(value)) return hashText(hash, value, valueEnd)
  if (isPrinted(value, valueEnd)) return hashAscii(hash, value, valueEnd)
  const printed = __alloc(MAX_PRINTED)
  return hashAscii(hash, printed, printed + printNumber(parseNumber(value, valueEnd), printed))
}

function hashContent(hash: u32, at: usize, end: usize): u32 {
  while (at < end) {
    at = readUnit(at)
    hash = hashUnit(hash, unit)
    if (secondUnit != 0) hash = hashUnit(hash, secondUnit)
  }
  return hash
}

function hashAscii(hash: u32, at: usize, end: usize): u32 {
  for (; at < end; at++) hash = hashUnit(hash, load<u8>(at))
  return hash
}

function hashText(hash: u32, from: usize, to: usize): u32 {
  const text = String.UTF8.decodeUnsafe(from, to - from)
  for (let index = 0; index < text.length; index++) hash = hashUnit(hash, text.charCodeAt(index))
  return hash
}
