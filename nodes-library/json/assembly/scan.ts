// Reads JSON text (RFC 8259) in memory, as UTF-8, without making anything of it. Wires carry checked JSON only, so what can
// be passed over is not checked again; whatever reads the text in earnest stops at what is wrong.

/** What these functions give instead of a place when the text is not JSON. */
export const BROKEN: usize = 0

/** Where the text that is being read ends. */
let end: usize = 0
/** Where it stopped being JSON, after BROKEN. */
export let brokenAt: usize = 0

export const QUOTE: u8 = 0x22
export const COMMA: u8 = 0x2c
export const COLON: u8 = 0x3a
export const OPEN_ARRAY: u8 = 0x5b
export const BACKSLASH: u8 = 0x5c
export const CLOSE_ARRAY: u8 = 0x5d
export const OPEN_OBJECT: u8 = 0x7b
export const CLOSE_OBJECT: u8 = 0x7d

export function beginScan(textEnd: usize): void {
  end = textEnd
}

export function broken(at: usize): usize {
  brokenAt = min(at, end)
  return BROKEN
}

/** The byte at a place, or 0 behind the end. */
@inline export function byteAt(at: usize): u8 {
  return at < end ? load<u8>(at) : 0
}

/** The place of the next byte that is no white space. */
export function skipSpace(at: usize): usize {
  while (at < end) {
    const byte = load<u8>(at)
    if (byte > 0x20 || (byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09)) return at
    at++
  }
  return at
}

/** From a string's opening quote to behind its closing one. */
export function skipString(at: usize): usize {
  at++
  while (true) {
    // Eight bytes at once, until one of them is a quote or a backslash.
    for (; at + 8 <= end; at += 8) {
      const hits = bytesEqual(load<u64>(at), 0x2222_2222_2222_2222) | bytesEqual(load<u64>(at), 0x5c5c_5c5c_5c5c_5c5c)
      if (hits) {
        at += <usize>(ctz(hits) >> 3)
        break
      }
    }
    while (at < end && load<u8>(at) != QUOTE && load<u8>(at) != BACKSLASH) at++
    if (at >= end) return broken(end)
    if (load<u8>(at) == QUOTE) return at + 1
    at += 2
  }
}

/** The high bit of each byte that is equal to the pattern's; exact up to the lowest such byte, which is the one that counts. */
@inline function bytesEqual(word: u64, pattern: u64): u64 {
  const difference = word ^ pattern
  return (difference - 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
}

/** From a value's first byte to behind its last one. */
export function skipValue(at: usize): usize {
  const first = byteAt(at)
  if (first == QUOTE) return skipString(at)
  if (first == OPEN_OBJECT || first == OPEN_ARRAY) return skipContainer(at)
  const from = at
  while (at < end && isPlain(load<u8>(at))) at++
  return at == from ? broken(at) : at
}

/** What numbers, true, false and null are made of. */
@inline function isPlain(byte: u8): bool {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a) || byte == 0x2d || byte == 0x2e || byte == 0x2b || byte == 0x45
}

function skipContainer(at: usize): usize {
  let depth = 0
  while (at < end) {
    const byte = load<u8>(at)
    if (byte == QUOTE) {
      at = skipString(at)
      if (at == BROKEN) return BROKEN
      continue
    }
    at++
    // Both opening brackets and both closing ones differ in one bit only.
    if ((byte | 0x20) == OPEN_OBJECT) depth++
    else if ((byte | 0x20) == CLOSE_OBJECT && --depth == 0) return at
  }
  return broken(end)
}
