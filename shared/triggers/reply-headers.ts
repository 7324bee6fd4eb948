import type { Json } from '../json/json.ts'

/** Names in lower case. */
export type Headers = readonly (readonly [name: string, value: string])[]

type HeadersResult =
  | { readonly ok: true; readonly headers: Headers }
  | { readonly ok: false; readonly message: string }

/** token of RFC 9110 §5.6.2. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** field-value of RFC 9110 §5.5: visible ASCII and beyond Latin-1's controls, blanks within; no CR, LF or NUL. */
const VALUE = /^(?:[!-~\u0080-\u00ff](?:[\t -~\u0080-\u00ff]*[!-~\u0080-\u00ff])?)?$/

/** What concerns one connection only (RFC 9110 §7.6.1), and the length, is for the server to say. */
const OF_THE_SERVER: ReadonlySet<string> = new Set([
  'connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
  'content-length', 'date',
])

/** Whether a reply may not hold it: `name` in lower case. */
export function isOfTheServer(name: string): boolean {
  return OF_THE_SERVER.has(name)
}

/**
 * Reads an object of strings, a list of strings where a header stands several times. Numbers are taken for their text.
 */
export function readHeaders(text: string): HeadersResult {
  const json = JSON.parse(text) as Json
  if (json === null) return { ok: true, headers: [] }
  if (typeof json !== 'object' || Array.isArray(json)) {
    return { ok: false, message: 'The headers are not an object of strings.' }
  }
  const headers: (readonly [string, string])[] = []
  for (const [name, values] of Object.entries(json) as [string, Json][]) {
    if (!NAME.test(name)) return { ok: false, message: `${JSON.stringify(name)} is no name of a header.` }
    const lower = name.toLowerCase()
    if (isOfTheServer(lower)) return { ok: false, message: `The header ${lower} is set by the server alone.` }
    for (const value of Array.isArray(values) ? (values as readonly Json[]) : [values]) {
      if (typeof value !== 'string' && typeof value !== 'number') {
        return { ok: false, message: `The header ${lower} is not a string.` }
      }
      if (!VALUE.test(String(value))) {
        return {
          ok: false, message: `The header ${lower} holds a line break or another character that no header may hold.`,
        }
      }
      headers.push([lower, String(value)])
    }
  }
  return { ok: true, headers }
}
