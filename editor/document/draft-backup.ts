import type { Directive } from '../../shared/directive/schema.ts'
import { readDirectiveValue } from '../../shared/directive/read.ts'

/** What was not yet acknowledged by the runtime, kept by the browser over a reload or a crash. */
export interface Backup {
  /** The runtime's revision that the changes began from. */
  readonly revision: number
  readonly directive: Directive
}

/** Its `Storage`: the browser's, or a map in tests. */
export type BackupStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export function keepBackup(storage: BackupStorage, app: string, backup: Backup): void {
  try {
    storage.setItem(keyOf(app), JSON.stringify(backup))
  } catch {
    // The browser's quota is full: the runtime still gets the draft, only the second copy is missing.
  }
}

export function dropBackup(storage: BackupStorage, app: string): void {
  storage.removeItem(keyOf(app))
}

/** Null when there is none, or none that a reader of today understands. */
export function readBackup(storage: BackupStorage, app: string): Backup | null {
  const text = storage.getItem(keyOf(app))
  if (text === null) return null
  try {
    const { revision, directive } = JSON.parse(text) as { readonly revision: unknown; readonly directive: unknown }
    const read = readDirectiveValue(directive)
    return typeof revision === 'number' && 'directive' in read ? { revision, directive: read.directive } : null
  } catch {
    return null
  }
}

function keyOf(app: string): string {
  return `runnel:draft:${app}`
}
