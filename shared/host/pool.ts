import type { ComponentFunction } from '../wit/component.ts'
import type { Callee, Compiled, Instantiated } from './compiled.ts'
import { NOBODY } from './compiled.ts'
import { isResettable, restore, snapshotOf, stateOf } from './core-state.ts'
import type { CoreState, Snapshot } from './core-state.ts'
import type { Surroundings } from './surroundings.ts'
import { surroundingsOf } from './surroundings.ts'
import type { Starting } from './types.ts'

/** One instance, in the state in which instances begin. */
export interface Live {
  readonly instantiated: Instantiated
  /** As they are used. */
  readonly callees: Map<ComponentFunction, Callee>
  /** Null when it is not going to be reset. */
  readonly state: CoreState | null
}

export interface Pool {
  readonly strategy: Strategy
  /** Throws what the component throws while it starts. */
  take(surroundings: Surroundings): Live
  /** Of an instance in which nothing threw. */
  giveBack(live: Live, surroundings: Surroundings): void
}

/**
 * How each run gets an instance that is like new:
 * - `reset`: memory and globals are put back after a run;
 * - `replace`: a new instance, made ahead while nothing else is to be done;
 * - `fresh`: a new instance made at its first call, because starting it already uses clocks, randomness or output.
 */
export type Strategy = 'reset' | 'replace' | 'fresh'

/** Above that, copying memory back costs more than a new instance with its zeroed pages. */
const MAX_RESET_BYTES = 8 * 1024 * 1024
/** Resetting up to this much is cheaper than putting it off. */
const RESET_AT_ONCE_BYTES = 256 * 1024
const MAX_READY = 8
/** How many are made ahead. */
const REPLACEMENTS = 2

/** `starting` makes instances ahead of their run; `createPool` itself is called in it. */
export function createPool(compiled: Compiled, starting: Starting = (start) => start()): Pool {
  const first = probe(compiled)
  const { strategy } = first
  const ready: Live[] = first.live === null ? [] : [first.live]
  const used: Live[] = []
  let scheduled = false
  let makesAhead = strategy === 'replace'

  function make(surroundings: Surroundings): Live {
    return liveOf(compiled.instantiate(surroundings), strategy)
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setTimeout(prepareOne, 0)
  }

  function prepareOne(): void {
    scheduled = false
    const dirty = used.pop()
    if (dirty !== undefined) reset(dirty)
    else if (makesAhead && ready.length < REPLACEMENTS) makeAhead()
    if (used.length > 0 || (makesAhead && ready.length < REPLACEMENTS)) schedule()
  }

  /** It went well the first time and got nothing from outside; but memory may have run short since. */
  function makeAhead(): void {
    try {
      ready.push(starting(() => make(surroundingsOf(NOBODY, compiled.limits))))
    } catch {
      makesAhead = false // the next call makes its own, and reports
    }
  }

  function reset(live: Live): void {
    live.instantiated.dropHandles()
    if (restore(live.state as CoreState, first.snapshot as Snapshot)) ready.push(live)
  }

  return {
    strategy,
    take(surroundings) {
      const dirty = ready.length === 0 ? used.pop() : undefined
      if (dirty !== undefined) reset(dirty)
      const live = ready.pop() ?? make(surroundings)
      if (makesAhead) schedule()
      return live
    },
    giveBack(live, surroundings) {
      if (strategy !== 'reset' || surroundings.movedHandles || ready.length + used.length >= MAX_READY) return
      if ((first.snapshot as Snapshot).memoryBytes <= RESET_AT_ONCE_BYTES) reset(live)
      else {
        used.push(live)
        schedule()
      }
    },
  }
}

interface Probe {
  readonly strategy: Strategy
  readonly live: Live | null
  readonly snapshot: Snapshot | null
}

/** Makes the first instance and sees what starting takes. One that does not start is left to its first call to report. */
function probe(compiled: Compiled): Probe {
  const surroundings = surroundingsOf(NOBODY, compiled.limits)
  let made: Instantiated
  try {
    made = compiled.instantiate(surroundings)
  } catch {
    return { strategy: 'fresh', live: null, snapshot: null }
  }
  if (surroundings.usedEnvironment || surroundings.refusal !== null) return { strategy: 'fresh', live: null, snapshot: null }
  const resettable = isResettable(compiled.modules) && !made.hasHandles()
  const snapshot = resettable ? snapshotOf(stateOf(made.cores)) : null
  if (snapshot === null || snapshot.memoryBytes > MAX_RESET_BYTES) {
    return { strategy: 'replace', live: liveOf(made, 'replace'), snapshot: null }
  }
  return { strategy: 'reset', live: liveOf(made, 'reset'), snapshot }
}

function liveOf(instantiated: Instantiated, strategy: Strategy): Live {
  return { instantiated, callees: new Map(), state: strategy === 'reset' ? stateOf(instantiated.cores) : null }
}
