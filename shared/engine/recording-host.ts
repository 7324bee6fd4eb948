import type { AnyValue } from '../wit/any-value.ts'
import type { ResolvedNode } from '../resolve/types.ts'
import type { Later } from './in-turns.ts'
import type { Given, Tape } from './journal.ts'
import type { Call, Outcome, Reply, RunHost, Within } from './types.ts'

export interface RecordingOptions {
  readonly tape: Tape
  /** Must let what comes later come in turns, so that the tape has an order. */
  readonly later: Later
  /** Told when a call or a wait has been written onto the tape; null when nobody listens. */
  readonly onGiven: (() => void) | null
}

/** Writes onto a tape what `host` gives. */
export function recordingHost(host: RunHost, options: RecordingOptions): RunHost {
  return new RecordingHost(host, options)
}

/** A class, because there is one for each run and closures would take memory while it waits. */
class RecordingHost implements RunHost {
  readonly #host: RunHost
  readonly #options: RecordingOptions
  #waits = 0

  constructor(host: RunHost, options: RecordingOptions) {
    this.#host = host
    this.#options = options
  }

  call(call: Call): Outcome | Promise<Outcome> {
    const outcome = this.#host.call(call)
    if (!(outcome instanceof Promise)) {
      this.#write({ kind: 'call', call, outcome, later: false })
      return outcome
    }
    return new Promise((resolve) => this.#options.later(outcome, (given) => {
      this.#write({ kind: 'call', call, outcome: given, later: true })
      resolve(given)
    }))
  }

  sleep(ms: number): Promise<void> {
    const nth = this.#waits++
    return new Promise((resolve) => this.#options.later(this.#host.sleep(ms), () => {
      this.#write({ kind: 'slept', nth })
      resolve()
    }))
  }

  now(): number {
    const ms = this.#host.now()
    this.#options.tape.clock.push(ms)
    return ms
  }

  random(): number {
    const number = this.#host.random()
    this.#options.tape.random.push(number)
    return number
  }

  reply(reply: Reply): void {
    this.#host.reply(reply)
  }

  debug(by: ResolvedNode, within: Within, value: AnyValue): void {
    this.#host.debug(by, within, value)
  }

  #write(entry: Given): void {
    const { tape, onGiven } = this.#options
    tape.given.push(entry)
    if (onGiven !== null) onGiven()
  }
}
