import type { Loop } from '../resolve/loops.ts'
import type { Slot } from './args.ts'
import { mergeKey, nodeOfKey, turnKey, withEntry } from './tag.ts'
import type { Tag } from './types.ts'

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

/** All loops, inner ones included. Each has one head. */
export function turningLoops(loops: readonly Loop[]): readonly Turning[] {
  return loops.flatMap(({ nodes, heads, inner }) => {
    const head = heads[0] as string
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
  const entered = enteredBy(loops, target, slot)
  if (entered?.members.has(source) === true) return (tag) => nextTurn(tag, entered)
  const key = merges(entered, slot) ? mergeKey(target, slot.input, at) : null
  const merge: Retag = key === null ? null : (tag) => withEntry(tag, key, index)
  if (entered === null) return merge
  return (tag) => withEntry(merge === null ? tag : merge(tag), entered.key, 0)
}

/** The keys that a slot adds to whatever reaches it from outside its loop. */
export function addedKeys(loops: readonly Turning[], target: string, at: number, slot: Slot): readonly string[] {
  const entered = enteredBy(loops, target, slot)
  return [
    ...(merges(entered, slot) ? [mergeKey(target, slot.input, at)] : []),
    ...(entered === null ? [] : [entered.key]),
  ]
}

/** The loop that begins with what reaches this slot. */
function enteredBy(loops: readonly Turning[], target: string, slot: Slot): Turning | null {
  const loop = loops.find(({ head }) => head === target)
  return loop !== undefined && isEntry(loop, slot) ? loop : null
}

function isEntry({ members }: Turning, { sources }: Slot): boolean {
  return sources.some(({ node }) => members.has(node)) && sources.some(({ node }) => !members.has(node))
}

function merges(entered: Turning | null, { sources, any }: Slot): boolean {
  const rivals = entered === null ? sources : sources.filter(({ node }) => !entered.members.has(node))
  return rivals.length > 1 && !any
}

/** Those keys of what closes the loop that begins at `target` that it still has in the next turn. */
export function staysInto(loops: readonly Turning[], target: string, keys: ReadonlySet<string>): ReadonlySet<string> {
  const body = loops.find(({ head }) => head === target)?.body ?? new Set()
  return new Set([...keys].filter((key) => !body.has(nodeOfKey(key))))
}

function nextTurn(tag: Tag, { key, body }: Turning): Tag {
  return tag.flatMap((entry) => {
    if (entry.key === key) return [{ key, index: entry.index + 1 }]
    return body.has(nodeOfKey(entry.key)) ? [] : [entry]
  })
}
