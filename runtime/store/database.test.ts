import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import { databaseOn, type Database, type Request } from './database.ts'

let db: DatabaseSync
let database: Database

beforeEach(() => {
  db = new DatabaseSync(':memory:')
  database = databaseOn(db)
})
afterEach(() => database.close())

function directive(name: string, note = ''): Directive {
  return { directive: 1, name, note, packages: {}, flows: {} }
}

const create = (app: string, note = ''): Request => ({
  operation: 'createApp',
  params: { app, directive: directive(app, note), atMs: 1 },
})
const names = () => {
  const [answer] = database.batch([{ operation: 'listApps', params: null }])
  return (answer as { result: readonly { app: string }[] }).result.map(({ app }) => app)
}

it('says that the disk is full, keeps what was there, and goes on once there is room', () => {
  database.batch([create('before')])
  const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number }
  db.exec(`PRAGMA max_page_count = ${pages}`)
  const large = create('large', 'x'.repeat(20_000))
  const answers = database.batch([create('small'), large, create('other')])
  expect([answers, names()]).toEqual([
    Array(3).fill({ error: { kind: 'full', message: 'database or disk is full' } }),
    ['before'],
  ])
  db.exec('PRAGMA max_page_count = 1000000')
  expect([database.batch([large]), names()]).toEqual([[{ result: { created: true } }], ['before', 'large']])
})

it('tells everyone of a batch whose commit fails that nothing has happened, and goes on', () => {
  db.exec(`
    CREATE TABLE waits (app TEXT REFERENCES apps DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER wait AFTER INSERT ON apps WHEN new.app = 'bad' BEGIN INSERT INTO waits VALUES ('nobody'); END`)
  const answers = database.batch([create('good'), create('bad')])
  expect([answers, names()]).toEqual([
    Array(2).fill({ error: { kind: 'bug', message: 'FOREIGN KEY constraint failed' } }),
    [],
  ])
  expect([database.batch([create('good')]), names()]).toEqual([[{ result: { created: true } }], ['good']])
})
