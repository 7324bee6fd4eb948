import { CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE, skipSpace, skipString, skipValue } from './scan.ts'

/**
 * The exact text of one member of an object, or of one item of a list for a decimal `member`, found by scanning:
 * nothing is
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
  const name = text.slice(start, end)
  return name.includes('\\') && JSON.parse(name) === member
}
