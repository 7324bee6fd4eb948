import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ProblemError } from '../../shared/directive/problem.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { RunRow } from '../../shared/protocol/messages.ts'
import { NO_COUNTS } from '../runs/counts.ts'
import { KEPT_RUNS } from '../runs/kept-runs.ts'
import { openBlobs } from './blobs.ts'
import type { StoredDurable, StoredRun } from './operations.ts'
import { openStore, type Store } from './store.ts'

let dir: string
let store: Store

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'runnel-store-'))
  store = await openStore(dir)
})
afterEach(async () => {
  await store.close()
  rmSync(dir, { recursive: true })
})

function directive(name: string, label?: string): Directive {
  return { directive: 1, name, ...(label === undefined ? {} : { label }), packages: {}, flows: {} }
}

const COUNTS = {
  runs: { ok: 2, failed: 1 },
  fired: { 'main/request': { ok: 3, failed: 0 } },
  passed: { 'main/request.out': 3 },
  generated: {},
  busy: { 'main/request': { waited: 2, refused: 1, dropped: 0 } },
}

function run(seq: number, flow: string, ok: boolean): StoredRun {
  const row: RunRow = {
    seq,
    run: `r-${seq}`,
    deployment: 1,
    flow,
    trigger: 'request',
    startedMs: 1,
    title: 'GET /',
    status: ok ? 200 : 500,
    summary: { ok, failure: null, replied: ok, durationMs: 1 },
    hasTrace: true,
  }
  return { row, trace: { firings: [], logs: [], waiting: [] }, recording: '{}' }
}

async function reopen(): Promise<void> {
  await store.close()
  store = await openStore(dir)
}

it('keeps applications, drafts and what is live over a restart', async () => {
  await store.ask('createApp', { app: 'signup', directive: directive('signup', 'Sign up'), atMs: 1 })
  await store.ask('saveDraft', { app: 'signup', revision: 1, directive: directive('signup', 'Sign in'), atMs: 2 })
  await store.ask('addDeployment', { app: 'signup', digest: 'sha256:a', directive: directive('signup'), atMs: 3 })
  await store.ask('addDeployment', { app: 'signup', digest: 'sha256:b', directive: directive('signup', 'b'), atMs: 4 })
  await store.ask('setLive', { app: 'signup', deployment: 1 })
  await store.ask('setCounts', { app: 'signup', deployment: 1, counts: COUNTS })
  await store.ask('setCounts', { app: 'signup', deployment: 1, counts: NO_COUNTS })
  await store.ask('setCounts', { app: 'signup', deployment: 2, counts: COUNTS })
  await store.ask('setCounts', { app: 'signup', deployment: 3, counts: COUNTS })
  await store.ask('addRuns', { app: 'signup', runs: [run(1, 'main', true)], over: [] })
  await reopen()
  expect({
    apps: await store.ask('listApps', null),
    draft: await store.ask('getDraft', { app: 'signup' }),
    deployments: await store.ask('listDeployments', { app: 'signup' }),
    counts: await Promise.all([1, 2, 3].map((deployment) => store.ask('getCounts', { app: 'signup', deployment }))),
    run: await store.ask('getRun', { app: 'signup', run: 'r-1' }),
  }).toEqual({
    apps: [{ app: 'signup', label: 'Sign in', revision: 2, savedMs: 2, live: 1, lastSeq: 1 }],
    draft: { revision: 2, directive: directive('signup', 'Sign in') },
    deployments: [
      { deployment: 2, digest: 'sha256:b', directive: directive('signup', 'b'), deployedMs: 4 },
      { deployment: 1, digest: 'sha256:a', directive: directive('signup'), deployedMs: 3 },
    ],
    counts: [NO_COUNTS, COUNTS, null],
    run: run(1, 'main', true),
  })
})

it('refuses to save over a revision that the writer has not seen', async () => {
  await store.ask('createApp', { app: 'a', directive: directive('a'), atMs: 1 })
  const both = await Promise.all([
    store.ask('saveDraft', { app: 'a', revision: 1, directive: directive('a', 'first'), atMs: 2 }),
    store.ask('saveDraft', { app: 'a', revision: 1, directive: directive('a', 'second'), atMs: 3 }),
  ])
  expect(both).toEqual([
    { saved: true, revision: 2 },
    { saved: false, revision: 2 },
  ])
})

