import { agree, joinTags, NO_TAG, sameTag } from './tag.ts'
import type { Tag } from './types.ts'
import type { Value } from '../wit/value.ts'

/** A value that reached a slot. `source` says which of the slot's wires brought it. */
export interface Arrival {
  readonly value: Value
  readonly source: number
  readonly tag: Tag
}

/** One row of the natural join of a node's slots: what one firing gets. */
export interface Row {
  readonly arrivals: readonly Arrival[]
  readonly tag: Tag
}

/** Collects what reaches one node in one run and hands out each row once. */
export interface Join {
  arrive(slot: number, arrival: Arrival): readonly Row[]
  /** The slots that nothing has reached; null when nothing has reached any, or all have been reached. */
  missing(): readonly number[] | null
  /** How much of the capacity it has taken. */
  readonly held: number
}

/** How much more may be held in one flow of a run: values that reached a join with tags, and the rows that they made. */
export interface Capacity {
  left: number
}

const NO_ROWS: readonly Row[] = []

/** Of a node without tags that has fired: what reached it need not be held, and nothing more becomes of what does. */
export const SPENT: Join = { arrive: () => NO_ROWS, missing: () => null, held: 0 }

/** For nodes whose slots can carry no tag: each slot is filled at most once, and the node fires at most once. */
export function scalarJoin(slots: number): Join {
  const arrivals = new Array<Arrival>(slots)
  let open = slots
  return {
    arrive(slot, arrival) {
      if (arrivals[slot] !== undefined) return NO_ROWS
      arrivals[slot] = arrival
      open--
      return open === 0 ? [{ arrivals, tag: NO_TAG }] : NO_ROWS
    },
    missing: () => (open === 0 || open === slots ? null : emptySlots(slots, (slot) => arrivals[slot] !== undefined)),
    held: 0, // no more than there are wires
  }
}

/**
 * Arrivals are kept by the index that their tag has for `sharedKey`, so that a long loop looks at its own turn only.
 *
 * A slot whose `keeps` is a set of keys is an `after` with alternatives. Its arrivals bring only those keys into a row,
 * and a row needs one of them that agrees with all of its tag; further ones add nothing. In every other slot values
 * whose tags agree throw `AmbiguousError`: a loop's next turn was started twice.
 *
 * What has arrived and what was handed out is never given back to `capacity`, which throws `FullError` at its end: so it
 * does not matter in which order calls complete.
 */
export function taggedJoin(
  keeps: readonly (ReadonlySet<string> | null)[], sharedKey: string | null, capacity: Capacity,
): Join {
  const slots = keeps.length
  const reached: Map<number | null, Arrival[]>[] = Array.from({ length: slots }, () => new Map())
  const handedOut = keeps.every((keep) => keep === null) ? null : new Set<string>()
  let held = 0
  return {
    get held() {
      return held
    },
    arrive(slot, arrival) {
      const bucket = indexIn(countingTag(slot, arrival), sharedKey)
      const earlier = candidates(slot, bucket)
      if (keeps[slot] !== null) {
        if (earlier.some(({ tag }) => sameTag(tag, arrival.tag))) return NO_ROWS
      } else if (earlier.some(({ tag }) => agree(tag, arrival.tag))) throw new AmbiguousError(slot)
      take()
      keep(slot, bucket, arrival)
      const rows: Row[] = []
      complete(0, [], NO_TAG)
      return rows

      function complete(next: number, chosen: readonly Arrival[], tag: Tag): void {
        if (next === slots) {
          if (handedOut !== null && !isNew(chosen, tag, handedOut)) return
          take()
          rows.push({ arrivals: chosen, tag })
          return
        }
        for (const candidate of next === slot ? [arrival] : candidates(next, bucket)) {
          const joined = joinTags(tag, countingTag(next, candidate))
          if (joined !== null) complete(next + 1, [...chosen, candidate], joined)
        }
      }
    },
    missing() {
      const empty = emptySlots(slots, (slot) => (reached[slot] as Map<number | null, Arrival[]>).size > 0)
      return empty.length === 0 || empty.length === slots ? null : empty
    },
  }

  function take(): void {
    if (capacity.left === 0) throw new FullError()
    capacity.left--
    held++
  }

  function countingTag(slot: number, { tag }: Arrival): Tag {
    const keep = keeps[slot] as ReadonlySet<string> | null
    return keep === null ? tag : tag.filter(({ key }) => keep.has(key))
  }

  function isNew(chosen: readonly Arrival[], tag: Tag, before: Set<string>): boolean {
    if (!chosen.every((arrival, slot) => keeps[slot] === null || agree(arrival.tag, tag))) return false
    const name = JSON.stringify(tag)
    return !before.has(name) && before.add(name).size > 0
  }

  function keep(slot: number, bucket: number | null, arrival: Arrival): void {
    const buckets = reached[slot] as Map<number | null, Arrival[]>
    const arrivals = buckets.get(bucket)
    if (arrivals === undefined) buckets.set(bucket, [arrival])
    else arrivals.push(arrival)
  }

  /** What may agree with a tag that has `bucket` as its index. */
  function candidates(slot: number, bucket: number | null): readonly Arrival[] {
    const buckets = reached[slot] as Map<number | null, Arrival[]>
    if (bucket === null) return sharedKey === null ? (buckets.get(null) ?? []) : [...buckets.values()].flat()
    return [...(buckets.get(bucket) ?? []), ...(buckets.get(null) ?? [])]
  }
}

/** Two values whose tags agree reached one slot, so that which of them belongs to a row cannot be said. */
export class AmbiguousError extends Error {
  readonly slot: number
  constructor(slot: number) {
    super(`two values for one turn in slot ${slot}`)
    this.name = 'AmbiguousError'
    this.slot = slot
  }
}

/** More is held than may be. */
export class FullError extends Error {
  constructor() {
    super('no more values can be held')
    this.name = 'FullError'
  }
}

function indexIn(tag: Tag, key: string | null): number | null {
  if (key === null) return null
  return tag.find((entry) => entry.key === key)?.index ?? null
}

function emptySlots(slots: number, filled: (slot: number) => boolean): number[] {
  return Array.from({ length: slots }, (_, slot) => slot).filter((slot) => !filled(slot))
}
