import Papa from 'papaparse'
import { checkedDelimiter } from './delimiter.ts'
import { refuse } from './errors.ts'

export function jsonToCsv(text: string, delimiter: string | null): string {
  const rows = rowsOf(text)
  const config = { delimiter: checkedDelimiter(delimiter), newline: '\r\n' }
  if (rows.every(Array.isArray)) return Papa.unparse(rows.map((row) => row.map(fieldOf)), config)
  const names = [...new Set(rows.flatMap((row, index) => Object.keys(objectAt(row, index))))]
  const lines = rows.map((row, index) => names.map((name) => fieldOf(memberOf(objectAt(row, index), name))))
  return Papa.unparse({ fields: names.map((name) => name.toWellFormed()), data: lines }, config)
}

function rowsOf(text: string): readonly unknown[] {
  const value = parsed(text)
  return Array.isArray(value) ? value : refuse({ tag: 'not-rows', val: 'the JSON is not a list' })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return refuse({ tag: 'not-rows', val: (error as Error).message })
  }
}

function objectAt(row: unknown, index: number): object {
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row
  const message = `item ${index + 1} is neither an object like the others nor a list like the others`
  return refuse({ tag: 'not-rows', val: message })
}

const memberOf = (row: object, name: string): unknown =>
  Object.hasOwn(row, name) ? (row as Readonly<Record<string, unknown>>)[name] : null

function fieldOf(value: unknown): string {
  if (value === null) return ''
  // JSON can name half of a surrogate pair, `\ud800`; a WIT string cannot hold it.
  return typeof value === 'object' ? JSON.stringify(value) : String(value).toWellFormed()
}
