import { OWN_RUNNER } from '../capabilities/runner-ask.ts'
import { outcomeFrom } from '../engine/journal-entry.ts'
import type { JournalLog, JournalOutcome } from '../engine/journal.ts'
import type { Call, Outcome } from '../engine/types.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { printJson } from '../wit/json-form.ts'
import type { Asks } from './asks.ts'

/** The calls of one run that are made in runners of their nodes' own. */
export interface Elsewhere {
  call(call: Call): Promise<Outcome>
  /** Nothing more is called. */
  release(): void
}

/** More than a frame holds is not sent; see `REPORT_LIMITS`. */
const MAX_LENGTH = 32 * 1024 * 1024

export function callsElsewhere({ ask }: Asks, log: (call: Call, entry: JournalLog) => void): Elsewhere {
  const called = new Map<string, Call>()
  return {
    async call(call) {
      const args = call.fn.params.map(({ type }, at) => printJson(call.args[at], type))
      if (args.reduce((sum, { length }) => sum + length, 0) > MAX_LENGTH)
        return { ok: false, kind: 'limit', message: 'What goes into the node is too large for the way into a runner of its own' }
      called.set(`${call.flow}/${call.key.node}`, call)
      const answer = await ask(call, { capability: OWN_RUNNER, op: 'call', args })
      if (!answer.ok) return { ok: false, kind: 'cancelled', message: answer.message }
      const { outcome, logs } = answer.value as { readonly outcome: JournalOutcome; readonly logs: readonly JournalLog[] }
      for (const entry of logs) log(call, entry)
      try {
        return outcomeFrom(outcome, call.fn)
      } catch (error) {
        if (!(error instanceof ConversionError)) throw error
        return { ok: false, kind: 'bad-value', message: `The function gave what is not of its type: ${error.message}` }
      }
    },
    release() {
      for (const call of called.values()) void ask(call, { capability: OWN_RUNNER, op: 'release' })
    },
  }
}