it('answers null for an application that is not there', async () =>
  expect([
    await store.ask('saveDraft', { app: 'a', revision: 1, directive: directive('a'), atMs: 1 }),
    await store.ask('addDeployment', { app: 'a', digest: 'd', directive: directive('a'), atMs: 1 }),
    await store.ask('getDraft', { app: 'a' }),
    await store.ask('getRun', { app: 'a', run: 'r' }),
  ]).toEqual([null, null, null, null]))

it('removes an application with all that belongs to it, and numbers a new one of that name from the start', async () => {
  await store.ask('createApp', { app: 'a', directive: directive('a'), atMs: 1 })
  await store.ask('addDeployment', { app: 'a', digest: 'd', directive: directive('a'), atMs: 1 })
  await store.ask('addRuns', { app: 'a', runs: [run(1, 'main', true)], over: [] })
  await store.ask('removeApp', { app: 'a' })
  await store.ask('addRuns', { app: 'a', runs: [run(2, 'main', true)], over: [] })
  await store.ask('setCounts', { app: 'a', deployment: 1, counts: COUNTS })
  await store.ask('createApp', { app: 'a', directive: directive('a'), atMs: 1 })
  expect([
    await store.ask('listRuns', { app: 'a' }),
    await store.ask('addDeployment', { app: 'a', digest: 'd', directive: directive('a'), atMs: 1 }),
      await store.ask('getCounts', { app: 'a', deployment: 1 }),
  ]).toEqual([[], { deployment: 1 }, null])
})

it('keeps the last hundred runs and the last hundred failed ones of each flow', async () => {
  await store.ask('createApp', { app: 'a', directive: directive('a'), atMs: 1 })
  const failed = Array.from({ length: KEPT_RUNS + 20 }, (_, index) => run(index + 1, 'main', false))
  const fine = Array.from({ length: KEPT_RUNS + 20 }, (_, index) => run(index + 1001, 'main', true))
  await store.ask('addRuns', { app: 'a', runs: [run(1000, 'other', true)], over: [] })
  await store.ask('addRuns', { app: 'a', runs: failed, over: [] })
  await store.ask('addRuns', { app: 'a', runs: fine, over: [] })
  expect((await store.ask('listRuns', { app: 'a' })).map(({ seq }) => seq)).toEqual([
    ...failed.slice(20).map(({ row }) => row.seq),
    1000,
    ...fine.slice(20).map(({ row }) => row.seq),
  ])
})

