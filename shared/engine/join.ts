import { joinTags, NO_TAG, sameTag } from './tag.ts'
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
  /** `once`: a second arrival with the same tag adds nothing, because only the fact counts. */
  arrive(slot: number, arrival: Arrival, once: boolean): readonly Row[]
  /** The slots that nothing has reached; null when nothing has reached any, or all have been reached. */
  missing(): readonly number[] | null
}

const NO_ROWS: readonly Row[] = []

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
  }
}

/**
 * Arrivals are kept by the index that their tag has for `sharedKey`, so that a long loop looks at its own turn only.
 * Throws `AmbiguousError` when two values with one tag reach a slot: a loop's next turn was started twice.
 */
export function taggedJoin(slots: number, sharedKey: string | null): Join {
  const reached: Map<number | null, Arrival[]>[] = Array.from({ length: slots }, () => new Map())
  return {
    arrive(slot, arrival, once) {
      const bucket = indexIn(arrival.tag, sharedKey)
      const before = at(slot, bucket)
      if (before.some((earlier) => sameTag(earlier.tag, arrival.tag))) {
        if (once) return NO_ROWS
        throw new AmbiguousError(slot)
      }
      before.push(arrival)
      const rows: Row[] = []
      complete(0, [], arrival.tag)
      return rows

      function complete(next: number, chosen: readonly Arrival[], tag: Tag): void {
        if (next === slots) {
          rows.push({ arrivals: chosen, tag })
          return
        }
        for (const candidate of next === slot ? [arrival] : candidates(next, bucket)) {
          const joined = joinTags(tag, candidate.tag)
          if (joined !== null) complete(next + 1, [...chosen, candidate], joined)
        }
      }
    },
    missing() {
      const empty = emptySlots(slots, (slot) => (reached[slot] as Map<number | null, Arrival[]>).size > 0)
      return empty.length === 0 || empty.length === slots ? null : empty
    },
  }

  function at(slot: number, bucket: number | null): Arrival[] {
    const buckets = reached[slot] as Map<number | null, Arrival[]>
    let arrivals = buckets.get(bucket)
    if (arrivals === undefined) buckets.set(bucket, (arrivals = []))
    return arrivals
  }

  function candidates(slot: number, bucket: number | null): readonly Arrival[] {
    const buckets = reached[slot] as Map<number | null, Arrival[]>
    if (bucket === null) return [...buckets.values()].flat()
    return [...(buckets.get(bucket) ?? []), ...(buckets.get(null) ?? [])]
  }
}

/** Two values with the same tag reached one slot, so that which of them belongs to the row cannot be said. */
export class AmbiguousError extends Error {
  readonly slot: number
  constructor(slot: number) {
    super(`two values for one turn in slot ${slot}`)
    this.name = 'AmbiguousError'
    this.slot = slot
  }
}

function indexIn(tag: Tag, key: string | null): number | null {
  if (key === null) return null
  return tag.find((entry) => entry.key === key)?.index ?? null
}

function emptySlots(slots: number, filled: (slot: number) => boolean): number[] {
  return Array.from({ length: slots }, (_, slot) => slot).filter((slot) => !filled(slot))
}
