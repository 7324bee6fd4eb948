import type { Json } from '../../shared/json/json.ts'
import { readJson } from '../../shared/json/read-json.ts'

export type Rows = readonly Readonly<Record<string, Json>>[]

/** Why a text is no list of rows; null when it is one. */
export function rowsFlaw(text: string): string | null {
  const read = readJson(text)
  if (!read.ok) return 'Type JSON: a list with an object for each row.'
  if (!Array.isArray(read.json)) return 'Rows are a list: [{ "name": "Ada" }].'
  return read.json.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
    ? null
    : 'Each row is an object with a member for each column.'
}

/** Of a text without a flaw. */
export function rowsOf(text: string): Rows {
  const read = readJson(text)
  return read.ok ? (read.json as Rows) : []
}

/** A row a line. */
export function rowsText(rows: Rows): string {
  return rows.length === 0 ? '[]' : `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]`
}
