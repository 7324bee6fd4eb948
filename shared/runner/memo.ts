import type { Call, CallKey, Outcome } from '../engine/types.ts'
import type { LogEntry } from '../host/types.ts'
import { deepEqualValue } from '../wit/deep-equal.ts'

/** What an earlier preview's call gave, so that only what is downstream of an edit is called again. */
export interface Memo {
  /** The outcome of the same call with equal arguments to the same host, if the run before this one made it. */
  recall(call: Call, host: object): Remembered | undefined
  keep(call: Call, host: object, outcome: Outcome, logs: readonly LogEntry[]): void
  /** Forgets what the run just ended neither recalled nor kept. */
  endRun(): void
}

export interface Remembered {
  readonly outcome: Outcome
  readonly logs: readonly LogEntry[]
}

interface Entry extends Remembered {
  readonly call: Call
  /** The component with its limits and powers: with other ones it may give something else. */
  readonly host: object
}

export function createMemo(): Memo {
  let before = new Map<string, Entry>()
  let now = new Map<string, Entry>()
  return {
    recall(call, host) {
      const name = nameOf(call.key)
      const entry = before.get(name)
      if (entry === undefined || entry.host !== host || !sameCall(entry.call, call)) return undefined
      now.set(name, entry)
      return entry
    },
    keep(call, host, outcome, logs) {
      now.set(nameOf(call.key), { call, host, outcome, logs })
    },
    endRun() {
      before = now
      now = new Map()
    },
  }
}

/** Not the attempt: what was tried again is remembered by how it ended. */
function nameOf({ within, node, tag, element }: CallKey): string {
  return within.length === 0 && tag.length === 0 && element === 0 ? node : JSON.stringify([within, node, tag, element])
}

function sameCall(left: Call, right: Call): boolean {
  return (
    left.digest === right.digest &&
    left.fn.path === right.fn.path &&
    left.fn.params.every(({ type }, at) => deepEqualValue(left.args[at], right.args[at], type))
  )
}
