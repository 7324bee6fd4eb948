import type { SampleAnswer, SampleAsk } from '../directive/sample-answer.ts'
import { applyKeyvalue, type Entries } from './apply-keyvalue.ts'
import type { Answer, Ask } from './ask.ts'
import { allowedBy, type HttpSettings, notAllowed } from './http/settings.ts'
import { type KeyvalueSettings, keyvalueRefusal } from './keyvalue-settings.ts'
import { type SqliteSettings, sqliteRefusal } from './sqlite.ts'
import { sampleAskOf, typedAnswer, typedFor } from './typed-answers.ts'

/** Who asks in a preview. */
export interface SimulatedNode {
  readonly flow: string
  readonly node: string
  /** Of its grant for what it asks, as the capability's schema gave them. */
  readonly settings: object
  /** What was typed in for the sample that is previewed. */
  readonly answers: readonly SampleAnswer[]
}

/**
 * Does what components of a preview ask for, without anything outside: stores that are empty when the run begins, and
 * what was typed in. `unanswered` hears what nothing was typed in for, which fails the call.
 */
export function createSimulation(
  unanswered: (ask: SampleAsk, by: SimulatedNode) => void,
): (what: Ask, by: SimulatedNode) => Answer {
  const stores = new Map<string, Entries>()

  function storeOf(name: string, { flow, node, settings }: SimulatedNode): Entries {
    const { scope = 'application' } = settings as KeyvalueSettings
    const key = JSON.stringify(scope === 'application' ? [name] : [name, flow, node])
    let entries = stores.get(key)
    if (entries === undefined) stores.set(key, (entries = inMemory()))
    return entries
  }

  return (what, by) => {
    const refusal = refusalOf(what, by)
    if (refusal !== null) return { ok: false, kind: 'refused', reason: 'no-grant', message: refusal }
    if (what.capability === 'wasi:keyvalue/store') return applyKeyvalue(storeOf(what.store, by), what)
    const ask = sampleAskOf(what)!
    const typed = typedFor(ask, by, by.answers)
    if (typed !== null) return typedAnswer(typed)
    unanswered(ask, by)
    const message = `${askText(ask)} touches nothing outside in previews: type in what it shall answer.`
    return { ok: false, kind: 'refused', reason: 'no-value', message }
  }
}

/** As the runtime refuses it: a preview must not show what a deployment would not do. */
function refusalOf(what: Ask, { node, settings }: SimulatedNode): string | null {
  switch (what.capability) {
    case 'wasi:keyvalue/store': return keyvalueRefusal(what, node, settings)
    case 'fermyon:spin/sqlite': return sqliteRefusal(what, node, settings as SqliteSettings)
    case 'wasi:http/outgoing-handler': {
      const { allow } = settings as Partial<HttpSettings>
      const url = URL.canParse(what.url) ? new URL(what.url) : null
      return allow !== undefined && url !== null && allowedBy(allow, what.method, url) === null ? notAllowed(what.method, url) : null
    }
  }
}

/** What is asked, in a few words. */
export function askText(ask: SampleAsk): string {
  return ask.capability === 'wasi:http/outgoing-handler' ? `${ask.method} ${ask.url}` : ask.statement.replace(/\s+/g, ' ').trim()
}

function inMemory(): Entries {
  const entries = new Map<string, Uint8Array>()
  return {
    get: (key) => entries.get(key) ?? null,
    set: (key, value) => void entries.set(key, value),
    delete: (key) => void entries.delete(key),
    keysAfter: (after, count) => [...entries.keys()].filter((key) => after === null || key > after).sort().slice(0, count),
  }
}
