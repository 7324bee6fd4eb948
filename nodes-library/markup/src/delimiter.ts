import Papa from 'papaparse'
import { refuse } from './errors.ts'

export function checkedDelimiter(delimiter: string | null): string {
  if (delimiter !== null && Papa.BAD_DELIMITERS.includes(delimiter)) refuse({ tag: 'delimiter', val: delimiter })
  return delimiter ?? ','
}
