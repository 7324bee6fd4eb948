import { z } from '../zod.ts'
import { ImportError } from '../host/refusal.ts'
import type { Current } from '../host/surroundings.ts'
import { ask } from './ask.ts'
import type { CapabilityDefinition } from './definition.ts'
import type { SqliteAsk, SqliteRows, SqliteValue } from './sqlite-ask.ts'

const SqliteSchema = z.strictObject({
  databases: z.array(z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'a name is lower-case letters, digits and hyphens')).min(1).max(100)
    .optional().meta({ title: 'Databases', description: 'The names that it may open. Only “default” when empty.' }),
  readOnly: z.boolean().optional().meta({ title: 'Read only', description: 'Whether writing is refused.' }),
  maxBytes: z.int().min(64 * 1024).max(64 * 1024 ** 3).optional().meta({
    title: 'Largest database (bytes)',
    description: 'How large a database may become. 256 MiB when empty.',
  }),
  timeoutMs: z.int().min(10).max(60_000).optional().meta({
    title: 'Longest statement (ms)',
    description: 'A statement that takes longer is ended. 5,000 when empty.',
  }),
})
export type SqliteSettings = z.output<typeof SqliteSchema>

/** Why a grant does not let a node do something; null when it does. Whether a statement writes, the database says. */
export function sqliteRefusal({ database }: SqliteAsk, node: string, { databases = ['default'] }: SqliteSettings): string | null {
  return databases.includes(database) ? null : `The node ${node} is not granted the database ${database}.`
}

/** What Spin's components use. Each statement is a change of its own. */
export const sqlite: CapabilityDefinition = {
  name: 'fermyon:spin/sqlite',
  label: 'SQLite',
  help: 'May keep tables in SQLite databases of the application, which stay over runs and restarts.',
  icon: 'database',
  settings: SqliteSchema,
  interfaces: new Map([['fermyon:spin/sqlite@2.0.0', sqliteOf]]),
  simulated: 'No database is opened: what it answers is typed in, with the sample.',
  waits: ['fermyon:spin/sqlite@'],
}

function sqliteOf(current: Current, { databases = ['default'] }: SqliteSettings) {
  class Connection {
    readonly #database: string
    constructor(database: string) {
      this.#database = database
    }
    static async open(database: string): Promise<Connection> {
      if (!databases.includes(database)) throw new ImportError({ tag: 'access-denied' })
      return new Connection(database)
    }
    async execute(statement: string, parameters: readonly SqliteValue[]) {
      const { columns, rows } = await ask<SqliteRows>(current, {
        capability: 'fermyon:spin/sqlite', op: 'execute', database: this.#database, statement, parameters,
      }, failed)
      return { columns, rows: rows.map((values) => ({ values })) }
    }
  }
  return { Connection }
}

function failed(message: string): ImportError {
  return new ImportError(/\bis full\b/.test(message) ? { tag: 'database-full' } : { tag: 'io', val: message })
}
