const EXPECTED = {
  json: 'application/json', typed: 'application/json', text: 'a text type', form: 'application/x-www-form-urlencoded',
} as const

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i
const UTF8: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii'])

/**
 * Why a body with this content-type is not what a trigger takes; null when it is. A body of JSON or text may come
 * without one.
 */
export function mediaTypeFlaw(body: keyof typeof EXPECTED, contentType: string | undefined): string | null {
  if (contentType === undefined || contentType.trim() === '') {
    if (body !== 'form') return null
    return `The request says no content-type, and ${EXPECTED.form} is expected.`
  }
  const end = contentType.indexOf(';')
  const type = (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase()
  if (!fits(body, type)) return mismatch(body, type)
  if (end === -1) return null
  const charset = CHARSET.exec(contentType)?.[1]
  if (charset === undefined || UTF8.has(charset.toLowerCase())) return null
  return `The body is said to be in ${charset}, and only UTF-8 is taken.`
}

function fits(body: keyof typeof EXPECTED, type: string): boolean {
  switch (body) {
    case 'json': case 'typed': return type === 'application/json' || /^[^/]+\/[^/]+\+json$/.test(type)
    case 'text': return type.startsWith('text/')
    case 'form': return type === 'application/x-www-form-urlencoded'
  }
}

function mismatch(body: keyof typeof EXPECTED, type: string): string {
  if (type === 'multipart/form-data') return `multipart/form-data is not supported yet: send ${EXPECTED[body]}.`
  return `The body is ${type}, and ${EXPECTED[body]} is expected.`
}
