import { constants, DatabaseSync, type StatementSync } from 'node:sqlite'
import { join } from 'node:path'
import type { Answer } from '../../shared/capabilities/ask.ts'
import type { SqliteRows, SqliteValue } from '../../shared/capabilities/sqlite-ask.ts'

// The process of one application's databases: `sqlite-child FOLDER`. Statements are a stranger's text, so they are
// executed here, with a limit on memory and where a statement that does not end can be ended. One is executed at a time.

export interface ToSqlite {
  readonly database: string
  readonly readOnly: boolean
  readonly maxBytes: number
  readonly statement: string
  readonly parameters: readonly SqliteValue[]
}

export type FromSqlite = 'ready' | Answer

const MAX_VALUE_BYTES = 16 * 1024 * 1024
const MAX_RESULT_BYTES = 32 * 1024 * 1024
const PAGE_BYTES = 4096

const {
  SQLITE_ATTACH, SQLITE_DENY, SQLITE_DETACH, SQLITE_OK, SQLITE_PRAGMA, SQLITE_SAVEPOINT, SQLITE_TRANSACTION,
} = constants
/** Other files, and transactions that one run would leave open for the next. */
const DENIED: ReadonlySet<number> = new Set([SQLITE_ATTACH, SQLITE_DETACH, SQLITE_TRANSACTION, SQLITE_SAVEPOINT])
/** Those that only tell. */
const PRAGMAS: ReadonlySet<string> = new Set([
  'table_info', 'table_xinfo', 'table_list', 'index_list', 'index_info', 'index_xinfo', 'foreign_key_list', 'page_count',
])

const [folder] = process.argv.slice(2) as [string]
const open = new Map<string, DatabaseSync>()

function databaseOf({ database, readOnly, maxBytes }: ToSqlite): DatabaseSync {
  const key = `${database} ${readOnly}`
  let db = open.get(key)
  if (db === undefined) open.set(key, (db = openDatabase(join(folder, `${database}.db`), readOnly)))
  db.setAuthorizer(null)
  if (!readOnly) db.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / PAGE_BYTES)}`)
  db.setAuthorizer((action, name) => {
    if (action === SQLITE_PRAGMA) return name !== null && PRAGMAS.has(name) ? SQLITE_OK : SQLITE_DENY
    return DENIED.has(action) ? SQLITE_DENY : SQLITE_OK
  })
  return db
}

function openDatabase(file: string, readOnly: boolean): DatabaseSync {
  new DatabaseSync(file).close() // made, where it is only to be read too
  const db = new DatabaseSync(file, { readOnly, timeout: 1_000, defensive: true })
  if (!readOnly) db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`)
  Object.assign(db.limits, { length: MAX_VALUE_BYTES, sqlLength: 1024 * 1024, attach: 0, vdbeOp: 1_000_000 })
  return db
}

function execute(asked: ToSqlite): Answer {
  try {
    const statement = databaseOf(asked).prepare(asked.statement)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    const parameters = asked.parameters.map((value) => (value.tag === 'null' ? null : value.val))
    const columns = statement.columns().map(({ name }) => name)
    const rows = rowsOf(statement, parameters)
    return rows === null
      ? { ok: false, kind: 'refused', reason: 'limit', message: `What a statement gives is larger than ${MAX_RESULT_BYTES / 1024 / 1024} MiB.` }
      : { ok: true, value: { columns, rows } satisfies SqliteRows }
  } catch (error) {
    return { ok: false, kind: 'failed', message: (error as Error).message }
  }
}

/** Null when there are too many. */
function rowsOf(statement: StatementSync, parameters: readonly (bigint | number | string | Uint8Array | null)[]): SqliteRows['rows'] | null {
  const rows: (readonly SqliteValue[])[] = []
  let bytes = 0
  for (const row of statement.iterate(...parameters) as Iterable<unknown> as Iterable<readonly unknown[]>) {
    const values = row.map(valueOf)
    for (const value of values) bytes += 16 + (value.tag === 'text' || value.tag === 'blob' ? value.val.length : 0)
    if (bytes > MAX_RESULT_BYTES) return null
    rows.push(values)
  }
  return rows
}

function valueOf(value: unknown): SqliteValue {
  if (value === null) return { tag: 'null' }
  if (typeof value === 'bigint') return { tag: 'integer', val: value }
  if (typeof value === 'number') return { tag: 'real', val: value }
  return typeof value === 'string' ? { tag: 'text', val: value } : { tag: 'blob', val: value as Uint8Array }
}

const tell = (message: FromSqlite): void => void process.send?.(message)
process.on('message', (asked: ToSqlite) => tell(execute(asked)))
process.on('disconnect', () => process.exit(0))
tell('ready')
