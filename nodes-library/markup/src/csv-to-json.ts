import Papa from 'papaparse'
import { checkedDelimiter } from './delimiter.ts'
import { refuse } from './errors.ts'

export function csvToJson(
  text: string, header: boolean | null, delimiter: string | null, typed: boolean | null,
): string {
  const value = typed ? typedValue : (field: string): string => field
  const rows = rowsOf(text, checkedDelimiter(delimiter))
  const result = header ?? true ? objectsOf(rows, value) : rows.map(({ fields }) => fields.map(value))
  return JSON.stringify(result)
}

interface Row {
  /** From 1, empty lines counted. */
  readonly number: number
  readonly fields: readonly string[]
}

function rowsOf(text: string, delimiter: string): readonly Row[] {
  // Papa Parse takes one kind of line end, and files that several people have edited have two.
  const { data, errors } = Papa.parse<string[]>(text.replace(/\r\n?/g, '\n'), { delimiter, newline: '\n' })
  const wrong = errors.find(({ type }) => type === 'Quotes')
  if (wrong) refuse({ tag: 'quotes', val: (wrong.row ?? 0) + 1 })
  return data
    .map((fields, index) => ({ number: index + 1, fields }))
    .filter(({ fields }) => fields.length > 1 || fields[0] !== '')
}

function objectsOf(rows: readonly Row[], value: (field: string) => unknown): readonly object[] {
  const [header, ...rest] = rows
  if (!header) return []
  const names = header.fields
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) refuse({ tag: 'duplicate-column', val: twice })
  return rest.map(({ number, fields }) => {
    if (fields.length !== names.length) {
      refuse({ tag: 'ragged', val: { row: number, expected: names.length, found: fields.length } })
    }
    return Object.fromEntries(names.map((name, index) => [name, value(fields[index] as string)]))
  })
}

function typedValue(field: string): string | number | boolean | null {
  if (field === '') return null
  if (field === 'true' || field === 'false') return field === 'true'
  const number = Number(field)
  return Number.isFinite(number) && String(number) === field ? number : field
}
