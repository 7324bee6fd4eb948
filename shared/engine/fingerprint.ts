import type { Value } from '../wit/value.ts'
import type { Call } from './types.ts'

/** Of a call whose arguments are too large to be looked at. No other call has it. */
export const NO_FINGERPRINT = ''

/** As many arguments' bytes are looked at. */
const MAX_LENGTH = 1024 * 1024

/**
 * Tells calls of different functions or with different arguments apart, as far as 64 bits can (FNV-1a in two lanes). It is
 * no proof against somebody who makes collisions on purpose, and would deceive only himself.
 */
export function fingerprintOf({ digest, fn, args }: Call): string {
  const hash = createHash()
  hash.text(digest)
  hash.text(fn.path)
  for (const arg of args) addValue(hash, arg)
  return hash.read()
}

interface Hash {
  bytes(value: Uint8Array): void
  text(value: string): void
  read(): string
}

function createHash(): Hash {
  let one = 0x811c9dc5
  let other = 0x01000193
  let length = 0

  function add(value: number): void {
    one = Math.imul(one ^ value, 0x01000193)
    other = Math.imul(other ^ value, 0x85ebca6b) ^ (other >>> 15)
  }

  return {
    bytes(value) {
      length += value.length
      if (length > MAX_LENGTH) return
      for (let at = 0; at < value.length; at++) add(value[at] as number)
      add(value.length)
    },
    text(value) {
      length += value.length
      if (length > MAX_LENGTH) return
      for (let at = 0; at < value.length; at++) add(value.charCodeAt(at))
      add(value.length)
    },
    read: () => length > MAX_LENGTH ? NO_FINGERPRINT : [one, other].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}

/** Typed arrays are equal to lists of equal numbers. Members count in their order, which a flow always makes the same. */
function addValue(hash: Hash, value: Value): void {
  if (value instanceof Uint8Array) hash.bytes(value)
  else if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = value as unknown as ArrayLike<Value>
    hash.text(`[${items.length}`)
    for (let at = 0; at < items.length; at++) addValue(hash, items[at])
  } else if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
    hash.text(`{${members.length}`)
    for (const [name, member] of members) {
      hash.text(name)
      addValue(hash, member)
    }
  } else {
    hash.text(typeof value)
    hash.text(Object.is(value, -0) ? '-0' : String(value))
  }
}
