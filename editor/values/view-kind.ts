import type { Json } from '../../shared/json/json.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { pictureUrl } from './picture-url.ts'

/** How a value is shown. */
export type ViewKind = 'text' | 'link' | 'number' | 'signal' | 'time' | 'tree' | 'table' | 'csv' | 'picture' | 'svg' | 'html' | 'bytes'

/** Chosen by the type; where the type leaves it open, by the value's shape. */
export function viewKind(type: PortType, json: Json): ViewKind {
  switch (type.kind) {
    case 'string': case 'char': case 'enum':
      return 'text'
    case 'bool': case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64': case 'f32': case 'f64':
      return 'number'
    case 'unit':
      return 'signal'
    case 'known':
      switch (type.name) {
        case 'json': return shapeKind(json)
        case 'html': return 'html'
        case 'svg': return 'svg'
        case 'markdown': return 'text'
        case 'csv': return 'csv'
        case 'url': return 'link'
        case 'image': return 'picture'
        case 'timestamp': return 'time'
      }
    case 'list':
      if (type.item.kind !== 'u8') return shapeKind(json)
      return pictureUrl(String(json)) === null ? 'bytes' : 'picture'
    case 'option':
      return json === null ? 'tree' : viewKind(type.some, json)
    case 'record': case 'variant': case 'result': case 'tuple': case 'flags': case 'any': case 'var': case 'unusable':
      return shapeKind(json)
  }
}

function shapeKind(json: Json): ViewKind {
  if (typeof json === 'string') return 'text'
  return isTable(json) ? 'table' : 'tree'
}

/** Two or more objects that share their members, as rows of a table do. */
function isTable(json: Json): json is readonly { readonly [member: string]: Json }[] {
  if (!Array.isArray(json) || json.length < 2) return false
  const first: Json = json[0]
  if (first === null || typeof first !== 'object' || Array.isArray(first)) return false
  const columns = Object.keys(first).join('\n')
  return json.slice(0, 50).every((row: Json) =>
    row !== null && typeof row === 'object' && !Array.isArray(row) && Object.keys(row).join('\n') === columns)
}

/** One line for a chip on a wire. */
export function summary(type: PortType, json: Json): string {
  switch (viewKind(type, json)) {
    case 'text': case 'link': case 'html': case 'svg': case 'csv':
      return lineOf(String(json))
    case 'number':
      return String(json)
    case 'signal':
      return 'fired'
    case 'time':
      return timeText(json)
    case 'picture': case 'bytes':
      return sizeText(base64Bytes(String(json)))
    case 'table':
      return `${(json as readonly Json[]).length} rows`
    case 'tree':
      return JSON.stringify(json).slice(0, 200)
  }
}

/** Blanks alone would not be seen. */
function lineOf(text: string): string {
  const line = text.slice(0, 200).replace(/\s+/g, ' ').trim()
  return line !== '' ? line : text === '' ? 'empty' : JSON.stringify(text.slice(0, 20))
}

export function timeText(json: Json): string {
  const date = new Date(Number(json))
  return Number.isNaN(date.getTime()) ? String(json) : date.toISOString().replace('T', ' ').replace('Z', ' UTC')
}

export function base64Bytes(base64: string): number {
  return Math.floor((base64.length * 3) / 4) - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0)
}

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
