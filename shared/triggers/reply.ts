import type { AnyValue } from '../wit/any-value.ts'
import { printJson } from '../wit/json-form.ts'
import type { PortType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { readHeaders, type Headers } from './reply-headers.ts'
import { sniffImage } from './sniff-image.ts'

export type ReplyResult =
  | { readonly ok: true; readonly status: number; readonly headers: Headers; readonly body: Uint8Array | string }
  /** Why the inputs are no reply: a failure of the kind `bad-value`. */
  | { readonly ok: false; readonly message: string }

/** What the inputs of an http-reply hold; `undefined` where they are unbound. */
export interface ReplyInputs {
  /** u16. */
  readonly status: Value
  /** JSON text of an object of strings. */
  readonly headers: Value
  readonly body: AnyValue | undefined
}

const NO_BODY = { body: '', contentType: null } as const

/** Makes an answer. A content-type among the headers stands above the one that follows from the body's type. */
export function replyOf({ status = 200, headers, body }: ReplyInputs): ReplyResult {
  const code = status as number
  // 1xx are no answers but announcements of one, RFC 9110 §15.2.
  if (code < 200 || code > 599) {
    return { ok: false, message: `${code} is no status of a reply: it is between 200 and 599.` }
  }
  const read = readHeaders((headers as string | undefined) ?? 'null')
  if (!read.ok) return read
  const content = body === undefined ? NO_BODY : contentOf(body)
  // RFC 9110 §15.3.5, §15.3.6 and §15.4.5: these end with the headers.
  if ((code === 204 || code === 205 || code === 304) && content.body.length > 0) {
    return { ok: false, message: `A reply with the status ${code} has no body.` }
  }
  if (content.contentType === null || read.headers.some(([name]) => name === 'content-type')) {
    return { ok: true, status: code, headers: read.headers, body: content.body }
  }
  return {
    ok: true, status: code, headers: [['content-type', content.contentType], ...read.headers], body: content.body,
  }
}

interface Content {
  readonly body: Uint8Array | string
  readonly contentType: string | null
}

const BYTES = 'application/octet-stream'
const TEXT_TYPES = {
  html: 'text/html', svg: 'image/svg+xml', markdown: 'text/markdown', csv: 'text/csv', url: 'text/plain',
} as const

function contentOf({ type, value }: AnyValue): Content {
  if (type.kind === 'string') return text(value as string, 'text/plain')
  if (isBytes(type)) return { body: value as Uint8Array, contentType: BYTES }
  if (type.kind === 'known') {
    switch (type.name) {
      case 'image': return { body: value as Uint8Array, contentType: sniffImage(value as Uint8Array) ?? BYTES }
      case 'html': case 'svg': case 'markdown': case 'csv': case 'url':
        return text(value as string, TEXT_TYPES[type.name])
      case 'json': case 'timestamp':
    }
  }
  return text(printJson(value, type), 'application/json')
}

function text(body: string, mediaType: string): Content {
  return { body, contentType: `${mediaType}; charset=utf-8` }
}

function isBytes(type: PortType): boolean {
  return type.kind === 'list' && type.item.kind === 'u8'
}
