import type { Json } from '../json/json.ts'
import type { Directive } from './schema.ts'

/**
 * The one text of a JSON value: no blanks, members sorted by UTF-16 units, numbers as ECMAScript prints them (RFC
 * 8785).
 */
export function canonicalJson(json: Json): string {
  if (json === null || typeof json !== 'object') {
    if (typeof json === 'number' && !Number.isFinite(json)) throw new TypeError('JSON has no NaN and no infinities')
    return JSON.stringify(json)
  }
  if (isList(json)) return `[${json.map(canonicalJson).join(',')}]`
  const members = Object.keys(json).filter((name) => json[name] !== undefined).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(json[name]!)}`).join(',')}}`
}

/** What a directive is known by: `sha256:…` of its canonical form, without what changes nothing about a run. */
export async function digestOf(directive: Directive): Promise<string> {
  const { $schema: _schema, view: _view, samples: _samples, tests: _tests, ...program } = directive
  return digestOfBytes(new TextEncoder().encode(canonicalJson(program as unknown as Json)))
}

/** `sha256:` and the hexadecimal digits. */
export async function digestOfBytes(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  return `sha256:${Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

// Array.isArray does not narrow readonly arrays.
function isList(json: object): json is readonly Json[] {
  return Array.isArray(json)
}
