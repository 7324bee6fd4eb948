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
  switch (ask.op) {
    case 'get':
      return checked(ask.keys, [], () => ask.keys.map((key) => entries.get(key)))
    case 'set':
      return checked(ask.entries.map(([key]) => key), ask.entries.map(([, value]) => value), () => {
        for (const [key, value] of ask.entries) entries.set(key, value)
        return null
      })
    case 'delete':
      return checked(ask.keys, [], () => {
        for (const key of ask.keys) entries.delete(key)
        return null
      })
    case 'list': {
      const keys = entries.keysAfter(ask.after, KEYVALUE_LIMITS.page + 1)
      const page: KeyPage = { keys: keys.slice(0, KEYVALUE_LIMITS.page), more: keys.length > KEYVALUE_LIMITS.page }
      return { ok: true, value: page }
    }
    case 'increment':
      return increment(entries, ask)
    case 'swap':
      return checked([ask.key], [ask.value], (): Swapped => {
        const current = entries.get(ask.key)
        if (!sameBytes(current, ask.expected)) return { swapped: false, current }
        entries.set(ask.key, ask.value)
        return { swapped: true }
      })
  }
}

function increment(entries: Entries, { key, delta, signed }: Extract<KeyvalueAsk, { op: 'increment' }>): Answer {
  return checked([key], [], () => {
    const bytes = entries.get(key)
    const text = bytes === null ? '0' : new TextDecoder('utf-8').decode(bytes)
    if (!/^-?\d{1,20}$/.test(text)) return failed(`The value of ${key} is not a number.`)
    const sum = BigInt(text) + BigInt(delta)
    const fits = signed ? BigInt.asIntN(64, sum) === sum : BigInt.asUintN(64, sum) === sum
    if (!fits) return failed(`The value of ${key} would leave the range of 64 bits.`)
    entries.set(key, new TextEncoder().encode(String(sum)))
    return String(sum)
  })
}

class Failed {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

const failed = (message: string): Failed => new Failed(message)

function checked(keys: readonly string[], values: readonly Uint8Array[], apply: () => unknown): Answer {
  const { keyBytes, valueBytes, batch } = KEYVALUE_LIMITS
  if (keys.length > batch) return { ok: false, kind: 'failed', message: `${keys.length} keys at once, ${batch} are allowed.` }
  if (keys.some((key) => new TextEncoder().encode(key).length > keyBytes))
    return { ok: false, kind: 'failed', message: `A key may have ${keyBytes} bytes.` }
  const large = values.find(({ length }) => length > valueBytes)
  if (large !== undefined)
    return { ok: false, kind: 'failed', message: `A value of ${large.length} bytes, ${valueBytes} are allowed.` }
  const value = apply()
  return value instanceof Failed ? { ok: false, kind: 'failed', message: value.message } : { ok: true, value }
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
