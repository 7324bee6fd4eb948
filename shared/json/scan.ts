// Walks over JSON text that is trusted to be valid, without parsing it. Positions are in UTF-16 units.

export const QUOTE = 0x22
export const COMMA = 0x2c
export const OPEN_BRACE = 0x7b
export const OPEN_BRACKET = 0x5b
export const CLOSE_BRACKET = 0x5d
export const CLOSE_BRACE = 0x7d
const BACKSLASH = 0x5c

/** The exact texts of an object's members by name, of equal names the last, as in `JSON.parse`. It begins at `open` with `{`. */
export function jsonMembers(text: string, open = 0): ReadonlyMap<string, string> {
  const members = new Map<string, string>()
  let at = skipSpace(text, open + 1)
  while (text.charCodeAt(at) === QUOTE) {
    const nameEnd = skipString(text, at)
    const start = skipSpace(text, skipSpace(text, nameEnd) + 1)
    const end = skipValue(text, start)
    members.set(JSON.parse(text.slice(at, nameEnd)) as string, text.slice(start, end))
    at = skipSpace(text, end)
    if (text.charCodeAt(at) !== COMMA) break
    at = skipSpace(text, at + 1)
  }
  return members
}

/** The exact texts of a list's items. `text` begins with `[`. */
export function jsonItems(text: string): readonly string[] {
  const items: string[] = []
  let at = skipSpace(text, 1)
  if (text.charCodeAt(at) === CLOSE_BRACKET) return items
  for (;;) {
    const end = skipValue(text, at)
    items.push(text.slice(at, end))
    at = skipSpace(text, end)
    if (text.charCodeAt(at) !== COMMA) return items
    at = skipSpace(text, at + 1)
  }
}

export function skipSpace(text: string, from: number): number {
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
    at++
  }
}

/** From an opening quote to behind the closing one. */
export function skipString(text: string, from: number): number {
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    let escapes = 0
    while (text.charCodeAt(quote - 1 - escapes) === BACKSLASH) escapes++
    if (escapes % 2 === 0) return quote + 1
    at = quote + 1
  }
}

/** From the first character of a value to behind its last. */
export function skipValue(text: string, from: number): number {
  const first = text.charCodeAt(from)
  if (first === QUOTE) return skipString(text, from)
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipBrackets(text, from)
  let at = from + 1
  for (;;) {
    const code = text.charCodeAt(at)
    // NaN is the end of the text. No number or literal holds any of these.
    if (!(code > 0x20) || code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET) return at
    at++
  }
}

function skipBrackets(text: string, from: number): number {
  let depth = 0
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = skipString(text, at)
      continue
    }
    at++
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++
    else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --depth === 0) return at
  }
}
