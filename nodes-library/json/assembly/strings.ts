import { BACKSLASH, QUOTE } from './scan'

/** The UTF-16 code unit that a string's content begins with, and where the rest of it begins. */
export let unit: u32 = 0
/** The second unit of a surrogate pair, or 0. */
export let secondUnit: u32 = 0

/** Reads one character or one escape between a string's quotes, into `unit` and `secondUnit`, and gives the place behind it. */
export function readUnit(at: usize): usize {
  const first = <u32>load<u8>(at)
  secondUnit = 0
  if (first == BACKSLASH) return readEscape(at + 1)
  if (first < 0x80) {
    unit = first
    return at + 1
  }
  if (first < 0xe0) {
    unit = ((first & 0x1f) << 6) | rest(at, 1)
    return at + 2
  }
  if (first < 0xf0) {
    unit = ((first & 0x0f) << 12) | (rest(at, 1) << 6) | rest(at, 2)
    return at + 3
  }
  const above = (((first & 0x07) << 18) | (rest(at, 1) << 12) | (rest(at, 2) << 6) | rest(at, 3)) - 0x10000
  unit = 0xd800 | (above >> 10)
  secondUnit = 0xdc00 | (above & 0x3ff)
  return at + 4
}

@inline function rest(at: usize, offset: usize): u32 {
  return <u32>load<u8>(at + offset) & 0x3f
}

function readEscape(at: usize): usize {
  const letter = load<u8>(at)
  switch (letter) {
    case 0x62: unit = 0x08; break
    case 0x66: unit = 0x0c; break
    case 0x6e: unit = 0x0a; break
    case 0x72: unit = 0x0d; break
    case 0x74: unit = 0x09; break
    case 0x75: {
      unit = (hex(at + 1) << 12) | (hex(at + 2) << 8) | (hex(at + 3) << 4) | hex(at + 4)
      return at + 5
    }
    default: unit = letter
  }
  return at + 1
}

@inline function hex(at: usize): u32 {
  const byte = <u32>load<u8>(at)
  return byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57
}

/** Whether a string's content, which ends before its closing quote, is the given plain text, however it is escaped. */
export function saysText(from: usize, to: usize, text: usize, size: usize): bool {
  // An escape is longer than what it stands for, so equal bytes with a backslash in them do not say the same.
  if (to - from == size && memory.compare(from, text, size) == 0) return !hasByte(text, text + size, BACKSLASH)
  return hasByte(from, to, BACKSLASH) && contentOf(from, to) == String.UTF8.decodeUnsafe(text, size)
}

export function hasByte(from: usize, to: usize, byte: u8): bool {
  for (; from < to; from++) {
    if (load<u8>(from) == byte) return true
  }
  return false
}

/** A string's content without escapes, in UTF-16. */
export function contentOf(from: usize, to: usize): string {
  // Neither a character nor an escape has fewer bytes than units.
  const units = new Uint16Array(<i32>(to - from))
  let count = 0
  while (from < to) {
    from = readUnit(from)
    units[count++] = <u16>unit
    if (secondUnit != 0) units[count++] = <u16>secondUnit
  }
  return String.UTF16.decodeUnsafe(units.dataStart, <usize>count << 1)
}

/** The most bytes that `putString` writes for text of so many bytes of UTF-8 or units of UTF-16. */
@inline export function maxQuoted(size: usize): usize {
  return size * 6 + 2
}

/** Writes text as a JSON string, escaping what RFC 8259 wants escaped and halves of surrogate pairs, and gives the place behind it. */
export function putString(text: string, at: usize): usize {
  store<u8>(at++, QUOTE)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code == QUOTE || code == BACKSLASH) {
      store<u8>(at++, BACKSLASH)
      store<u8>(at++, <u8>code)
    } else if (code >= 0x20 && code < 0x80) {
      store<u8>(at++, <u8>code)
    } else if (code < 0x20) {
      at = putEscape(code, at)
    } else if (code < 0x800) {
      store<u8>(at++, <u8>(0xc0 | (code >> 6)))
      store<u8>(at++, <u8>(0x80 | (code & 0x3f)))
    } else if ((code & 0xf800) != 0xd800) {
      store<u8>(at++, <u8>(0xe0 | (code >> 12)))
      store<u8>(at++, <u8>(0x80 | ((code >> 6) & 0x3f)))
      store<u8>(at++, <u8>(0x80 | (code & 0x3f)))
    } else if (code < 0xdc00 && index + 1 < text.length && (text.charCodeAt(index + 1) & 0xfc00) == 0xdc00) {
      const point = (((code & 0x3ff) << 10) | (text.charCodeAt(++index) & 0x3ff)) + 0x10000
      store<u8>(at++, <u8>(0xf0 | (point >> 18)))
      store<u8>(at++, <u8>(0x80 | ((point >> 12) & 0x3f)))
      store<u8>(at++, <u8>(0x80 | ((point >> 6) & 0x3f)))
      store<u8>(at++, <u8>(0x80 | (point & 0x3f)))
    } else {
      at = putEscape(code, at)
    }
  }
  store<u8>(at, QUOTE)
  return at + 1
}

const HEX: string = '0123456789abcdef'

/** In the form that JavaScript's JSON.stringify chooses. */
function putEscape(code: i32, at: usize): usize {
  store<u8>(at++, BACKSLASH)
  switch (code) {
    case 0x08: store<u8>(at, 0x62); return at + 1
    case 0x09: store<u8>(at, 0x74); return at + 1
    case 0x0a: store<u8>(at, 0x6e); return at + 1
    case 0x0c: store<u8>(at, 0x66); return at + 1
    case 0x0d: store<u8>(at, 0x72); return at + 1
  }
  store<u8>(at++, 0x75)
  return putHex(code, 4, at)
}

export function putHex(value: u32, digits: i32, at: usize): usize {
  for (let shift = (digits - 1) << 2; shift >= 0; shift -= 4) store<u8>(at++, <u8>HEX.charCodeAt((value >> shift) & 0xf))
  return at
}
