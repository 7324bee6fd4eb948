import { beforeEach, expect, it } from 'vitest'
import type { RunRow } from '../../shared/protocol/messages.ts'
import {
  clearRuns, filterRuns, firedOf, newSincePause, NO_COUNTS, passedOf, pauseRuns, pickedIndex, pickRun, shownRows, takeDelta, takeSnapshot, takeTrace, unpick, useRunStore,
} from './run-store.ts'

const row = (seq: number, ok = true): RunRow => ({
  seq, run: `r${seq}`, deployment: 1, flow: 'main', trigger: 'request', startedMs: seq, title: 'GET /', status: 200,
  summary: { ok, failure: null, replied: true, durationMs: 1 }, hasTrace: true,
})
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => row(from + at))
const delta = (given: readonly RunRow[], counts = NO_COUNTS) => ({ seq: given.at(-1)?.seq ?? 0, counts, rows: given })
const seqs = () => shownRows(useRunStore.getState()).map(({ seq }) => seq)
const TRACE = { firings: [], logs: [], waiting: [] }

beforeEach(() => {
  clearRuns('a')
  filterRuns('all')
})

it('shows the newest first', () => {
  takeSnapshot({ ...delta(rows(1, 3)), reset: true })
  takeDelta(delta(rows(4, 5)))
  expect([seqs(), useRunStore.getState().seq]).toEqual([[5, 4, 3, 2, 1], 5])
})

it('takes a run once that came both with a batch and after a break', () => {
  takeDelta(delta(rows(1, 3)))
  takeSnapshot({ ...delta(rows(3, 4)), reset: false })
  expect(seqs()).toEqual([4, 3, 2, 1])
})

it('starts anew where the runtime no longer has what came between', () => {
  takeDelta(delta(rows(1, 3)))
  takeSnapshot({ ...delta(rows(90, 91)), reset: true })
  expect(seqs()).toEqual([91, 90])
})

it('shows a hundred and keeps five hundred, of which the filter may find older ones', () => {
  takeDelta(delta([row(1, false), ...rows(2, 300)]))
  takeDelta(delta(rows(301, 500)))
  expect([seqs().length, seqs()[0]]).toEqual([100, 500])
  filterRuns('failed')
  expect(seqs()).toEqual([1])
  takeDelta(delta([row(501)]))
  expect(seqs()).toEqual([])
})

it('stands still while paused and says how much is new', () => {
  takeDelta(delta(rows(1, 2)))
  pauseRuns(true)
  takeDelta(delta(rows(3, 5)))
  expect([seqs(), newSincePause(useRunStore.getState())]).toEqual([[2, 1], 3])
  pauseRuns(false)
  expect([seqs(), newSincePause(useRunStore.getState())]).toEqual([[5, 4, 3, 2, 1], 0])
})

it('gives the values of the picked run once they are here', () => {
  const index = () => pickedIndex(useRunStore.getState())
  pickRun(row(1))
  expect([index(), useRunStore.getState().picked?.loading]).toEqual([null, true])
  takeTrace('r1', TRACE, null)
  expect([index() === useRunStore.getState().picked?.index, useRunStore.getState().picked?.loading]).toEqual([true, false])
  unpick()
  expect(index()).toBeNull()
})

it('drops values that come after another run was picked', () => {
  pickRun(row(1))
  pickRun(row(2))
  takeTrace('r1', TRACE, null)
  expect(useRunStore.getState().picked).toMatchObject({ row: row(2), trace: null, loading: true })
})

it('asks nothing of a run whose values were not kept', () => {
  pickRun({ ...row(1), hasTrace: false })
  expect(useRunStore.getState().picked).toMatchObject({ trace: null, loading: false })
})

it('counts by flow, node and port', () => {
  takeDelta(delta([], { runs: { ok: 2, failed: 1 }, fired: { 'main/mask': { ok: 2, failed: 1 } }, passed: { 'main/mask.out': 2 }, generated: {}, busy: {} }))
  const state = useRunStore.getState()
  expect([passedOf('main', 'mask.out')(state), passedOf('other', 'mask.out')(state), firedOf('main', 'mask')(state), firedOf('main', 'x')(state)])
    .toEqual([2, 0, { ok: 2, failed: 1 }, { ok: 0, failed: 0 }])
})

it('selects the same object for a node that never fired, so that nothing renders again', () =>
  expect(firedOf('a', 'b')(useRunStore.getState())).toBe(firedOf('c', 'd')(useRunStore.getState())))
