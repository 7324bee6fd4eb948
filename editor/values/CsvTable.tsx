import Papa from 'papaparse'
import { TableView } from './TableView.tsx'

/** CSV text as a table, its first row as the heading. Loaded when the first one is shown. */
export function CsvTable({ text }: { readonly text: string }) {
  const [columns = [], ...rows] = Papa.parse<string[]>(text, { skipEmptyLines: true }).data
  return <TableView columns={columns} rows={rows} />
}
