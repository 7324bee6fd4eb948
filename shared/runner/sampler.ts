/** Chooses which of the runs that went well leave their values behind. */
export interface Sampler {
  /** Whether the run that ends at `nowMs` does. */
  takes(nowMs: number): boolean
  /** What copying its values took. */
  spent(ms: number): void
}

const MAX_PER_SECOND = 10
/** Of all time. Reading and keeping what was copied takes the runtime a multiple of it. */
const MAX_SHARE = 0.005
/** Saved up while little is sampled, so that what a person tries by hand is always seen. */
const MAX_SAVED_MS = 500

export function createSampler(): Sampler {
  let second = 0
  let taken = 0
  let lastMs = 0
  let savedMs = MAX_SAVED_MS
  return {
    takes(nowMs) {
      if (Math.floor(nowMs / 1000) !== second) {
        second = Math.floor(nowMs / 1000)
        taken = 0
      }
      savedMs = Math.min(MAX_SAVED_MS, savedMs + (nowMs - lastMs) * MAX_SHARE)
      lastMs = nowMs
      return savedMs > 0 && taken++ < MAX_PER_SECOND
    },
    spent(ms) {
      savedMs -= ms
    },
  }
}
