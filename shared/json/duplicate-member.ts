import { positionOf } from './position.ts'

export interface DuplicateMember {
  readonly name: string
  /** Of the second one, counted from 1. */
  readonly line: number
  readonly column: number
}

/**
 * The first name that stands twice in one object, of which `JSON.parse` would drop one without a word. `text` is
 * trusted to be JSON.
 */
export function findDuplicateMember(text: string): DuplicateMember | null {
  /** The names so far of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = []
  let atName = false
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
        open.push(new Set())
        atName = true
        break
      case '[':
        open.push(null)
        atName = false
        break
      case '}': case ']':
        open.pop()
        atName = false
        break
      case ',':
        atName = open.at(-1) !== null
        break
      case ':':
        atName = false
        break
      case '"': {
        const end = stringEnd(text, at)
        const names = open.at(-1)
        if (atName && names !== null && names !== undefined) {
          const name = JSON.parse(text.slice(at, end)) as string
          if (names.has(name)) return { name, ...positionOf(text, at) }
          names.add(name)
        }
        at = end - 1
      }
    }
  }
  return null
}

function stringEnd(text: string, from: number): number {
  let at = from + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}
