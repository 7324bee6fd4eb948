import { create } from 'zustand'
import type { DeploymentCounts, RunRow, RunsDelta, RunsSnapshot } from '../../shared/protocol/messages.ts'
import type { Trace } from '../../shared/runner/messages.ts'
import type { Recording } from '../../shared/runner/recording.ts'
import { indexTraces, NO_TRACE, type TraceIndex } from '../values/trace-index.ts'

// The run scope: what the live deployment does. Nothing of it enters the document.

interface RunState {
  readonly app: string | null
  /** The newest run known of; a stream that broke is taken up from here. */
  readonly seq: number | null
  readonly counts: DeploymentCounts
  /** Newest last. */
  readonly rows: readonly RunRow[]
  readonly filter: RunFilter
  /** What the list stands still at; null while it follows. */
  readonly paused: readonly RunRow[] | null
  readonly picked: PickedRun | null
}

export type RunFilter = 'all' | 'failed'

export interface PickedRun {
  readonly row: RunRow
  /** `null` while it is being fetched or when its values were not kept. */
  readonly trace: Trace | null
  readonly index: TraceIndex
  /** Null where it was not kept: the run cannot be replayed. */
  readonly recording: Recording | null
  readonly loading: boolean
}

export const NO_COUNTS: DeploymentCounts = { runs: { ok: 0, failed: 0 }, fired: {}, passed: {}, generated: {}, busy: {} }

const MAX_ROWS = 500
const SHOWN_ROWS = 100

export const useRunStore = create<RunState>(() => ({
  app: null, seq: null, counts: NO_COUNTS, rows: [], filter: 'all', paused: null, picked: null,
}))

export function clearRuns(app: string | null): void {
  useRunStore.setState({ app, seq: null, counts: NO_COUNTS, rows: [], paused: null, picked: null })
}

export function takeSnapshot({ seq, counts, rows, reset }: RunsSnapshot): void {
  const before = reset ? [] : useRunStore.getState().rows
  useRunStore.setState({ seq, counts, rows: merged(before, rows) })
}

export function takeDelta({ seq, counts, rows }: RunsDelta): void {
  useRunStore.setState({ seq, counts, rows: merged(useRunStore.getState().rows, rows) })
}

export function filterRuns(filter: RunFilter): void {
  useRunStore.setState({ filter })
}

export function pauseRuns(paused: boolean): void {
  useRunStore.setState(({ rows }) => ({ paused: paused ? rows : null }))
}

export function pickRun(row: RunRow | null): void {
  useRunStore.setState({ picked: row === null ? null : { row, trace: null, index: NO_TRACE, recording: null, loading: row.hasTrace } })
}

export function unpick(): void {
  pickRun(null)
}

/** Does nothing when another run was picked meanwhile. */
export function takeTrace(run: string, trace: Trace | null, recording: Recording | null): void {
  const { picked } = useRunStore.getState()
  if (picked?.row.run !== run) return
  const index = indexTraces(trace === null ? [] : [trace])
  useRunStore.setState({ picked: { ...picked, trace, index, recording, loading: false } })
}

/** The list: newest first, at most 100. Makes a list anew: for `useMemo`, not for a selector. */
export function shownRows({ rows, paused, filter }: Pick<RunState, 'rows' | 'paused' | 'filter'>): readonly RunRow[] {
  const some = paused ?? rows
  return (filter === 'all' ? some : some.filter(({ summary }) => !summary.ok)).slice(-SHOWN_ROWS).toReversed()
}

/** How many came since the list stands still. */
export function newSincePause({ rows, paused }: Pick<RunState, 'rows' | 'paused'>): number {
  if (paused === null) return 0
  const last = paused.at(-1)?.seq ?? 0
  return rows.filter(({ seq }) => seq > last).length
}

// Selectors, for `useRunStore(passedOf('main', 'mask.out'))`.

type Selector<T> = (state: RunState) => T

/** How many values left an output port (`node.port`, `node.out.below` for a case) since it was deployed. */
export function passedOf(flow: string, port: string): Selector<number> {
  return ({ counts }) => counts.passed[`${flow}/${port}`] ?? 0
}

const NEVER_FIRED = { ok: 0, failed: 0 }

export function firedOf(flow: string, node: string): Selector<{ readonly ok: number; readonly failed: number }> {
  return ({ counts }) => counts.fired[`${flow}/${node}`] ?? NEVER_FIRED
}

/** The values of the picked run; null without one, or when its values were not kept or are not here yet. */
export const pickedIndex: Selector<TraceIndex | null> = ({ picked }) =>
  (picked === null || picked.trace === null ? null : picked.index)

function merged(before: readonly RunRow[], rows: readonly RunRow[]): readonly RunRow[] {
  if (rows.length === 0) return before
  const known = new Set(before.map(({ seq }) => seq))
  return [...before, ...rows.filter(({ seq }) => !known.has(seq))].slice(-MAX_ROWS)
}
