/** Fires at `startMs + n * everyMs`, whatever time the firings take. */
export interface Interval {
  stop(): void
}

/** Turns that were missed, because the machine slept or was busy, are left out; `count` counts them all the same. */
export function startInterval(
  everyMs: number,
  nowMs: () => number,
  fire: (atMs: number, count: number) => void,
): Interval {
  const startMs = nowMs()
  let timer = setTimeout(turn, everyMs)
  let last = 0

  function turn(): void {
    const count = Math.floor((nowMs() - startMs) / everyMs)
    // Timers may come a millisecond early.
    if (count > last) {
      last = count
      fire(startMs + count * everyMs, count)
    }
    timer = setTimeout(turn, Math.max(1, startMs + (last + 1) * everyMs - nowMs()))
  }

  return { stop: () => clearTimeout(timer) }
}
