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

export function taggedJoin(slots: number): Join {
  const reached: Arrival[][] = Array.from({ length: slots }, () => [])
  return {
    arrive(slot, arrival, once) {
      const before = reached[slot] as Arrival[]
      if (once && before.some((earlier) => sameTag(earlier.tag, arrival.tag))) return NO_ROWS
      before.push(arrival)
      const rows: Row[] = []
      complete(0, [], arrival.tag)
      return rows

      function complete(next: number, chosen: readonly Arrival[], tag: Tag): void {
        if (next === slots) {
          rows.push({ arrivals: chosen, tag })
          return
        }
        const candidates = next === slot ? [arrival] : (reached[next] as Arrival[])
        for (const candidate of candidates) {
          const joined = joinTags(tag, candidate.tag)
          if (joined !== null) complete(next + 1, [...chosen, candidate], joined)
        }
      }
    },
    missing() {
      const empty = emptySlots(slots, (slot) => (reached[slot] as Arrival[]).length > 0)
      return empty.length === 0 || empty.length === slots ? null : empty
    },
  }
}

function emptySlots(slots: number, filled: (slot: number) => boolean): number[] {
  return Array.from({ length: slots }, (_, slot) => slot).filter((slot) => !filled(slot))
}
