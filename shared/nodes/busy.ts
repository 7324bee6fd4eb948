import { z } from '../zod.ts'
import type { Busy } from '../resolve/types.ts'

// What a trigger does with events that come faster than its runs end. Each trigger of events from outside takes these
// members into its settings.

export const MAX_RUNS_AT_ONCE = 100_000
const DEFAULT_RUNS = 1_000

const GROUP = 'When busy'

const Count = z.int().min(1).max(MAX_RUNS_AT_ONCE)

const MaxRunning = Count.optional().meta({
  title: 'Runs at once',
  description: 'So many runs of this trigger go on at the same time. 1000 when empty.',
  group: GROUP,
})

const WhenFull = z.enum(['refuse', 'wait', 'drop-oldest']).optional().meta({
  title: 'When so many run',
  description: 'What comes then is refused, waits for its turn, or waits in place of what has waited longest.',
  default: 'refuse',
  group: GROUP,
})

const MaxWaiting = Count.optional().meta({
  title: 'Waiting at most',
  description: 'So many may wait; what comes beyond that is refused, or takes the place of the oldest. 1000 when empty.',
  group: GROUP,
})

export const BUSY_SETTINGS = { maxRunning: MaxRunning, whenFull: WhenFull, maxWaiting: MaxWaiting }

/** For a clock: a second tick that waits would say nothing that the first does not. */
export const TICKING_BUSY_SETTINGS = { maxRunning: MaxRunning, whenFull: WhenFull }

interface GivenBusy {
  readonly maxRunning?: number | undefined
  readonly maxWaiting?: number | undefined
  readonly whenFull?: Busy['whenFull'] | undefined
}

export function busyOf({ maxRunning, maxWaiting, whenFull }: GivenBusy): Busy {
  return {
    maxRunning: maxRunning ?? DEFAULT_RUNS,
    maxWaiting: maxWaiting ?? DEFAULT_RUNS,
    whenFull: whenFull ?? 'refuse',
  }
}
