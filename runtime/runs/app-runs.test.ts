import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RunsDelta } from '../../shared/protocol/messages.ts'
import type { StoredRun } from '../store/operations.ts'
import type { Store } from '../store/store.ts'
import { createAppRuns, type AppRuns } from './app-runs.ts'
import { KEPT_RUNS, keptRuns } from './kept-runs.ts'

const TRACE = { firings: [], logs: [], waiting: [] }

let stored: StoredRun[]
let runs: AppRuns
let full: boolean
let over: string[]
let errors: unknown[]

beforeEach(() => {
  vi.useFakeTimers()
  stored = []
  full = false
  over = []
  errors = []
  const store = {
    ask: async (operation: string, params: { runs: StoredRun[]; run: string; over: string[] }) => {
      if (operation === 'addRuns' && full) throw new Error('full')
      if (operation === 'addRuns') over.push(...params.over)
      if (operation === 'addRuns') return void stored.push(...params.runs)
      return stored.find(({ row }) => row.run === params.run) ?? null
    },
    close: async () => {},
  } as unknown as Store
  runs = createAppRuns({
    app: 'a',
    store,
    rows: [],
    lastSeq: 0,
    nowMs: Date.now,
    onError: (error) => errors.push(error),
  })
})
afterEach(() => {
  expect(errors).toEqual([])
  runs.close()
  vi.useRealTimers()
})

function add(count: number, ok = true, flow = 'main', trace: typeof TRACE | null = TRACE): void {
  for (let index = 0; index < count; index++) {
    const summary = { ok, failure: null, replied: true, durationMs: 1 }
    runs.add(
      {
        run: `r-${flow}-${index}`,
        deployment: 1,
        flow,
        trigger: 't',
        startedMs: 0,
        title: 'GET /',
        status: 200,
        summary,
      },
      trace,
      null,
      false,
    )
  }
}

const seqs = (delta: { rows: readonly { seq: number }[] }) => delta.rows.map(({ seq }) => seq)

it('tells watchers in batches and numbers rows without gaps', async () => {
  const deltas: RunsDelta[] = []
  runs.watch((delta) => deltas.push(delta))
  add(3)
  await vi.advanceTimersByTimeAsync(1000)
  add(2, true, 'other')
  await vi.advanceTimersByTimeAsync(1000)
  expect(deltas.map(seqs)).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
})

it.each([
  { since: null, reset: true, rows: [1, 2, 3, 4, 5] },
  { since: 0, reset: false, rows: [1, 2, 3, 4, 5] },
  { since: 3, reset: false, rows: [4, 5] },
  { since: 5, reset: false, rows: [] },
  { since: 6, reset: true, rows: [1, 2, 3, 4, 5] },
])('a stream taken up after $since gives $rows', ({ since, ...rest }) => {
  add(5)
  const snapshot = runs.snapshot(since)
  expect({ reset: snapshot.reset, rows: seqs(snapshot) }).toEqual(rest)
})

it('starts anew when what came in between is no longer kept', async () => {
  add(KEPT_RUNS + 5)
  await vi.advanceTimersByTimeAsync(1000)
  const all = Array.from({ length: KEPT_RUNS }, (_, index) => index + 6)
  expect([4, 5].map((since) => ({ reset: runs.snapshot(since).reset, rows: seqs(runs.snapshot(since)) }))).toEqual([
    { reset: true, rows: all },
    { reset: false, rows: all },
  ])
})

it('has the values of a run before and after they are written', async () => {
  add(1)
  const before = await runs.get('r-main-0')
  await runs.flush()
  expect([before, await runs.get('r-main-0'), await runs.get('r-main-1')]).toEqual([
    { run: stored[0]!.row, trace: TRACE, recording: null },
    { run: stored[0]!.row, trace: TRACE, recording: null },
    null,
  ])
})

it('does not let a storm of runs into the store that it would forget at once', async () => {
  add(KEPT_RUNS * 3)
  await runs.flush()
  expect(stored.map(({ row }) => row.seq)).toEqual(
    Array.from({ length: KEPT_RUNS }, (_, index) => index + 1 + KEPT_RUNS * 2),
  )
})

