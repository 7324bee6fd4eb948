import type { RunCounts } from '../../shared/runner/messages.ts'
import { NO_RUNS } from '../runs/counts.ts'
import type { Tally } from '../runs/ledger.ts'
import { createGates, type Gates } from '../triggers/gate.ts'
import type { AppRuns } from '../runs/app-runs.ts'
import type { DeployedTrigger } from './deployed.ts'
import type { Supervisor } from './supervisor.ts'

/** What one supervisor's runners tell: it begins to count before its deployment has a number, and so a tally. */
export interface Told {
  readonly counts: RunCounts
  take(counts: RunCounts): void
  onChange: () => void
}

export function createTold(): Told {
  let counts = NO_RUNS
  const told: Told = {
    get counts() {
      return counts
    },
    take(given) {
      counts = given
      told.onChange()
    },
    onChange() {},
  }
  return told
}

interface CountedOptions {
  readonly triggers: readonly DeployedTrigger[]
  readonly supervisor: Supervisor
  readonly told: Told
  readonly tally: Tally
  readonly runs: AppRuns
}

/** The gates of a deployment, which count for it beside its runners until `settle` is called. */
export function countedGates({ triggers, supervisor, told, tally, runs }: CountedOptions): {
  readonly gates: Gates
  readonly settle: () => void
} {
  const changed = () => {
    tally.changed()
    runs.counted()
  }
  const gates = createGates({ triggers, hasRoom: () => supervisor.hasRoom, onCount: changed })
  told.onChange = changed
  return { gates, settle: tally.count(() => ({ ...told.counts, busy: gates.counts() })) }
}
