import type { Call, Outcome } from '../engine/types.ts'
import type { ComponentHost, ComponentInstance, HostEnvironment, LogEntry } from '../host/types.ts'
import { outputCheck } from '../wit/check-output.ts'
import type { ComponentFunction } from '../wit/component.ts'
import { ConversionError } from '../wit/conversion-error.ts'

/** The instances of one run: one for each component it calls, taken at the first call. */
export interface RunInstances {
  call(call: Call): Outcome
  release(): void
}

export interface Surroundings {
  readonly hostOf: (call: Call) => ComponentHost
  readonly now: () => number
  readonly randomBytes: (count: number) => Uint8Array
  readonly log: (by: Call, entry: LogEntry) => void
}

export function instancesForRun({ hostOf, now, randomBytes, log }: Surroundings): RunInstances {
  const instances = new Map<ComponentHost, ComponentInstance>()
  let calling: Call | null = null
  const environment: HostEnvironment = { nowMs: now, randomBytes, log: (entry) => log(calling as Call, entry) }
  return {
    call(call) {
      const { fn, args } = call
      const host = hostOf(call)
      let instance = instances.get(host)
      if (instance === undefined) instances.set(host, (instance = host.acquire(environment)))
      calling = call
      const outcome = instance.call(fn, args)
      if (!outcome.ok) {
        // Whatever threw may have left half a state behind: the run's next call gets a new instance.
        instances.delete(host)
        instance.release()
        return outcome
      }
      return checked(fn, outcome)
    },
    release() {
      for (const instance of instances.values()) instance.release()
    },
  }
}

/** Whoever takes a json value trusts it to be JSON, so what a component calls json is looked at once, here. */
function checked(fn: ComponentFunction, outcome: Extract<Outcome, { ok: true }>): Outcome {
  const check = fn.result === null ? null : outputCheck(fn.result)
  if (check === null) return outcome
  try {
    check(outcome.value)
    return outcome
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    return { ok: false, kind: 'bad-value', message: `The function gave what is not of its type: ${error.message}` }
  }
}
