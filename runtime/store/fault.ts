import { problem, ProblemError } from '../../shared/directive/problem.ts'

/** Why the store did not do what it was asked. */
export interface Fault {
  /** `bug` is a mistake of ours; about the others somebody else has to do something. */
  readonly kind: 'locked' | 'newer' | 'full' | 'failing' | 'damaged' | 'bug'
  readonly message: string
}

/** The database was written by a later Runnel. */
export class NewerSchema extends Error {}

/** A row does not hold what was written into it. */
export class DamagedRow extends Error {}

/** Of what SQLite or the file system threw. */
export function faultOf(error: unknown): Fault {
  const { message } = error as Error
  if (error instanceof NewerSchema) return { kind: 'newer', message }
  if (error instanceof DamagedRow) return { kind: 'damaged', message }
  const { errcode, code = '' } = error as { readonly errcode?: number; readonly code?: string }
  if (errcode !== undefined) return { kind: bySqlite(errcode), message }
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'full', message }
  return /^E[A-Z0-9]+$/.test(code) ? { kind: 'failing', message } : { kind: 'bug', message: String(error) }
}

/** Primary result codes: sqlite.org/rescode.html. */
function bySqlite(errcode: number): Fault['kind'] {
  switch (errcode & 0xff) {
    case 5: return 'locked' // SQLITE_BUSY
    case 13: return 'full' // SQLITE_FULL
    case 8: case 10: case 14: return 'failing' // SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN
    case 11: case 26: return 'damaged' // SQLITE_CORRUPT, SQLITE_NOTADB
    default: return 'bug'
  }
}

/** What to throw for it: a `ProblemError` that names the folder, or a plain error for a bug. */
export function faultError(dir: string, { kind, message }: Fault): Error {
  const reason = message.replace(/\.$/, '')
  switch (kind) {
    case 'locked':
      return refusal(
        'store-in-use',
        `Another runtime uses the store ${dir}.`,
        'Stop it, or give this one a folder of its own with --store DIR.',
      )
    case 'newer':
      return refusal(
        'store-newer',
        `The store ${dir} cannot be used: ${reason}.`,
        'Update Runnel, or choose another folder with --store DIR.',
      )
    case 'full':
      return refusal('store-full', `The disk of the store ${dir} is full.`, 'Make room on it and try again.')
    case 'failing':
      return refusal(
        'store-unusable',
        `The store ${dir} cannot be used: ${reason}.`,
        'Make the folder writable, or choose another with --store DIR.',
      )
    case 'damaged':
      return refusal(
        'store-damaged',
        `The store ${dir} is damaged: ${reason}.`,
        'Put back a copy of it, or choose another folder with --store DIR.',
      )
    case 'bug':
      return new Error(`The store failed: ${message}`)
  }
}

function refusal(code: string, message: string, mend: string): ProblemError {
  return new ProblemError([problem(code, {}, message, mend)])
}
