/** Lets so many things happen in a second, and as many at once as were saved up while nothing did. */
export interface Bucket {
  take(nowMs: number): boolean
}

export function createBucket(size: number, perSecond: number): Bucket {
  let saved = size
  let lastMs: number | null = null
  return {
    take(nowMs) {
      saved = Math.min(size, saved + ((nowMs - (lastMs ?? nowMs)) * perSecond) / 1000)
      lastMs = nowMs
      if (saved < 1) return false
      saved--
      return true
    },
  }
}
