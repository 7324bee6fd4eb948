/**
 * The exact text of one member of an object, or of one item of a list for a decimal `member`, found by scanning: nothing is
 * parsed and no number loses digits. Null when there is none. Of members with one name the last counts, as in
 * `JSON.parse`. `text` is trusted to be JSON.
 */
export function jsonMember(text: string, member: string): string | null {
  const at = skipSpace(text, 0)
  const first = text.charCodeAt(at)
  if (first === OPEN_BRACE) return objectMember(text, at, member)
  return first === OPEN_BRACKET && INDEX.test(member) ? listItem(text, at, Number(member)) : null
}

/** `jsonMember` for each of `members` in turn. */
export function jsonPath(text: string, members: readonly string[]): string | null {
  let found: string | null = text
  for (const member of members) {
    found = jsonMember(found, member)
    if (found === null) return null
  }
  return found
}

const INDEX = /^(?:0|[1-9]\d{0,8})$/
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

function objectMember(text: string, open: number, member: string): string | null {
  let from = -1
  let to = -1
  let at = skipSpace(text, open + 1)
  while (text.charCodeAt(at) === QUOTE) {
    const nameEnd = skipString(text, at)
    const start = skipSpace(text, skipSpace(text, nameEnd) + 1)
    const end = skipValue(text, start)
    if (isName(text, at, nameEnd, member)) {
      from = start
      to = end
    }
    at = skipSpace(text, end)
    if (text.charCodeAt(at) !== COMMA) break
    at = skipSpace(text, at + 1)
  }
  return from === -1 ? null : text.slice(from, to)
}

function listItem(text: string, open: number, index: number): string | null {
  let at = skipSpace(text, open + 1)
  if (text.charCodeAt(at) === CLOSE_BRACKET) return null
  for (let item = 0; ; item++) {
    const end = skipValue(text, at)
    if (item === index) return text.slice(at, end)
    at = skipSpace(text, end)
    if (text.charCodeAt(at) !== COMMA) return null
    at = skipSpace(text, at + 1)
  }
}

/** Whether the quoted text from `start` up to `end` is the name `member`, escapes undone where there are any. */
function isName(text: string, start: number, end: number, member: string): boolean {
  const length = end - start - 2
  if (length === member.length && text.startsWith(member, start + 1)) return !member.includes('\\')
  if (length <= member.length) return false
  const escape = text.indexOf('\\', start + 1)
  return escape !== -1 && escape < end && JSON.parse(text.slice(start, end)) === member
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
