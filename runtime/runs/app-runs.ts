import type { DeploymentCounts, RunRow, RunsDelta, RunsSnapshot } from '../../shared/protocol/messages.ts'
import { createBucket } from '../../shared/runner/bucket.ts'
import { TRACED, type Trace } from '../../shared/runner/messages.ts'
import type { Store } from '../store/store.ts'
import type { StoredRun } from '../store/operations.ts'
import { NO_COUNTS } from './counts.ts'
import { KEPT_RUNS, keptRuns } from './kept-runs.ts'

/** The runs of one application: the rows in memory, their values in the store, and whoever watches. */
export interface AppRuns {
  /** A run that was sampled, failed or was durable; of that, nothing more is kept for going on. */
  add(row: Omit<RunRow, 'seq' | 'hasTrace'>, trace: Trace | null, recording: string | null, isDurable: boolean): void
  /** Where the counts come from, from now on. */
  countFrom(read: () => DeploymentCounts): void
  /** They have changed. */
  counted(): void
  snapshot(since: number | null): RunsSnapshot
  get(run: string): Promise<(Pick<StoredRun, 'trace' | 'recording'> & { readonly run: RunRow }) | null>
  /** Told in batches. Gives what ends it. */
  watch(watcher: (delta: RunsDelta) => void): () => void
  /** What was added is in the store afterwards. */
  flush(): Promise<void>
  close(): void
}

export interface AppRunsOptions {
  readonly app: string
  readonly store: Store
  /** From the store, in the order of `seq`. */
  readonly rows: readonly RunRow[]
  readonly lastSeq: number
  readonly nowMs: () => number
  readonly onError: (error: unknown) => void
}

const BATCH_MS = 125
/** Of values that are not yet in the store. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024
const FIRING_BYTES = 300
/** Of failed runs without values: as many as are kept may come at once, when a runner dies, but no storm of them. */
const BARE_PER_SECOND = 2

export function createAppRuns({ app, store, rows, lastSeq, nowMs, onError }: AppRunsOptions): AppRuns {
  const watchers = new Set<(delta: RunsDelta) => void>()
  let kept: readonly StoredRun[] = rows.map((row) => ({ row, trace: null, recording: null }))
  /** Not yet in the store, with their values. */
  let fresh: StoredRun[] = []
  /** Durable runs that have ended, which the store does not know yet. */
  let over: string[] = []
  let writing: readonly StoredRun[] = []
  let seq = lastSeq
  /** The newest row that is no longer kept. */
  let forgotten = newestMissing(kept, seq)
  let readCounts = (): DeploymentCounts => NO_COUNTS
  let timer: NodeJS.Timeout | null = null
  let written = Promise.resolve()
  const bare = createBucket(KEPT_RUNS, BARE_PER_SECOND)
  const weights = new WeakMap<StoredRun, number>()
  let waitingBytes = 0
  let failing = false
  let closed = false

  const bytesOf = (runs: readonly StoredRun[]): number => runs.reduce((sum, run) => sum + (weights.get(run) ?? 0), 0)

  function onlyKept(runs: StoredRun[]): StoredRun[] {
    const kept = keptRuns(runs)
    waitingBytes -= bytesOf(runs) - bytesOf(kept)
    return kept
  }

  function soon(): void {
    if (!closed) timer ??= setTimeout(() => void flush(), BATCH_MS)
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const batch = onlyKept(fresh)
    fresh = []
    if (watchers.size > 0) {
      const delta = { seq, counts: readCounts(), rows: batch.map(({ row }) => row) }
      for (const watcher of watchers) watcher(delta)
    }
    if (batch.length === 0) return written
    kept = keptRuns([...kept, ...batch.map(({ row }) => ({ row, trace: null, recording: null }))])
    forgotten = newestMissing(kept, seq)
    writing = [...writing, ...batch]
    const ended = over
    over = []
    written = written.then(() => write(batch, ended))
    return written
  }

  /** What cannot be written, because the disk is full, is lost; that is told once until it works again. */
  async function write(batch: readonly StoredRun[], ended: readonly string[]): Promise<void> {
    try {
      await store.ask('addRuns', { app, runs: batch, over: ended })
      failing = false
    } catch (error) {
      over.push(...ended)
      if (!failing) onError(error)
      failing = true
    }
    writing = writing.filter((run) => !batch.includes(run))
    waitingBytes -= bytesOf(batch)
  }

  return {
    add(row, trace, recording, isDurable) {
      if (isDurable) over.push(row.run)
      else if (trace === null && !bare.take(nowMs())) return
      const bytes = (trace === null ? 0 : traceBytes(trace)) + (recording?.length ?? 0)
      // While the disk is slower than runs fail, their values are left out before they fill the memory.
      const fits = waitingBytes + bytes <= MAX_WAITING_BYTES
      const run = { row: { ...row, seq: ++seq, hasTrace: trace !== null && fits }, trace: fits ? trace : null, recording: fits ? recording : null }
      fresh.push(run)
      if (fits) {
        weights.set(run, bytes)
        waitingBytes += bytes
      }
      if (fresh.length > 1000) fresh = onlyKept(fresh)
      soon()
    },
    countFrom(read) {
      readCounts = read
      if (watchers.size > 0) soon()
    },
    counted() {
      if (watchers.size > 0) soon()
    },
    snapshot(since) {
      const all = [...kept, ...fresh].map(({ row }) => row)
      const resumes = since !== null && since >= forgotten && since <= seq
      return { seq, counts: readCounts(), reset: !resumes, rows: resumes ? all.filter((row) => row.seq > since) : all }
    },
    async get(name) {
      const held = [...fresh, ...writing].find(({ row }) => row.run === name)
      const found = held ?? (await store.ask('getRun', { app, run: name }))
      return found === null ? null : { run: found.row, trace: found.trace, recording: found.recording }
    },
    watch(watcher) {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    flush,
    close() {
      closed = true
      watchers.clear()
      if (timer !== null) clearTimeout(timer)
    },
  }
}

/** About, as JSON. */
function traceBytes({ firings, logs }: Trace): number {
  let bytes = FIRING_BYTES * firings.length
  for (const { inputs, outputs } of firings)
    for (const value of [...Object.values(inputs), ...Object.values(outputs)]) bytes += Math.min(value.bytes, TRACED.valueBytes)
  return logs.reduce((sum, { text }) => sum + text.length, bytes)
}

function newestMissing(kept: readonly StoredRun[], seq: number): number {
  let expected = seq
  for (let index = kept.length - 1; index >= 0 && kept[index]!.row.seq === expected; index--) expected--
  return expected
}
