import type { RunRow } from '../../shared/protocol/messages.ts'

/** Per flow: so many of the last runs, and so many of the last failed ones, are kept with their values. */
export const KEPT_RUNS = 100

/** What is kept of rows in the order of `seq`. */
export function keptRuns<T extends { readonly row: RunRow }>(runs: readonly T[]): T[] {
  const ofFlow = new Map<string, { any: number; failed: number }>()
  const kept: T[] = []
  for (let index = runs.length - 1; index >= 0; index--) {
    const run = runs[index]!
    let seen = ofFlow.get(run.row.flow)
    if (seen === undefined) ofFlow.set(run.row.flow, (seen = { any: 0, failed: 0 }))
    const keep = seen.any < KEPT_RUNS || (!run.row.summary.ok && seen.failed < KEPT_RUNS)
    seen.any++
    if (!run.row.summary.ok) seen.failed++
    if (keep) kept.push(run)
  }
  return kept.reverse()
}