it('does not let failed runs without values take the place of those with them, when thousands fail', async () => {
  for (let second = 0; second < 3; second++) {
    add(KEPT_RUNS, false)
    add(KEPT_RUNS * 20, false, 'main', null)
    await vi.advanceTimersByTimeAsync(1000)
  }
  await runs.flush()
  const kept = runs.snapshot(null).rows.filter(({ hasTrace }) => hasTrace)
  expect([kept.length, runs.snapshot(null).rows.length, runs.snapshot(null).seq]).toEqual([KEPT_RUNS - 2, KEPT_RUNS, KEPT_RUNS * 4 + 4])
})

it('tells the store which durable runs have ended, whether or not it keeps them, and again when it could not hear', async () => {
  const end = (run: string) => runs.add(
    { run, deployment: 1, flow: 'main', trigger: 't', startedMs: 0, title: 'GET /', status: 200, summary: { ok: true, failure: null, replied: true, durationMs: 1 } },
    null, null, true,
  )
  full = true
  end('first')
  await runs.flush()
  full = false
  for (let index = 0; index < KEPT_RUNS + 1; index++) end(`r-${index}`)
  await runs.flush()
  expect([errors.splice(0).length, over.length, over[0], stored.length]).toEqual([1, KEPT_RUNS + 2, 'first', KEPT_RUNS])
})

it('keeps failed runs longer than those that went well, flow by flow', () => {
  const rows = (count: number, ok: boolean, flow: string) =>
    Array.from({ length: count }, () => ({ row: { flow, summary: { ok } } })) as unknown as StoredRun[]
  const kept = keptRuns([
    ...rows(1, true, 'other'),
    ...rows(KEPT_RUNS + 1, false, 'main'),
    ...rows(KEPT_RUNS + 1, true, 'main'),
  ])
  const count = (flow: string, ok: boolean) =>
    kept.filter(({ row }) => row.flow === flow && row.summary.ok === ok).length
  expect([count('other', true), count('main', false), count('main', true)]).toEqual([1, KEPT_RUNS, KEPT_RUNS])
})

it('tells once that nothing can be written, keeps the rows, and goes on when it can be', async () => {
  full = true
  for (const flow of ['one', 'two']) {
    add(1, true, flow)
    await vi.advanceTimersByTimeAsync(1000)
  }
  full = false
  add(1, true, 'three')
  await vi.advanceTimersByTimeAsync(1000)
  full = true
  add(1, true, 'four')
  await vi.advanceTimersByTimeAsync(1000)
  const told = errors.splice(0)
  expect([told.length, seqs(runs.snapshot(null)), stored.map(({ row }) => row.flow)]).toEqual([
    2,
    [1, 2, 3, 4],
    ['three'],
  ])
  expect(await runs.get('r-one-0')).toBe(null)
})

it('leaves values out while more than 32 MiB of them wait for the disk, and never a row', async () => {
  const value = { json: 'x', whole: false, bytes: 64 * 1024 }
  const firing = {
    within: [], flow: 'main', node: 'n', tag: [], attempt: 1, inputs: {}, failure: null, startedMs: 0, durationMs: 1, reused: false,
    outputs: Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`out.${index}`, value])),
  }
  const summary = { ok: false, failure: null, replied: true, durationMs: 1 }
  const addOne = (run: string) => runs.add(
    { run, deployment: 1, flow: 'main', trigger: 't', startedMs: 0, title: 'GET /', status: 500, summary },
    { firings: [firing], logs: [], waiting: [] },
    null,
    false,
  )
  for (let index = 0; index < 10; index++) addOne(`r-${index}`)
  await runs.flush()
  addOne('later')
  await runs.flush()
  expect(stored.map(({ row, trace }) => [row.run, row.hasTrace, trace !== null])).toEqual([
    ...Array.from({ length: 7 }, (_, index) => [`r-${index}`, true, true]),
    ...['r-7', 'r-8', 'r-9'].map((run) => [run, false, false]),
    ['later', true, true],
  ])
})
