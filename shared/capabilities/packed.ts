import { fromBase64, toBase64 } from '../wit/base64.ts'

// Asks and answers as JSON. Bytes and large integers are told apart by members that no ask has.

/** JSON text of an ask or answer. */
export function pack(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return { $int: String(inner) }
    return inner instanceof Uint8Array ? { $bytes: toBase64(inner) } : inner
  })
}

/** Throws what `JSON.parse` throws. Bytes that are no base64 are empty. */
export function unpack(text: string): unknown {
  return JSON.parse(text, (_, inner: unknown) => {
    if (inner === null || typeof inner !== 'object') return inner
    if ('$int' in inner) return BigInt(inner.$int as string)
    return '$bytes' in inner ? (fromBase64(inner.$bytes as string) ?? new Uint8Array(0)) : inner
  })
}
