import { applyKeyvalue, type Entries } from './apply-keyvalue.ts'
import type { Answer, Ask } from './ask.ts'

/**
 * Does what components of a preview ask for, without anything outside: stores that are empty when the run begins. What
 * cannot be played is refused with what to do.
 */
export function createSimulation(): (what: Ask) => Answer {
  const stores = new Map<string, Entries>()
  return (what) => {
    switch (what.capability) {
      case 'wasi:keyvalue/store': {
        let entries = stores.get(what.store)
        if (entries === undefined) stores.set(what.store, (entries = inMemory()))
        return applyKeyvalue(entries, what)
      }
      default:
        return { ok: false, kind: 'refused', reason: 'no-grant', message: `${what.capability} is not used in previews: nothing outside is touched.` }
    }
  }
}

function inMemory(): Entries {
  const entries = new Map<string, Uint8Array>()
  return {
    get: (key) => entries.get(key) ?? null,
    set: (key, value) => void entries.set(key, value),
    delete: (key) => void entries.delete(key),
    keysAfter: (after, count) => [...entries.keys()].filter((key) => after === null || key > after).sort().slice(0, count),
  }
}
