import type { SQLOutputValue } from 'node:sqlite'
import { DamagedRow } from './fault.ts'

/** What we wrote ourselves. Throws `DamagedRow`. */
export function fromJson<T>(text: SQLOutputValue | undefined): T {
  try {
    return JSON.parse(String(text))
  } catch {
    throw new DamagedRow('a row holds no JSON')
  }
}
