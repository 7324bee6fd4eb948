import type { Json } from '../../json/json.ts'
import { isField, type FieldEntry } from './fields.ts'

// Headers as triggers and replies have them: an object of strings, a list of strings where one stands several times. A
// string's characters are bytes, as everywhere in HTTP/1.

/** Says in one sentence what is wrong, without its end. */
export class HeaderFlaw extends Error {}

/** Throws `HeaderFlaw`. `text` is JSON. */
export function headersFromJson(text: string): readonly FieldEntry[] {
  const json = JSON.parse(text) as Json
  if (json === null) return []
  if (typeof json !== 'object' || Array.isArray(json)) throw new HeaderFlaw('The headers are not an object of strings')
  return Object.entries(json).flatMap(([name, values]: [string, Json]) =>
    (Array.isArray(values) ? (values as readonly Json[]) : [values]).map((value): FieldEntry => {
      if (typeof value !== 'string' && typeof value !== 'number') throw new HeaderFlaw(`The header ${name} is not a string`)
      const text = String(value)
      const bytes = Uint8Array.from(text, (each) => each.charCodeAt(0))
      if (!/^[\0-\xff]*$/.test(text) || !isField(name, bytes)) throw new HeaderFlaw(`The header ${JSON.stringify(name)} holds what no header may hold`)
      return [name.toLowerCase(), bytes]
    }))
}

/** Each byte is a character. */
export function textOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}

/** JSON text; names in lower case. */
export function headersToJson(entries: readonly FieldEntry[]): string {
  const values = new Map<string, string[]>()
  for (const [name, value] of entries) {
    const lower = name.toLowerCase()
    const text = textOf(value).trim()
    const others = values.get(lower)
    if (others === undefined) values.set(lower, [text])
    else others.push(text)
  }
  return JSON.stringify(Object.fromEntries(Array.from(values, ([name, all]) => [name, all.length === 1 ? all[0] : all])))
}
