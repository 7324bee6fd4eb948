import type { BusyCounts, DeploymentCounts } from '../../shared/protocol/messages.ts'
import type { RunCounts } from '../../shared/runner/messages.ts'

export const NO_RUNS: RunCounts = { runs: { ok: 0, failed: 0 }, fired: {}, passed: {}, generated: {} }
export const NO_COUNTS: DeploymentCounts = { ...NO_RUNS, busy: {} }

type Fired = RunCounts['runs']

export function addRuns(a: RunCounts, b: RunCounts): RunCounts {
  return {
    runs: addFired(a.runs, b.runs),
    fired: merged(a.fired, b.fired, addFired),
    passed: merged(a.passed, b.passed, add),
    generated: merged(a.generated, b.generated, add),
  }
}

const add = (left: number, right: number): number => left + right

export function addCounts(a: DeploymentCounts, b: DeploymentCounts): DeploymentCounts {
  return { ...addRuns(a, b), busy: merged(a.busy, b.busy, addBusy) }
}

function addFired(a: Fired, b: Fired): Fired {
  return { ok: a.ok + b.ok, failed: a.failed + b.failed }
}

function addBusy(a: BusyCounts, b: BusyCounts): BusyCounts {
  return { waited: a.waited + b.waited, refused: a.refused + b.refused, dropped: a.dropped + b.dropped }
}

function merged<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  add: (a: T, b: T) => T,
): Record<string, T> {
  const sum: Record<string, T> = { ...a }
  for (const [name, value] of Object.entries(b)) {
    const before = sum[name]
    sum[name] = before === undefined ? value : add(before, value)
  }
  return sum
}
