import { Refusal } from '../host/refusal.ts'
import type { Current } from '../host/surroundings.ts'
import { environmentOf, refuse } from '../host/surroundings.ts'
import type { HttpAsk } from './http/ask.ts'
import type { KeyvalueAsk } from './keyvalue-ask.ts'
import type { SqliteAsk } from './sqlite-ask.ts'

/**
 * What a component wants done outside its sandbox. It is asked of whoever holds the thing (in the runtime the main
 * process), which looks at the directive itself: nobody relies on the runner to have checked a grant.
 */
export type Ask = KeyvalueAsk | SqliteAsk | HttpAsk

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  /** `refused`: not granted, over a limit, or not to be had in a preview; fails the call. `failed`: the component is told, as its interface has it. */
  | { readonly ok: false; readonly kind: 'refused'; readonly reason: 'no-grant' | 'limit' | 'no-value'; readonly message: string }
  | { readonly ok: false; readonly kind: 'failed'; readonly message: string }

/** Gives what was answered. `failed` makes what the interface throws for an error that is nobody's fault. */
export async function ask<Given>(current: Current, what: Ask, failed: (message: string) => Error): Promise<Given> {
  const { ask: asked } = environmentOf(current)
  if (asked === undefined) return refuse(current, new Refusal('no-grant', `${what.capability} cannot be used here`))
  const answer = await asked(what)
  if (answer.ok) return answer.value as Given
  if (answer.kind === 'refused') return refuse(current, new Refusal(answer.reason, answer.message))
  throw failed(answer.message)
}
