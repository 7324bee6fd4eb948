import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import { fromJs } from '../components/build.ts'
import { CALLER, HIDING, SQLITE_IMPORT } from '../components/customers.ts'
import { SQLITE } from '../components/sqlite.wit.ts'
import { directiveOf, startServer, temporaryFolder, type Server } from './harness.ts'

// Spin's example: one component reads customers from SQLite, another stands between it and the host and hides the
// domains of their addresses.

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let packages: Directive['packages']

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  packages = Object.fromEntries(await Promise.all(Object.entries({ customers: CALLER, hiding: HIDING }).map(async ([name, source]) => {
    const body = await fromJs({ ...source, deps: SQLITE, stubWasi: false })
    const answer = await server.api(`/api/packages?name=${name}.wasm`, { method: 'POST', body })
    return [name, { package: `${name}.wasm`, digest: (await answer.json() as { digest: string }).digest }]
  })))
}, 60_000)
afterAll(async () => {
  await server.close()
  await folder.remove()
})

const MIDDLEWARE = { [SQLITE_IMPORT]: 'hiding' }

/** POST a statement; GET /names reads by a node that has the middleware. */
function customers(name: string, settings: object = {}): Directive {
  const grant = [{ capability: 'fermyon:spin/sqlite', with: settings }] as Node['grant']
  return directiveOf(name, {
    request: { trigger: 'http', with: { path: `/${name}`, method: 'POST', body: 'text' } },
    query: { use: 'customers#query', in: { statement: { from: 'request.out.body' } }, grant },
    rows: { sink: 'http-reply', in: { body: { from: 'query.out' } } },
    refused: { sink: 'http-reply', in: { status: { value: 400 }, body: { from: 'query.err' } } },
    names: { trigger: 'http', with: { path: `/${name}/names` } },
    read: {
      use: 'customers#query', in: { statement: { value: 'SELECT name, email FROM customers' } }, after: ['names.out'],
      grant, middleware: MIDDLEWARE,
    },
    reply: { sink: 'http-reply', in: { body: { from: 'read.out' } } },
  }, packages)
}

const post = async (path: string, body: string): Promise<string> => {
  const { status, text } = await server.ask(path, { method: 'POST', body })
  return status === 200 ? text : `${status} ${text}`
}

it('hides from a component what the one between hides', async () => {
  await server.deploy(customers('shop'))
  await post('/shop', 'CREATE TABLE customers (name TEXT, email TEXT)')
  await post('/shop', "INSERT INTO customers VALUES ('Ada', 'ada@example.com'), ('Bob', 'bob@example.org')")
  expect(await post('/shop', 'SELECT name, email FROM customers')).toBe('[["Ada","ada@example.com"],["Bob","bob@example.org"]]')
  expect((await server.ask('/shop/names')).text).toBe('[["Ada","ada@…"],["Bob","bob@…"]]')
})

it('keeps databases over a restart, apart from those of other applications', async () => {
  await server.close()
  server = await startServer(folder.path)
  await server.deploy(customers('other'))
  expect(await post('/shop', 'SELECT count(*) FROM customers')).toBe('[[2]]')
  expect(await post('/other', 'SELECT count(*) FROM customers')).toBe('400 {"tag":"io","val":"no such table: customers"}')
})

it.each([
  ['a value of each type', "SELECT 1, 2.5, 'ä', x'00ff', NULL, 9007199254740991", '[[1,2.5,"ä",[0,255],null,9007199254740991]]'],
  ['what tells of tables', 'SELECT name FROM pragma_table_list WHERE name = \'customers\'', '[["customers"]]'],
  ['another file', "ATTACH '/tmp/x.db' AS x", '400 {"tag":"io","val":"not authorized"}'],
  ['a copy in another file', "VACUUM INTO '/tmp/x.db'", '400 {"tag":"io","val":"authorization denied"}'],
  ['a transaction that stays open', 'BEGIN', '400 {"tag":"io","val":"not authorized"}'],
  ['a pragma that changes something', 'PRAGMA journal_mode = OFF', '400 {"tag":"io","val":"not authorized"}'],
  ['an extension', "SELECT load_extension('x')", '400 {"tag":"io","val":"not authorized"}'],
  ['a giant value', 'SELECT zeroblob(100000000)', '400 {"tag":"io","val":"string or blob too big"}'],
])('answers to %s', async (_, statement, expected) => expect(await post('/shop', statement)).toBe(expected))

it.each([
  ['does not end', { timeoutMs: 300 }, 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n', 'The statement took longer than the 300 ms that the grant allows.'],
  ['gives too much', {}, 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT hex(zeroblob(1000000)) FROM n', 'What a statement gives is larger than 32 MiB.'],
])('fails the call of a statement that %s, and goes on with the next', async (_, settings, statement, message) => {
  const app = await server.deploy(customers('hostile', settings))
  expect(await post('/hostile', statement)).toMatch(/^500/)
  const { rows } = await server.call('runs.watch', { app, since: null })
  expect(rows.map(({ summary }) => summary.failure?.message)).toEqual([message])
  expect(await post('/hostile', 'SELECT 1')).toBe('[[1]]')
  await server.call('apps.remove', { app })
})

it('says when a database is full, and refuses to write where only reading is granted', async () => {
  const app = await server.deploy(customers('full', { maxBytes: 65_536 }))
  await post('/full', 'CREATE TABLE t (x)')
  expect(await post('/full', 'INSERT INTO t VALUES (zeroblob(1000000))')).toBe('400 {"tag":"database-full"}')
  await server.call('deployments.deploy', { app, directive: customers('full', { readOnly: true }) })
  expect(await post('/full', 'INSERT INTO t VALUES (1)')).toBe('400 {"tag":"io","val":"attempt to write a readonly database"}')
  await server.call('apps.remove', { app })
})

it('hides from every component what an operator puts before an import, without a word of the directive', async () => {
  await server.close()
  const { hiding } = packages
  server = await startServer(folder.path, { policy: { middleware: { [SQLITE_IMPORT]: hiding! } } })
  expect(await post('/shop', 'SELECT name, email FROM customers')).toBe('[["Ada","ada@…"],["Bob","bob@…"]]')
  expect((await server.ask('/shop/names')).text).toBe('[["Ada","ada@…"],["Bob","bob@…"]]')
})

it('deploys nothing that is granted what an operator denies', async () => {
  await server.close()
  server = await startServer(folder.path, { policy: { deny: ['fermyon:spin/sqlite'] } })
  await expect(server.deploy(customers('denied'))).rejects.toThrow('Whoever runs this runtime lets no node have fermyon:spin/sqlite.')
  expect((await server.ask('/shop/names')).status).toBe(503)
})

it('does not start with a policy whose package is not there', async () => {
  await server.close()
  const gone = { package: 'gone.wasm', digest: `sha256:${'0'.repeat(64)}` }
  await expect(startServer(folder.path, { policy: { middleware: { [SQLITE_IMPORT]: gone } } })).rejects.toThrow(`The policy puts gone.wasm before ${SQLITE_IMPORT}, and the library does not have it`)
  server = await startServer(folder.path)
})
