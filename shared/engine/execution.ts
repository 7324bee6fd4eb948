import type { ResolvedNode } from '../resolve/types.ts'
import type { Value } from '../wit/value.ts'
import type { Clock } from './calls.ts'
import type { Failure, Firing, RunHost, Waiting, Within } from './types.ts'

/** What a run and all calls of flows in it share. */
export interface Course {
  readonly run: string
  readonly host: RunHost
  readonly maxFirings: number
  /** Values held in one flow of the run. */
  readonly maxPending: number
  /** What a value may take that a node makes without a component, or is given put together. */
  readonly valueBytes: (node: ResolvedNode) => number
  readonly firings: Firing[]
  readonly waiting: Waiting[]
  /** Null until somebody sleeps. */
  sleeping: Set<Sleeper> | null
  /** Firings that began. */
  started: number
  replied: boolean
  /** When something last ended. What fires next without anything being waited for begins then: reading the clock costs. */
  clockMs: number
}

interface Sleeper {
  readonly execution: Execution
  readonly wake: () => void
}

/**
 * One flow while it is executed: that of the run, or one that a flow node calls. A class, because thousands may wait at
 * a time: its methods take no memory of theirs.
 */
export class Execution implements Clock {
  readonly course: Course
  /** That of the flow in which the calling node stands; null for the run's own. */
  readonly above: Execution | null
  readonly within: Within
  /** By name, what the sinks `output` took. */
  outputs: Record<string, Value> | null = null
  /** Set as soon as it is over before everything in it has fired: then nothing in it begins any more. */
  ended: Failure | null = null

  constructor(course: Course, above: Execution | null, within: Within) {
    this.course = course
    this.above = above
    this.within = within
  }

  sleep(ms: number): Promise<void> {
    return sleepIn(this, ms)
  }

  random(): number {
    return this.course.host.random()
  }

  isOver(): boolean {
    return isOver(this)
  }
}

/** Whether it has ended, or one that it is a part of. */
export function isOver(execution: Execution): boolean {
  for (let each: Execution | null = execution; each !== null; each = each.above) if (each.ended !== null) return true
  return false
}

/** What has not begun is cancelled, and what waited-for calls give goes nowhere. The first reason counts. */
export function endExecution(execution: Execution, why: Failure): void {
  execution.ended ??= why
  for (const { execution: asleep, wake } of execution.course.sleeping ?? []) if (isOver(asleep)) wake()
}

export function wholeRun(execution: Execution): Execution {
  return execution.above === null ? execution : wholeRun(execution.above)
}

/** Counts what begins, not what has ended: how many calls are under way at once must not matter. */
export function mayStart(execution: Execution, node: string): boolean {
  if (isOver(execution)) return false
  const { course } = execution
  if (course.started < course.maxFirings) {
    course.started++
    return true
  }
  const message = `The run was ended after ${course.maxFirings} firings.`
  endExecution(wholeRun(execution), { kind: 'limit', message, node, attempt: 1, payload: 'null' })
  return false
}

/** Ends early when the execution does, which then waits for nothing but the calls under way. */
function sleepIn(execution: Execution, ms: number): Promise<void> {
  const { course } = execution
  const sleeping = (course.sleeping ??= new Set())
  return new Promise((resolve) => {
    const sleeper: Sleeper = {
      execution,
      wake() {
        sleeping.delete(sleeper)
        resolve()
      },
    }
    sleeping.add(sleeper)
    void course.host.sleep(ms).then(sleeper.wake)
  })
}
