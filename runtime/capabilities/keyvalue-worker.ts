import { DatabaseSync } from 'node:sqlite'
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import { applyKeyvalue, type Entries } from '../../shared/capabilities/apply-keyvalue.ts'
import type { Answer } from '../../shared/capabilities/ask.ts'
import type { KeyvalueAsk } from '../../shared/capabilities/keyvalue-ask.ts'

// The thread of all key-value stores. What came together is one transaction, so that many share a flush to the disk.

export interface KeyvalueWorkerData {
  readonly file: string
}

/** A space is what its nodes share: an application's or a node's stores. */
export type ToKeyvalue =
  | { readonly kind: 'ask'; readonly id: number; readonly app: string; readonly space: string; readonly what: KeyvalueAsk }
  | { readonly kind: 'forget'; readonly app: string }
  | { readonly kind: 'close' }
export type FromKeyvalue = readonly { readonly id: number; readonly answer: Answer }[]

/** Of keys and values of one application together. */
const MAX_APP_BYTES = 256 * 1024 * 1024

const port = parentPort as MessagePort
const db = new DatabaseSync((workerData as KeyvalueWorkerData).file, { timeout: 200 })
db.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS entries (
    app TEXT NOT NULL, space TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (app, space, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sizes (app TEXT PRIMARY KEY, bytes INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER IF NOT EXISTS added AFTER INSERT ON entries BEGIN
    INSERT INTO sizes VALUES (new.app, length(new.key) + length(new.value))
      ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
  END;
  CREATE TRIGGER IF NOT EXISTS removed AFTER DELETE ON entries BEGIN
    UPDATE sizes SET bytes = bytes - length(old.key) - length(old.value) WHERE app = old.app;
  END`)
const get = db.prepare('SELECT value FROM entries WHERE app = ? AND space = ? AND key = ?')
const insert = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?)')
const remove = db.prepare('DELETE FROM entries WHERE app = ? AND space = ? AND key = ?')
const after = db.prepare('SELECT key FROM entries WHERE app = ? AND space = ? AND key > ? ORDER BY key LIMIT ?')
const first = db.prepare('SELECT key FROM entries WHERE app = ? AND space = ? ORDER BY key LIMIT ?')
const size = db.prepare('SELECT bytes FROM sizes WHERE app = ?')
const forget = db.prepare('DELETE FROM entries WHERE app = ?')

class Full extends Error {}

function entriesOf(app: string, space: string): Entries {
  return {
    get: (key) => (get.get(app, space, key)?.['value'] as Uint8Array | undefined) ?? null,
    set(key, value) {
      remove.run(app, space, key)
      insert.run(app, space, key, value)
      if (Number(size.get(app)?.['bytes']) > MAX_APP_BYTES)
        throw new Full(`The stores of the application are full: they hold ${MAX_APP_BYTES / 1024 / 1024} MiB.`)
    },
    delete: (key) => void remove.run(app, space, key),
    keysAfter: (last, count) =>
      (last === null ? first.all(app, space, count) : after.all(app, space, last, count)).map(({ key }) => key as string),
  }
}

function one({ app, space, what }: Extract<ToKeyvalue, { kind: 'ask' }>): Answer {
  db.exec('SAVEPOINT one')
  try {
    const answer = applyKeyvalue(entriesOf(app, `${space}\n${what.store}`), what)
    db.exec('RELEASE one')
    return answer
  } catch (error) {
    if (!db.isTransaction) throw error
    db.exec('ROLLBACK TO one; RELEASE one')
    if (error instanceof Full) return { ok: false, kind: 'refused', reason: 'limit', message: error.message }
    return { ok: false, kind: 'failed', message: (error as Error).message }
  }
}

function batch(messages: readonly ToKeyvalue[]): FromKeyvalue {
  const asked = messages.filter((message) => message.kind === 'ask')
  try {
    db.exec('BEGIN IMMEDIATE')
    for (const message of messages) if (message.kind === 'forget') forget.run(message.app)
    const answers = asked.map((message) => ({ id: message.id, answer: one(message) }))
    db.exec('COMMIT')
    return answers
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    const message = `The stores cannot be written: ${(error as Error).message}.`
    return asked.map(({ id }) => ({ id, answer: { ok: false, kind: 'failed', message } }))
  }
}

port.on('message', (message: ToKeyvalue) => {
  const messages = [message]
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) messages.push(next.message)
  port.postMessage(batch(messages))
  if (messages.some(({ kind }) => kind === 'close')) {
    db.close()
    port.close()
  }
})
