/** Decides how long to wait before a runner that ended is replaced. */
export interface BackOff {
  /** Milliseconds to wait after the runner ended at `nowMs`; 0 as long as it does not happen often. */
  next(nowMs: number): number
}

const FREE = 5
const WITHIN_MS = 60_000
const FIRST_MS = 1_000
const LONGEST_MS = 30_000

export function createBackOff(): BackOff {
  let ended: number[] = []
  return {
    next(nowMs) {
      ended = [...ended.filter((atMs) => nowMs - atMs < WITHIN_MS), nowMs]
      const over = ended.length - FREE
      return over <= 0 ? 0 : Math.min(FIRST_MS * 2 ** (over - 1), LONGEST_MS)
    },
  }
}
