import type { Answer } from './ask.ts'
import type { KeyPage, KeyvalueAsk, Swapped } from './keyvalue-ask.ts'

/** The entries of one store, as whoever keeps them has them. */
export interface Entries {
  get(key: string): Uint8Array | null
  set(key: string, value: Uint8Array): void
  delete(key: string): void
  /** At most `count`, in order of their UTF-8 bytes. */
  keysAfter(after: string | null, count: number): readonly string[]
}

export const KEYVALUE_LIMITS = { keyBytes: 1024, valueBytes: 1024 * 1024, batch: 1_000, page: 1_000 } as const

/** One ask, as one change. What a component did wrong it is told as an error of the interface. */
export function applyKeyvalue(entries: Entries, ask: KeyvalueAsk): Answer {
  const wrong = flawOf(ask)
  if (wrong !== null) return failed(wrong)
  switch (ask.op) {
    case 'get':
      return given(ask.keys.map((key) => entries.get(key)))
    case 'set':
      for (const [key, value] of ask.entries) entries.set(key, value)
      return given(null)
    case 'delete':
      for (const key of ask.keys) entries.delete(key)
      return given(null)
    case 'list': {
      const keys = entries.keysAfter(ask.after, KEYVALUE_LIMITS.page + 1)
      return given({ keys: keys.slice(0, KEYVALUE_LIMITS.page), more: keys.length > KEYVALUE_LIMITS.page } satisfies KeyPage)
    }
    case 'increment':
      return increment(entries, ask)
    case 'swap': {
      const current = entries.get(ask.key)
      if (!sameBytes(current, ask.expected)) return given({ swapped: false, current } satisfies Swapped)
      entries.set(ask.key, ask.value)
      return given({ swapped: true } satisfies Swapped)
    }
  }
}

function increment(entries: Entries, { key, delta, signed }: Extract<KeyvalueAsk, { op: 'increment' }>): Answer {
  const bytes = entries.get(key)
  const text = bytes === null ? '0' : new TextDecoder('utf-8').decode(bytes)
  if (!/^-?\d{1,20}$/.test(text)) return failed(`The value of ${key} is not a number.`)
  const sum = BigInt(text) + BigInt(delta)
  const fits = signed ? BigInt.asIntN(64, sum) === sum : BigInt.asUintN(64, sum) === sum
  if (!fits) return failed(`The value of ${key} would leave the range of 64 bits.`)
  entries.set(key, new TextEncoder().encode(String(sum)))
  return given(String(sum))
}

/** What is beyond the limits, as a sentence. */
function flawOf(ask: KeyvalueAsk): string | null {
  const { keyBytes, valueBytes, batch } = KEYVALUE_LIMITS
  const keys = 'keys' in ask ? ask.keys : 'key' in ask ? [ask.key] : 'entries' in ask ? ask.entries.map(([key]) => key) : []
  const values = 'value' in ask ? [ask.value] : 'entries' in ask ? ask.entries.map(([, value]) => value) : []
  if (keys.length > batch) return `${keys.length} keys at once, ${batch} are allowed.`
  if (keys.some((key) => new TextEncoder().encode(key).length > keyBytes)) return `A key may have ${keyBytes} bytes.`
  const large = values.find(({ length }) => length > valueBytes)
  return large === undefined ? null : `A value of ${large.length} bytes, ${valueBytes} are allowed.`
}

function given(value: unknown): Answer {
  return { ok: true, value }
}

function failed(message: string): Answer {
  return { ok: false, kind: 'failed', message }
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
