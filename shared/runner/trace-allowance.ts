import { createBucket } from './bucket.ts'

/**
 * How many runs that fail leave their values behind, and how many bytes: reading them takes the runtime's time, which all
 * deployments share, and no more than the last hundred are kept.
 */
export interface TraceAllowance {
  /** What the run that ends at `nowMs` may leave behind; 0 means nothing. */
  at(nowMs: number): number
  spent(bytes: number): void
}

const BYTES_PER_SECOND = 2 * 1024 * 1024
/** Saved up while nothing fails. */
const MAX_SAVED_BYTES = 8 * 1024 * 1024
/** Less than this tells nothing. */
const MIN_BYTES = 64 * 1024
const RUNS_PER_SECOND = 100
const MAX_SAVED_RUNS = 100

export function createTraceAllowance(): TraceAllowance {
  let saved = MAX_SAVED_BYTES
  let lastMs: number | null = null
  const runs = createBucket(MAX_SAVED_RUNS, RUNS_PER_SECOND)
  return {
    at(nowMs) {
      saved = Math.min(MAX_SAVED_BYTES, saved + ((nowMs - (lastMs ?? nowMs)) * BYTES_PER_SECOND) / 1000)
      lastMs = nowMs
      return saved >= MIN_BYTES && runs.take(nowMs) ? saved : 0
    },
    spent(bytes) {
      saved -= bytes
    },
  }
}
