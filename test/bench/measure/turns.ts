/** What one turn takes on average, in nanoseconds. Synchronous, so that nothing else runs in between. */
export function nsPerTurn(turns: number, turn: () => void): number {
  const startedMs = performance.now()
  for (let left = turns; left > 0; left--) turn()
  return ((performance.now() - startedMs) / turns) * 1e6
}
