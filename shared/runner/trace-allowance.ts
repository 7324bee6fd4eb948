/** How many bytes of traces runs that fail leave behind: reading them takes the runtime's time, which all deployments share. */
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

export function createTraceAllowance(): TraceAllowance {
  let saved = MAX_SAVED_BYTES
  let lastMs: number | null = null
  return {
    at(nowMs) {
      saved = Math.min(MAX_SAVED_BYTES, saved + ((nowMs - (lastMs ?? nowMs)) * BYTES_PER_SECOND) / 1000)
      lastMs = nowMs
      return saved < MIN_BYTES ? 0 : saved
    },
    spent(bytes) {
      saved -= bytes
    },
  }
}
