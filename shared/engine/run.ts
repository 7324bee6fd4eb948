import { LIMITS } from '../directive/limits.ts'
import type { ResolvedNode } from '../resolve/types.ts'
import type { Value } from '../wit/value.ts'
import { execute } from './execute.ts'
import { Execution, type Course } from './execution.ts'
import type { RunPlan } from './plan.ts'
import type { RunHost, RunResult, Within } from './types.ts'

/** A run that fires more often than this fails: a guard against flows that never end. */
export const MAX_FIRINGS = 10_000

/** A run that holds more values than this in one flow fails: merges that combine with each other multiply. */
export const MAX_PENDING = 100_000

export interface RunOptions {
  /** Names the run in every call's key. */
  readonly run: string
  /** The value of the trigger's `out`. */
  readonly event: Value
  readonly maxFirings?: number
  readonly maxPending?: number
  /** What a value may take that a node makes without a component, or is given put together. */
  readonly valueBytes?: (node: ResolvedNode) => number
}

const NO_FRAMES: Within = []

/**
 * Executes one event. Calls that give their outcome at once are followed without leaving this function; `done` is
 * called exactly once, before `startRun` returns when no call was waited for. Which firings there are does not depend
 * on the order in which calls complete.
 */
export function startRun(
  plan: RunPlan, { run, event, maxFirings = MAX_FIRINGS, maxPending = MAX_PENDING, valueBytes = () => LIMITS.valueBytes.default }: RunOptions,
  host: RunHost, done: (result: RunResult) => void,
): void {
  const course: Course = {
    run, host, maxFirings, maxPending, valueBytes, firings: [], waiting: [], sleeping: null, started: 0, replied: false, clockMs: host.now(),
  }
  execute(plan, event, new Execution(course, null, NO_FRAMES), (failure) => {
    const { replied, firings, waiting } = course
    done({ ok: failure === null, failure, replied, firings, waiting })
  })
}
