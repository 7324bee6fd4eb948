// TypeScript's `esnext` library knows these; Node 26 and browsers since 2025 have them.

export function toBase64(bytes: Uint8Array): string {
  return bytes.toBase64()
}

/** Null when it is no base64 (RFC 4648 section 4, with padding, without white space). */
export function fromBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  try {
    return Uint8Array.fromBase64(text, { lastChunkHandling: 'strict' })
  } catch {
    return null
  }
}
