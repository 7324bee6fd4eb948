const SIGNATURES = [
  { base64: 'iVBORw0KGgo', mediaType: 'image/png' },
  { base64: '/9j/', mediaType: 'image/jpeg' },
  { base64: 'R0lGOD', mediaType: 'image/gif' },
  { base64: 'UklGR', mediaType: 'image/webp' },
] as const

/** A data URL of an encoded picture, known by its first bytes; null when it is none that a browser shows. */
export function pictureUrl(base64: string): string | null {
  const found = SIGNATURES.find((signature) => base64.startsWith(signature.base64))
  return found === undefined ? null : `data:${found.mediaType};base64,${base64}`
}
