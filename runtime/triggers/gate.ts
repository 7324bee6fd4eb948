import type { Busy } from '../../shared/resolve/types.ts'
import type { BusyCounts } from '../../shared/protocol/messages.ts'
import type { DeployedTrigger } from '../deployments/deployed.ts'

/** Lets the events of one trigger in, as many as it may have under way. */
export interface Gate {
  /** Takes a place when one is free and nobody waits for it; `leave` gives it back. */
  tryEnter(): boolean
  /** For one that found no place. False when it is not let wait: it was refused. */
  wait(visitor: Visitor): boolean
  /** A run that had a place has ended. */
  leave(): void
  /** One that waits and no longer wants to. */
  withdraw(visitor: Visitor): void
  /** One that has waited for too long. */
  refuse(visitor: Visitor): void
}

/** An event that waits for a place. */
export interface Visitor {
  /** It has its place. */
  enter(): void
  /** A newer one waits instead of it. */
  dropped(): void
}

/** The gates of one deployment. */
export interface Gates {
  of(flow: string, node: string): Gate
  /** By `flow/node`; triggers at which there always was room are absent. */
  counts(): Readonly<Record<string, BusyCounts>>
  /** Lets in everybody who waits, without limits: what was replaced or stopped says so to each. */
  open(): void
}

export interface GatesOptions {
  readonly triggers: readonly DeployedTrigger[]
  /** Whether the runner can be given more. A place that is free is of no use while it cannot. */
  readonly hasRoom: () => boolean
  /** The counts have changed. */
  readonly onCount: () => void
}

export function createGates({ triggers, hasRoom, onCount }: GatesOptions): Gates {
  const gates = new Map<string, OneGate>()
  for (const { flow, node, settings } of triggers) {
    if ('busy' in settings) gates.set(`${flow}/${node}`, createGate(settings.busy))
  }
  let waitingAtAny = 0
  let isOpen = false

  function createGate({ maxRunning, maxWaiting, whenFull }: Busy): OneGate {
    const waiting = new Set<Visitor>()
    const counts = { waited: 0, refused: 0, dropped: 0 }
    let running = 0
    let pumping = false

    const isFree = () => isOpen || (running < maxRunning && hasRoom())

    function count(what: keyof BusyCounts): void {
      counts[what]++
      onCount()
    }

    function remove(visitor: Visitor): boolean {
      const waited = waiting.delete(visitor)
      if (waited) waitingAtAny--
      return waited
    }

    /** Not entered again from within: a run may end before `enter` returns. */
    function pump(): void {
      if (pumping) return
      pumping = true
      for (let [first] = waiting; first !== undefined && isFree(); [first] = waiting) {
        remove(first)
        running++
        first.enter()
      }
      pumping = false
    }

    return {
      counts,
      pump,
      tryEnter() {
        if (waiting.size > 0) pump()
        if (waiting.size > 0 || !isFree()) return false
        running++
        return true
      },
      wait(visitor) {
        if (whenFull === 'refuse' || (whenFull === 'wait' && waiting.size >= maxWaiting)) {
          count('refused')
          return false
        }
        const [oldest] = waiting
        if (oldest !== undefined && waiting.size >= maxWaiting) {
          remove(oldest)
          count('dropped')
          oldest.dropped()
        }
        waiting.add(visitor)
        waitingAtAny++
        count('waited')
        return true
      },
      leave() {
        running--
        if (waitingAtAny > 0) for (const gate of gates.values()) gate.pump()
      },
      withdraw: (visitor) => void remove(visitor),
      refuse(visitor) {
        if (remove(visitor)) count('refused')
      },
    }
  }

  return {
    of(flow, node) {
      const gate = gates.get(`${flow}/${node}`)
      if (gate === undefined) throw new Error(`there is no trigger ${node} in the flow ${flow}`)
      return gate
    },
    counts: () =>
      Object.fromEntries([...gates].flatMap(([name, { counts }]) =>
        counts.waited + counts.refused + counts.dropped === 0 ? [] : [[name, { ...counts }]])),
    open() {
      isOpen = true
      for (const gate of gates.values()) gate.pump()
    },
  }
}

interface OneGate extends Gate {
  readonly counts: BusyCounts
  pump(): void
}
