import type { Json } from '../../shared/json/json.ts'
import { readJson } from '../../shared/json/read-json.ts'
import type { TracedValue } from '../../shared/runner/messages.ts'
import { toBase64 } from '../../shared/wit/base64.ts'
import type { KnownName, PortType } from '../../shared/wit/types.ts'
import type { PreviewReply } from '../preview/session.ts'
import { essenceOf, isText } from './media-type.ts'

/** An answer as values are shown: its body has the type that the content-type says. */
export interface ShownReply {
  readonly status: number
  /** `200 OK`. */
  readonly statusText: string
  readonly contentType: string | null
  readonly bytes: number
  readonly headers: PreviewReply['headers']
  /** Null for an empty body. */
  readonly body: { readonly type: PortType; readonly value: TracedValue } | null
}

export function shownReply({ status, headers, body }: PreviewReply): ShownReply {
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body).length : body.length
  const name = STATUS_NAMES[status]
  return {
    status, statusText: name === undefined ? String(status) : `${status} ${name}`, contentType, bytes, headers,
    body: bytes === 0 ? null : bodyOf(essenceOf(contentType ?? ''), body, bytes),
  }
}

const KNOWN: Readonly<Record<string, KnownName>> = {
  'text/html': 'html', 'image/svg+xml': 'svg', 'text/csv': 'csv', 'text/markdown': 'markdown',
}
const BYTES: PortType = { kind: 'list', item: { kind: 'u8' } }

function bodyOf(mediaType: string, body: Uint8Array | string, bytes: number): ShownReply['body'] {
  const shown = (type: PortType, json: Json) => ({ type, value: { json, whole: true, bytes } })
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) {
    const text = textOf(body)
    const reading = readJson(text)
    return reading.ok ? shown({ kind: 'known', name: 'json' }, reading.json) : shown({ kind: 'string' }, text)
  }
  const known = KNOWN[mediaType]
  if (known !== undefined) return shown({ kind: 'known', name: known }, textOf(body))
  if (typeof body === 'string' || isText(mediaType)) return shown({ kind: 'string' }, textOf(body))
  if (mediaType.startsWith('image/')) return shown({ kind: 'known', name: 'image' }, toBase64(body))
  return shown(BYTES, toBase64(body))
}

function textOf(body: Uint8Array | string): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body)
}

/** RFC 9110 §15: those that flows answer with. */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 205: 'Reset Content', 206: 'Partial Content',
  301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified', 307: 'Temporary Redirect',
  308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found',
  405: 'Method Not Allowed', 406: 'Not Acceptable', 409: 'Conflict', 410: 'Gone', 413: 'Content Too Large',
  415: 'Unsupported Media Type', 422: 'Unprocessable Content', 429: 'Too Many Requests', 500: 'Internal Server Error',
  501: 'Not Implemented', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
}
