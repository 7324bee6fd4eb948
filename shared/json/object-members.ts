import { COMMA, OPEN_BRACE, QUOTE, skipSpace, skipString, skipValue } from './scan.ts'

/**
 * The members of an object, each with its exact text, so that no number loses digits. Of members with one name the last
 * counts, as in `JSON.parse`. Null when `text` is no object; it is trusted to be JSON.
 */
export function objectMembers(text: string): ReadonlyMap<string, string> | null {
  const open = skipSpace(text, 0)
  if (text.charCodeAt(open) !== OPEN_BRACE) return null
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
