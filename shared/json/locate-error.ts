import { positionOf } from './position.ts'

/** Where a text stops being JSON. */
export interface JsonFlaw {
  /** In UTF-16 units from the beginning. */
  readonly offset: number
  /** Both counted from 1. */
  readonly line: number
  readonly column: number
  /** What is wrong, as a clause: `a comma or } is missing`. */
  readonly reason: string
  /** The whole: `line 3, column 5: a comma or } is missing`. */
  readonly text: string
}

type Expect = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma' | 'nothing'

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const QUOTE = 0x22
const BACKSLASH = 0x5c
const BLANKS = /[ \t\n\r]*/y
const WORD = /[A-Za-z_$][\w$]*/y

/**
 * Reads a text by the grammar of RFC 8259 and says where it fails; null for JSON. Exists because the messages of
 * `JSON.parse` differ from engine to engine. Builds nothing and does not recurse, so depth costs no stack.
 */
export function locateJsonError(text: string): JsonFlaw | null {
  const open: ('[' | '{')[] = []
  let expect: Expect = 'value'
  let at = 0
  const afterValue = (): Expect => (open.length === 0 ? 'nothing' : 'comma')

  for (;;) {
    at = endOf(BLANKS, text, at)
    const char = text[at]
    const inside = open.at(-1)
    if (char === undefined) return expect === 'nothing' ? null : flawAt(text, at, atEnd(expect, inside))
    switch (expect) {
      case 'nothing':
        return flawAt(text, at, 'something follows after the end of the JSON')
      case 'colon':
        if (char !== ':') return flawAt(text, at, 'a colon is missing after the member\'s name')
        at++
        expect = 'value'
        break
      case 'comma':
        if (char === ',') {
          at++
          expect = inside === '{' ? 'name' : 'value'
        } else if (char === (inside === '{' ? '}' : ']')) {
          at++
          open.pop()
          expect = afterValue()
        } else return flawAt(text, at, `a comma or ${inside === '{' ? '}' : ']'} is missing`)
        break
      case 'name':
      case 'name-or-end':
        if (char === '}' && expect === 'name-or-end') {
          at++
          open.pop()
          expect = afterValue()
        } else if (char === '"') {
          const string = stringAt(text, at)
          if (!string.ok) return flawAt(text, string.at, string.reason)
          at = string.end
          expect = 'colon'
        } else {
          const missing = "a member's name in double quotes is missing"
          return flawAt(text, at, char === '}' ? 'a comma stands before }' : missing)
        }
        break
      case 'value':
      case 'value-or-end':
        if (char === ']' && expect === 'value-or-end') {
          at++
          open.pop()
          expect = afterValue()
        } else if (char === '{' || char === '[') {
          at++
          open.push(char)
          expect = char === '{' ? 'name-or-end' : 'value-or-end'
        } else if (char === '"') {
          const string = stringAt(text, at)
          if (!string.ok) return flawAt(text, string.at, string.reason)
          at = string.end
          expect = afterValue()
        } else {
          const end = plainEnd(text, at)
          if (end === at) return flawAt(text, at, noValue(text, at, inside))
          at = end
          expect = afterValue()
        }
        break
    }
  }
}

function stringAt(text: string, from: number): { ok: true; end: number } | { ok: false; at: number; reason: string } {
  let at = from + 1
  while (at < text.length) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) return { ok: true, end: at + 1 }
    if (char < 0x20) {
      return { ok: false, at, reason: 'a string holds a line break or control character: write it as an escape' }
    }
    if (char === BACKSLASH) {
      const end = endOf(ESCAPE, text, at)
      if (end === at) return { ok: false, at, reason: 'this escape is not one of JSON' }
      at = end
    } else at++
  }
  return { ok: false, at, reason: 'the text ends inside a string' }
}

function plainEnd(text: string, from: number): number {
  const end = endOf(NUMBER, text, from)
  if (end > from) return /[\w.]/.test(text[end] ?? '') ? from : end
  const word = text.slice(from, endOf(WORD, text, from))
  return word === 'true' || word === 'false' || word === 'null' ? from + word.length : from
}

function noValue(text: string, at: number, inside: '[' | '{' | undefined): string {
  const char = text[at]
  if (char === ']' && inside === '[') return 'a comma stands before ]'
  if (char === '\'') return 'strings stand in double quotes'
  if (char === '/' || char === '#') return 'JSON has no comments'
  if (/[-+.\d]/.test(char ?? '')) return 'this is not a number of JSON'
  const word = text.slice(at, endOf(WORD, text, at))
  return word === '' ? 'a value is missing' : `${word.slice(0, 40)} is not a value: strings stand in double quotes`
}

function atEnd(expect: Expect, inside: '[' | '{' | undefined): string {
  if (inside === undefined) return 'the text is empty'
  return expect === 'comma' ? `the text ends before its ${inside === '{' ? '}' : ']'}` : 'the text ends in the middle'
}

export function flawAt(text: string, offset: number, reason: string): JsonFlaw {
  const { line, column } = positionOf(text, offset)
  return { offset, line, column, reason, text: `line ${line}, column ${column}: ${reason}` }
}

/** Where a sticky pattern that begins at `from` ends; `from` when it does not fit there. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}
