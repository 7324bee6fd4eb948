import type { Tag } from './types.ts'

export const NO_TAG: Tag = []

/** The natural join of two tags: their union where shared keys agree, null where they do not. Both sorted by key. */
export function joinTags(left: Tag, right: Tag): Tag | null {
  if (left.length === 0 || left === right) return right
  if (right.length === 0) return left
  const joined: Tag[number][] = []
  let l = 0
  let r = 0
  for (;;) {
    const a = left[l]
    const b = right[r]
    if (a === undefined || b === undefined) break
    if (a.key === b.key) {
      if (a.index !== b.index) return null
      joined.push(a)
      l++
      r++
    } else if (a.key < b.key) {
      joined.push(a)
      l++
    } else {
      joined.push(b)
      r++
    }
  }
  return [...joined, ...left.slice(l), ...right.slice(r)]
}

/** Whether two tags say the same wherever they share a key, so that they can be joined. Both sorted by key. */
export function agree(left: Tag, right: Tag): boolean {
  let l = 0
  let r = 0
  for (;;) {
    const a = left[l]
    const b = right[r]
    if (a === undefined || b === undefined) return true
    if (a.key === b.key) {
      if (a.index !== b.index) return false
      l++
      r++
    } else if (a.key < b.key) l++
    else r++
  }
}

/** The tag with one entry more. The key must not stand in it yet. */
export function withEntry(tag: Tag, key: string, index: number): Tag {
  const at = tag.findIndex((entry) => entry.key > key)
  const entry = { key, index }
  return at === -1 ? [...tag, entry] : [...tag.slice(0, at), entry, ...tag.slice(at)]
}

export function sameTag(left: Tag, right: Tag): boolean {
  return (
    left.length === right.length &&
    left.every((entry, at) => entry.key === right[at]?.key && entry.index === right[at].index)
  )
}

/** A total order: entry by entry by key, then by index; where one ends first, it comes first. */
export function compareTags(left: Tag, right: Tag): number {
  for (const [at, { key, index }] of left.entries()) {
    const other = right[at]
    if (other === undefined) return 1
    if (key !== other.key) return key < other.key ? -1 : 1
    if (index !== other.index) return index - other.index
  }
  return left.length - right.length
}

// Keys say what an index counts, and of which node: `@head` the turns of the loop that begins there,
// `node.input.slot` the sources that merge there, `!handler` the nodes whose failures it takes.

export const turnKey = (head: string) => `@${head}`

export const mergeKey = (node: string, input: string, slot: number) => `${node}.${input}.${slot}`

export const failureKey = (handler: string) => `!${handler}`

export function nodeOfKey(key: string): string {
  return key.startsWith('@') || key.startsWith('!') ? key.slice(1) : key.slice(0, key.indexOf('.'))
}
