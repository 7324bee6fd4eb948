import type { Json } from '../../shared/json/json.ts'
import { membersOf, type Members } from './http-sample.ts'

/** A line of a form that makes an object of strings. Lines without a name and value are not yet anything. */
export type Row = readonly [name: string, value: string]

export type RowsReading =
  | { readonly ok: true; readonly members: Members }
  /** `row` counts from 0. */
  | { readonly ok: false; readonly row: number; readonly message: string }

/** token of RFC 9110 §5.6.2. */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** Members as lines; what is no string stands as its JSON text. */
export function rowsOf(json: Json | undefined): readonly Row[] {
  const entries = Object.entries(membersOf(json) ?? {})
  return entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
}

/** The object that the lines make. Names of headers are alike whatever their case. */
export function readRows(rows: readonly Row[], kind: 'header' | 'field'): RowsReading {
  const seen = new Set<string>()
  for (const [row, [name, value]] of rows.entries()) {
    if (name === '' && value === '') continue
    if (name === '') return { ok: false, row, message: 'A name is missing.' }
    if (kind === 'header' && !HEADER_NAME.test(name)) {
      return { ok: false, row, message: `“${name}” is no name of a header.` }
    }
    const key = kind === 'header' ? name.toLowerCase() : name
    if (seen.has(key)) return { ok: false, row, message: `“${name}” stands twice.` }
    seen.add(key)
  }
  return { ok: true, members: Object.fromEntries(rows.filter(([name]) => name !== '')) }
}

/** With one line more to type into, unless the last one is still empty. */
export function withBlankRow(rows: readonly Row[]): readonly Row[] {
  const last = rows.at(-1)
  return last !== undefined && last[0] === '' && last[1] === '' ? rows : [...rows, ['', '']]
}
