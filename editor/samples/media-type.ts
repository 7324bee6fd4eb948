/** Without its parameters, in lower case: `text/html`. */
export function essenceOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
}

export function isPicture(mediaType: string): boolean {
  return /^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml)$/.test(mediaType)
}

export function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/') || mediaType.endsWith('+xml') || mediaType.endsWith('+json')
    || /^application\/(json|xml|javascript|x-www-form-urlencoded)$/.test(mediaType)
}
