import { characterAt, isAlphanumeric, isPunctuation, isSpace } from './characters'

// The values of the enum `keep` in wit/text.wit.
const FIRST_LETTER: i32 = 1
const NOTHING: i32 = 2
const HIDDEN = '***'
/** A domain's name has at most so many characters (RFC 1035 §2.3.4), and an address in brackets fewer. */
const MAX_DOMAIN: i32 = 255

/**
 * An address is a run of characters that may stand in one on both sides of an `@`. What may is read generously (letters of
 * every alphabet, quoted local parts, domains without a dot): an address too many is hidden rather than one too few.
 */
export function maskEmails(text: string, keep: i32): string {
  // Put together at the end: memory is not given back within a call, so a text that grows would take it all.
  const masked: string[] = []
  let done = 0
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = localStart(text, at, done)
    const end = domainEnd(text, at + 1)
    if (start == at || end == at + 1) continue
    masked.push(text.substring(done, start))
    if (keep == FIRST_LETTER) masked.push(text.substring(start, characterAt(text, start, 1)))
    masked.push(HIDDEN)
    if (keep != NOTHING) masked.push(text.substring(at, end))
    done = end
    at = end - 1
  }
  masked.push(text.substring(done))
  return masked.join('')
}

function localStart(text: string, at: i32, from: i32): i32 {
  if (at > from + 1 && text.charCodeAt(at - 1) == 0x22) {
    const quote = text.lastIndexOf('"', at - 2)
    if (quote >= from) return quote
  }
  let start = at
  while (start > from && mayStandInLocal(text.charCodeAt(start - 1))) start--
  return start
}

/** A dot or hyphen at its end belongs to the sentence around it. */
function domainEnd(text: string, from: i32): i32 {
  if (from < text.length && text.charCodeAt(from) == 0x5b) return bracketEnd(text, from)
  let end = from
  while (end < text.length && mayStandInDomain(text.charCodeAt(end))) end++
  while (end > from && (text.charCodeAt(end - 1) == 0x2e || text.charCodeAt(end - 1) == 0x2d)) end--
  return end
}

/** Behind the bracket that closes the one at `from`; `from` when it is not near. */
function bracketEnd(text: string, from: i32): i32 {
  const last = min(from + MAX_DOMAIN, text.length)
  for (let at = from + 1; at < last; at++) if (text.charCodeAt(at) == 0x5d) return at + 1
  return from
}

/** RFC 5322's atext and the dot. */
function mayStandInLocal(unit: i32): bool {
  return mayStandInDomain(unit) || (unit < 0x80 && "!#$%&'*+/=?^_`{|}~".indexOf(String.fromCharCode(unit)) >= 0)
}

/** Letters and digits of every alphabet, dot and hyphen. */
function mayStandInDomain(unit: i32): bool {
  if (unit < 0x80) return isAlphanumeric(unit) || unit == 0x2d || unit == 0x2e
  return !isSpace(unit) && !isPunctuation(unit)
}
