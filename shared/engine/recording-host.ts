import type { Given, Tape } from './journal.ts'
import type { RunHost } from './types.ts'

export interface RecordingOptions {
  readonly tape: Tape
  /** Makes what is later come in turns (see `inTurns`), so that the tape has an order. */
  readonly inTurn: <T>(value: Promise<T>) => Promise<T>
  /** Told when a call or a wait has been written onto the tape; null when nobody listens. */
  readonly onGiven: (() => void) | null
}

/** Writes onto a tape what `host` gives. */
export function recordingHost(host: RunHost, { tape: { given, clock, random }, inTurn, onGiven }: RecordingOptions): RunHost {
  let waits = 0

  function write(entry: Given): void {
    given.push(entry)
    if (onGiven !== null) onGiven()
  }

  return {
    call(call) {
      const outcome = host.call(call)
      if (outcome instanceof Promise) {
        return inTurn(outcome).then((later) => {
          write({ kind: 'call', call, outcome: later, later: true })
          return later
        })
      }
      write({ kind: 'call', call, outcome, later: false })
      return outcome
    },
    sleep(ms) {
      const nth = waits++
      return inTurn(host.sleep(ms)).then(() => write({ kind: 'slept', nth }))
    },
    now() {
      const ms = host.now()
      clock.push(ms)
      return ms
    },
    random() {
      const number = host.random()
      random.push(number)
      return number
    },
    reply: (reply) => host.reply(reply),
    debug: (by, within, value) => host.debug(by, within, value),
  }
}
