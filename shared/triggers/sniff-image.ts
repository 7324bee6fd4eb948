/** By the first bytes: PNG, JPEG, GIF, WebP; WHATWG MIME Sniffing §6.1. */
export function sniffImage(bytes: Uint8Array): string | null {
  if (begins(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png'
  if (begins(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg'
  if (begins(bytes, 0, 'GIF87a') || begins(bytes, 0, 'GIF89a')) return 'image/gif'
  if (begins(bytes, 0, 'RIFF') && begins(bytes, 8, 'WEBPVP')) return 'image/webp'
  return null
}

function begins(bytes: Uint8Array, from: number, signature: string): boolean {
  for (let index = 0; index < signature.length; index++) {
    if (bytes[from + index] !== signature.charCodeAt(index)) return false
  }
  return true
}
