import { CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './scan.ts'

/**
 * How deep lists and objects may be nested in JSON text: more than anything that says something, as in Go's
 * encoding/json. `JSON.parse` takes 40 bytes for each level, so that 10 MB of brackets took a runner all of its memory.
 */
export const MAX_LEVELS = 10_000

const BACKSLASH = 0x5c

/** The offset of the first bracket that is nested too deeply; null when there is none. `text` may be no JSON at all. */
export function tooDeepAt(text: string): number | null {
  if (text.length <= MAX_LEVELS) return null
  let level = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case OPEN_BRACE: case OPEN_BRACKET:
        if (++level > MAX_LEVELS) return at
        break
      case CLOSE_BRACE: case CLOSE_BRACKET:
        level--
        break
      case QUOTE: {
        const end = closingQuote(text, at)
        if (end === -1) return null
        at = end
      }
    }
  }
  return null
}

/** -1 when the string does not end. */
function closingQuote(text: string, open: number): number {
  let quote = text.indexOf('"', open + 1)
  while (quote !== -1) {
    let escapes = 0
    while (text.charCodeAt(quote - 1 - escapes) === BACKSLASH) escapes++
    if (escapes % 2 === 0) break
    quote = text.indexOf('"', quote + 1)
  }
  return quote
}
