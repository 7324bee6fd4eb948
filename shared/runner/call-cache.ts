import type { Call, Outcome } from '../engine/types.ts'
import { printJson } from '../wit/json-form.ts'

/** What calls of one node gave, kept for calls with the same inputs: least recently used ones go first. */
export interface CallCache {
  get(call: Call, nowMs: number): Outcome | undefined
  keep(call: Call, outcome: Outcome, nowMs: number): void
}

interface Entry {
  readonly outcome: Outcome
  readonly untilMs: number
}

const DEFAULT_SIZE = 1_000
/** Inputs beyond this are not worth the memory of their key. */
const MAX_KEY_LENGTH = 16 * 1024

export function createCallCache({ ttl, size = DEFAULT_SIZE }: { readonly ttl: number; readonly size?: number | undefined }): CallCache {
  const entries = new Map<string, Entry>()
  return {
    get(call, nowMs) {
      const key = keyOf(call)
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      if (entry.untilMs <= nowMs) return undefined
      entries.set(key, entry)
      return entry.outcome
    },
    keep(call, outcome, nowMs) {
      if (!isKept(call, outcome)) return
      const key = keyOf(call)
      if (key.length > MAX_KEY_LENGTH) return
      entries.set(key, { outcome, untilMs: nowMs + ttl })
      if (entries.size > size) entries.delete(entries.keys().next().value as string)
    },
  }
}

function keyOf({ digest, fn, args }: Call): string {
  return [digest, fn.path, ...fn.params.map(({ type }, at) => printJson(args[at], type))].join('\n')
}

/** What went wrong may go right the next time. */
function isKept({ fn }: Call, outcome: Outcome): boolean {
  return outcome.ok && !(fn.result?.kind === 'result' && (outcome.value as { readonly tag: string }).tag === 'err')
}
