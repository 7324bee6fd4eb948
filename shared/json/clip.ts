import type { Json } from './json.ts'

/** Deeper levels count as cut off, so that whoever prints the result needs no deep stack. */
const MAX_DEPTH = 100

const BLANKS = /[ \t\n\r]*/y
const ATOM = /-?\d[\d.eE+-]*|true|false|null/y
const HIGH_SURROGATE_END = /[\ud800-\udbff]$/

/** Marks a value of which nothing was left. */
const NOTHING = Symbol('nothing')

export interface ClippedText {
  readonly json: Json
  readonly whole: boolean
}

/**
 * Parses the first `maxLength` UTF-16 units of JSON text, which is trusted to be valid, and closes what is open
 * there: lists, objects and strings keep their beginning. Null when nothing was left. Costs no more than `maxLength` steps.
 */
export function clipJson(text: string, maxLength: number): ClippedText {
  if (text.length <= maxLength) {
    // Nearly every value of a trace comes here, and JSON.parse is ten times as fast as what is below.
    const json = JSON.parse(text) as Json
    if (isShallow(json, MAX_DEPTH)) return { json, whole: true }
  }
  const kept = text.slice(0, maxLength)
  let at = 0
  let whole = text.length <= maxLength
  const json = value(0)
  return { json: json === NOTHING ? null : json, whole }

  function value(depth: number): Json | typeof NOTHING {
    skipBlanks()
    const first = kept[at]
    if (first === '"') return string()
    if (first === '[' || first === '{') {
      if (depth === MAX_DEPTH) {
        at = kept.length
        whole = false
        return NOTHING
      }
      return first === '[' ? list(depth + 1) : object(depth + 1)
    }
    ATOM.lastIndex = at
    const atom = ATOM.exec(kept)?.[0]
    // An atom at the very end may be the beginning of a longer one.
    if (atom === undefined || (at + atom.length === kept.length && !whole)) {
      at = kept.length
      return NOTHING
    }
    at += atom.length
    return JSON.parse(atom) as Json
  }

  function list(depth: number): Json {
    const items: Json[] = []
    at++
    if (closes(']')) return items
    for (;;) {
      const item = value(depth)
      if (item === NOTHING) return items
      items.push(item)
      if (!continues(']')) return items
    }
  }

  function object(depth: number): Json {
    const members: [string, Json][] = []
    at++
    if (closes('}')) return {}
    for (;;) {
      skipBlanks()
      const end = closingQuote(at)
      if (end === -1) {
        at = kept.length
        break
      }
      const name = JSON.parse(kept.slice(at, end + 1)) as string
      at = end + 1
      skipBlanks()
      at++
      const member = value(depth)
      if (member === NOTHING) break
      members.push([name, member])
      if (!continues('}')) break
    }
    return Object.fromEntries(members) // makes `__proto__` a member like any other
  }

  /** Behind an item: true when another one follows. */
  function continues(closer: string): boolean {
    if (closes(closer) || at >= kept.length) return false
    at++
    return true
  }

  function closes(closer: string): boolean {
    skipBlanks()
    if (kept[at] !== closer) return false
    at++
    return true
  }

  function string(): string {
    const end = closingQuote(at)
    const from = at
    at = end === -1 ? kept.length : end + 1
    if (end !== -1) return JSON.parse(kept.slice(from, at)) as string
    const text = JSON.parse(`${withoutHalfEscape(kept.slice(from))}"`) as string
    return text.replace(HIGH_SURROGATE_END, '')
  }

  /** -1 when the text ends before. */
  function closingQuote(open: number): number {
    if (open >= kept.length) return -1
    let quote = kept.indexOf('"', open + 1)
    for (;;) {
      if (quote === -1) return -1
      let escapes = 0
      while (kept[quote - 1 - escapes] === '\\') escapes++
      if (escapes % 2 === 0) return quote
      quote = kept.indexOf('"', quote + 1)
    }
  }

  function skipBlanks(): void {
    if (at >= kept.length) return
    BLANKS.lastIndex = at
    BLANKS.exec(kept)
    at = BLANKS.lastIndex
  }
}

function isShallow(json: Json, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return true
  return levels > 0 && Object.values(json).every((member: Json) => isShallow(member, levels - 1))
}

function withoutHalfEscape(text: string): string {
  const last = text.lastIndexOf('\\')
  let escapes = 0
  while (text[last - escapes] === '\\') escapes++
  if (escapes % 2 === 0) return text
  const length = text[last + 1] === 'u' ? 6 : 2
  return text.length - last < length ? text.slice(0, last) : text
}
