import type { Slot } from './args.ts'
import { addedKeys, closes, staysInto, type Turning } from './retag.ts'
import { failureKey } from './tag.ts'

/** The keys of the tags with which a node fires. */
export interface NodeKeys {
  /** All that a row can have. None: there is at most one in a run. */
  readonly keys: ReadonlySet<string>
  /** For each slot the only keys of an arrival that count; null for all. */
  readonly keeps: readonly (ReadonlySet<string> | null)[]
  /** The key by which the arrivals of different slots are looked up. */
  readonly sharedKey: string | null
}

export interface KeyedFlow {
  /** Sources before what they feed. */
  readonly order: readonly string[]
  readonly slots: (id: string) => readonly Slot[]
  readonly loops: readonly Turning[]
  readonly onError: string | null
  /** The keys that a node takes from its rows into what it fires; null for all. */
  readonly leaving: (id: string) => ReadonlySet<string> | null
}

type Keys = ReadonlySet<string>
const NO_KEYS: Keys = new Set()

export function keysOf(flow: KeyedFlow): ReadonlyMap<string, NodeKeys> {
  const { order, slots, loops, onError, leaving } = flow
  const own = (id: string): Keys => (id === onError ? new Set([failureKey(id)]) : NO_KEYS)
  const sure = sureKeys(flow, own)
  const found = new Map<string, NodeKeys>()
  for (const id of order) {
    const keeps = slots(id).map(({ any }, at) => (any ? sure.get(id)![at]! : null))
    const possible = slots(id).map((slot, at) => keeps[at] ?? slot.sources.reduce((all, { node }) => {
      const keys = found.get(node)?.keys
      return keys === undefined || closesAny(loops, node, id, slot) ? all : all.union(kept(keys, leaving(node)))
    }, new Set(addedKeys(loops, id, at, slot)).union(sure.get(id)![at]!)))
    const keys = possible.reduce((all, each) => all.union(each), own(id))
    found.set(id, { keys, keeps, sharedKey: mostShared(possible) })
  }
  return found
}

/**
 * For each slot the keys that all of its arrivals surely have. What closes a loop brings what came in with it, unless a
 * node on the way takes keys away: only then it is looked at, until nothing changes.
 */
function sureKeys(
  { order, slots, loops, leaving }: KeyedFlow, own: (id: string) => Keys,
): ReadonlyMap<string, readonly Keys[]> {
  const sure = new Map<string, readonly Keys[]>()
  for (const id of order) sure.set(id, slots(id).map((slot, at) => ofSlot(id, slot, at, false)))
  if (order.every((id) => leaving(id) === null)) return sure
  for (let changed = true; changed;) {
    changed = false
    for (const id of order) {
      const all = slots(id).map((slot, at) => ofSlot(id, slot, at, true))
      changed ||= all.some((keys, at) => keys.size !== sure.get(id)![at]!.size)
      sure.set(id, all)
    }
  }
  return sure

  function ofSlot(id: string, slot: Slot, at: number, withClosing: boolean): Keys {
    const added = new Set(addedKeys(loops, id, at, slot))
    const brought = slot.sources.flatMap(({ node }) => {
      const keys = sure.get(node)?.reduce((all, each) => all.union(each), own(node))
      if (!closesAny(loops, node, id, slot)) return keys === undefined ? [] : [kept(keys, leaving(node)).union(added)]
      return withClosing && keys !== undefined ? [staysInto(loops, id, kept(keys, leaving(node)))] : []
    })
    return brought.length === 0 ? added : brought.reduce((all, each) => all.intersection(each))
  }
}

function kept(keys: Keys, leaving: Keys | null): Keys {
  return leaving === null ? keys : keys.intersection(leaving)
}

function closesAny(loops: readonly Turning[], source: string, target: string, slot: Slot): boolean {
  return loops.some((loop) => closes(loop, source, target, slot))
}

/** The key that most slots can have: arrivals are looked up by it. Turns before merges. */
function mostShared(keysOf: readonly Keys[]): string | null {
  const counts = new Map<string, number>()
  for (const key of keysOf.flatMap((keys) => [...keys])) counts.set(key, (counts.get(key) ?? 0) + 1)
  const shared = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return shared[0]?.[0] ?? null
}