it('undoes only the operation that failed of those that were written together', async () => {
  await store.ask('createApp', { app: 'a', directive: directive('a'), atMs: 1 })
  const results = await Promise.allSettled([
    store.ask('addRuns', { app: 'a', runs: [run(1, 'main', true)], over: [] }),
    store.ask('addRuns', { app: 'a', runs: [run(2, 'main', true), run(1, 'main', true)], over: [] }),
    store.ask('addRuns', { app: 'a', runs: [run(3, 'main', true)], over: [] }),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect((await store.ask('listRuns', { app: 'a' })).map(({ seq }) => seq)).toEqual([1, 3])
})

it('refuses a second runtime on the same store', async () => {
  await expect(openStore(dir)).rejects.toThrow(
    `Another runtime uses the store ${dir}. Stop it, or give this one a folder of its own with --store DIR.`,
  )
})

it('refuses a store that a newer Runnel wrote', async () => {
  await store.close()
  const db = new DatabaseSync(join(dir, 'runnel.db'))
  db.exec('PRAGMA user_version = 99')
  db.close()
  const attempt = openStore(dir)
  await expect(attempt).rejects.toThrow(
    /^The store .* cannot be used: it was written by a newer Runnel \(schema 99; this one knows up to \d+\)\. Update Runnel, or/,
  )
  rmSync(join(dir, 'runnel.db'))
  store = await openStore(dir)
})

it('says what to do about a folder that cannot be made', async () => {
  writeFileSync(join(dir, 'file'), '')
  await expect(openStore(join(dir, 'file', 'store'))).rejects.toThrow(
    /^The store .*file\/store cannot be used: ENOTDIR.* Make the folder writable, or choose another with --store DIR\.$/,
  )
})

it.each<{ name: string; spoil: (file: string) => void; message: RegExp }>([
  {
    name: 'that cannot be opened',
    spoil: (file) => mkdirSync(file),
    message: /^The store .* cannot be used: unable to open database file\. Make the folder writable, or choose another/,
  },
  {
    name: 'that is none',
    spoil: (file) => writeFileSync(file, 'something else'.repeat(1000)),
    message: /^The store .* is damaged: file is not a database\. Put back a copy of it, or choose another folder with/,
  },
])('says what to do about a database $name', async ({ spoil, message }) => {
  const other = mkdtempSync(join(dir, 'other-'))
  spoil(join(other, 'runnel.db'))
  await expect(openStore(other)).rejects.toThrow(message)
})

it('says that a row is damaged, and goes on with the others', async () => {
  for (const app of ['good', 'spoilt']) await store.ask('createApp', { app, directive: directive(app), atMs: 1 })
  await store.close()
  const db = new DatabaseSync(join(dir, 'runnel.db'))
  db.exec("UPDATE apps SET directive = '{' WHERE app = 'spoilt'")
  db.close()
  store = await openStore(dir)
  const results = await Promise.allSettled(['spoilt', 'good'].map((app) => store.ask('getDraft', { app })))
  expect(results).toEqual([
    { status: 'rejected', reason: expect.any(ProblemError) },
    { status: 'fulfilled', value: { revision: 1, directive: directive('good') } },
  ])
})

// Root may write everywhere.
it.skipIf(process.getuid?.() === 0)('says what to do about a folder that is not writable', async () => {
  const closed = mkdtempSync(join(dir, 'closed-'))
  chmodSync(closed, 0o500)
  await expect(openStore(closed)).rejects.toThrow(/cannot be used: .* Make the folder writable/)
})

it('gives back a blob by the digest of its content', async () => {
  const blobs = openBlobs(join(dir, 'blobs'))
  const first = await blobs.put(Buffer.from('abc'))
  const again = await blobs.put(Buffer.from('abc'))
  const digest = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect([first, again, await blobs.get(digest), await blobs.get(digest.replace('ba', 'ab'))]).toEqual([
    { digest, size: 3 },
    { digest, size: 3 },
    Buffer.from('abc'),
    null,
  ])
})

const durable = (run: string): StoredDurable => ({
  app: 'a', deployment: 1, run, flow: 'main', trigger: 'request', title: 'GET /', startedMs: 1, status: null,
  event: { kind: 'manual', value: { big: 1 } },
})

it('keeps durable runs with their journals until they have ended', async () => {
  await store.ask('createApp', { app: 'a', directive: directive('a'), atMs: 1 })
  await store.ask('beginDurable', durable('r-1'))
  await store.ask('beginDurable', durable('r-2'))
  await store.ask('addJournal', { run: 'r-1', entries: [{ kind: 'clock', readings: [1, 2] }] })
  await store.ask('addJournal', { run: 'r-1', entries: [{ kind: 'slept', nth: 0 }] })
  await store.ask('setReplied', { run: 'r-2', status: 201 })
  await reopen()
  expect([await store.ask('getDurable', { run: 'r-1' }), await store.ask('listDurable', null)]).toEqual([
    { stored: durable('r-1'), journal: [{ kind: 'clock', readings: [1, 2] }, { kind: 'slept', nth: 0 }] },
    [durable('r-1'), { ...durable('r-2'), status: 201 }],
  ])
  await store.ask('addRuns', { app: 'a', runs: [run(1, 'main', true)], over: ['r-1'] })
  await store.ask('addJournal', { run: 'r-1', entries: [] })
  expect([await store.ask('getDurable', { run: 'r-1' }), (await store.ask('listDurable', null)).length]).toEqual([null, 1])
})

it('begins no durable run of an application that is gone, and forgets those of one that goes', async () => {
  const refused = await store.ask('beginDurable', durable('r-1'))
  await store.ask('createApp', { app: 'a', directive: directive('a'), atMs: 1 })
  const begun = await store.ask('beginDurable', durable('r-1'))
  await store.ask('addJournal', { run: 'r-1', entries: [] })
  await store.ask('removeApp', { app: 'a' })
  expect([refused, begun, await store.ask('listDurable', null)]).toEqual([{ begun: false }, { begun: true }, []])
})
