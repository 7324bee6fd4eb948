// A string here is UTF-16; a character is a code point, so one unit or a surrogate pair. No string has half a pair in it.

/** The index of the unit that is `count` characters after the one at `from`, or the text's length. */
export function characterAt(text: string, from: i32, count: i32): i32 {
  let at = from
  for (; count > 0 && at < text.length; count--) at += isLeading(text.charCodeAt(at)) ? 2 : 1
  return at
}

export function characterCount(text: string): i32 {
  return characterIndex(text, text.length)
}

/** How many characters stand before the unit at `end`. */
export function characterIndex(text: string, end: i32): i32 {
  let count = 0
  for (let at = 0; at < end; at++) {
    if (!isLeading(text.charCodeAt(at))) count++
  }
  return count
}

@inline function isLeading(unit: i32): bool {
  return (unit & 0xfc00) == 0xd800
}

/** White space and line ends, as JavaScript's trim takes them. */
export function isSpace(unit: i32): bool {
  return unit == 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit == 0xa0 || unit == 0x1680 || (unit >= 0x2000 && unit <= 0x200a)
    || unit == 0x2028 || unit == 0x2029 || unit == 0x202f || unit == 0x205f || unit == 0x3000 || unit == 0xfeff
}

/** ASCII letters and digits. */
export function isAlphanumeric(unit: i32): bool {
  return (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a)
}

/** The blocks of Unicode that hold signs and punctuation between words, beyond ASCII. */
export function isPunctuation(unit: i32): bool {
  if (unit < 0xc0) return unit >= 0x80 && unit != 0xaa && unit != 0xb5 && unit != 0xba
  return (unit >= 0x2000 && unit <= 0x206f) || (unit >= 0x3001 && unit <= 0x3003) || (unit >= 0x3008 && unit <= 0x301f)
    || (unit >= 0xff01 && unit <= 0xff0f) || (unit >= 0xff1a && unit <= 0xff20)
}

/** The text without white space at its ends. AssemblyScript 0.28's own trim leaves some when more than half is white space. */
export function trimmed(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && isSpace(text.charCodeAt(from))) from++
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--
  return text.substring(from, to)
}
