import type { Answer, Ask } from '../capabilities/ask.ts'
import type { Call, Outcome } from '../engine/types.ts'
import type { ComponentHost, ComponentInstance, HostEnvironment, LogEntry } from '../host/types.ts'
import { outputCheck } from '../wit/check-output.ts'
import type { ComponentFunction } from '../wit/component.ts'
import { ConversionError } from '../wit/conversion-error.ts'

/** The instances of one run: for each component one, taken at the first call, and more while that one waits. */
export interface RunInstances {
  call(call: Call): Outcome | Promise<Outcome>
  release(): void
}

export interface Surroundings {
  readonly hostOf: (call: Call) => ComponentHost
  readonly now: () => number
  readonly randomBytes: (count: number) => Uint8Array
  readonly log: (by: Call, entry: LogEntry) => void
  readonly ask: (by: Call, what: Ask) => Promise<Answer>
  readonly sleep: (ms: number) => Promise<void>
  readonly suspended: (call: Call) => void
  readonly resumed: (call: Call) => void
}

interface Serving {
  readonly instance: ComponentInstance
  /** The latest call. */
  calling: Call
}

export function instancesForRun(
  { hostOf, now, randomBytes, log, ask, sleep, suspended, resumed }: Surroundings,
): RunInstances {
  const idle = new Map<ComponentHost, Serving[]>()

  function acquire(host: ComponentHost, call: Call): Serving {
    const environment: HostEnvironment = {
      nowMs: now,
      randomBytes,
      log: (entry) => log(serving.calling, entry),
      ask: (what) => ask(serving.calling, what),
      sleep,
      suspended: () => suspended(serving.calling),
      resumed: () => resumed(serving.calling),
    }
    const serving: Serving = { instance: host.acquire(environment), calling: call }
    return serving
  }

  function end(host: ComponentHost, serving: Serving, fn: ComponentFunction, outcome: Outcome): Outcome {
    if (!outcome.ok) {
      // Whatever threw may have left half a state behind: the run's next call gets a new instance.
      serving.instance.release()
      return outcome
    }
    const others = idle.get(host)
    if (others === undefined) idle.set(host, [serving])
    else others.push(serving)
    return checked(fn, outcome)
  }

  return {
    call(call) {
      const { fn, args } = call
      const host = hostOf(call)
      const serving = idle.get(host)?.pop() ?? acquire(host, call)
      serving.calling = call
      const outcome = serving.instance.call(fn, args)
      if (!(outcome instanceof Promise)) return end(host, serving, fn, outcome)
      return outcome.then((given) => end(host, serving, fn, given))
    },
    release() {
      for (const { instance } of [...idle.values()].flat()) instance.release()
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
