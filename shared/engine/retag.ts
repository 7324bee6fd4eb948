import type { Loop } from '../resolve/loops.ts'
import type { Slot } from './args.ts'
import type { Tag } from './types.ts'
import { withEntry } from './tag.ts'

/** What a wire does to the tag of what it carries; null leaves it as it is. */
export type Retag = ((tag: Tag) => Tag) | null

/** A loop with one head, as the plan needs it. */
export interface Turning {
  readonly head: string
  readonly members: ReadonlySet<string>
  /** The tag's key for its turn number. */
  readonly key: string
  /** Nodes inside that are no head of it: their merges and turns are forgotten by the next turn. */
  readonly body: ReadonlySet<string>
}

/** All loops that can turn, inner ones included. */
export function turningLoops(loops: readonly Loop[]): readonly Turning[] {
  return loops.flatMap(({ nodes, heads, inner }) => {
    const [head, second] = heads
    if (head === undefined || second !== undefined) return []
    const members = new Set(nodes)
    const body = new Set(nodes.filter((id) => id !== head))
    return [{ head, members, key: turnKey(head), body }, ...turningLoops(inner)]
  })
}

/** Whether a wire closes a loop: it goes from inside into an input of the head that is also fed from outside. */
export function closes(loop: Turning, source: string, target: string, slot: Slot): boolean {
  return target === loop.head && loop.members.has(source) && isEntry(loop, slot)
}

/**
 * - A wire into a loop starts its turn number at 0; one that closes it counts on, and forgets the turns and merges inside.
 * - Where wires merge, the tag gets the source's position. Wires that close a loop do not merge with the others: the
 *   turn tells them apart.
 */
export function retagOf(loops: readonly Turning[], source: string, target: string, at: number, slot: Slot, index: number): Retag {
  const loop = loops.find(({ head }) => head === target)
  const entered = loop !== undefined && isEntry(loop, slot) ? loop : null
  if (entered !== null && entered.members.has(source)) return (tag) => nextTurn(tag, entered)
  const rivals = entered === null ? slot.sources : slot.sources.filter(({ node }) => !entered.members.has(node))
  const merge: Retag = rivals.length > 1 && !slot.once ? (tag) => withEntry(tag, mergeKey(target, slot, at), index) : null
  if (entered === null) return merge
  return (tag) => withEntry(merge === null ? tag : merge(tag), entered.key, 0)
}

/** The keys that a wire may add, to tell apart what a node's slots can have. */
export function addedKeys(loops: readonly Turning[], target: string, at: number, slot: Slot): readonly string[] {
  const loop = loops.find(({ head }) => head === target)
  const entry = loop !== undefined && isEntry(loop, slot) ? [loop.key] : []
  return slot.sources.length > 1 && !slot.once ? [mergeKey(target, slot, at), ...entry] : entry
}

function isEntry({ members }: Turning, { sources }: Slot): boolean {
  return sources.some(({ node }) => members.has(node)) && sources.some(({ node }) => !members.has(node))
}

const turnKey = (head: string) => `@${head}`

const mergeKey = (target: string, { input }: Slot, at: number) => `${target}.${input}.${at}`

function nextTurn(tag: Tag, { key, body }: Turning): Tag {
  return tag.flatMap((entry) => {
    if (entry.key === key) return [{ key, index: entry.index + 1 }]
    return body.has(nodeOf(entry.key)) ? [] : [entry]
  })
}

/** Whose loop or merge a key stands for. */
function nodeOf(key: string): string {
  return key.startsWith('@') ? key.slice(1) : key.slice(0, key.indexOf('.'))
}
