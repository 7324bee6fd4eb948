import type { TriggerSettings } from '../resolve/types.ts'
import type { Value } from '../wit/value.ts'
import type { TriggerEvent } from './event.ts'

export type EventValue =
  | { readonly ok: true; readonly value: Value }
  /** An HTTP status for whoever sent the event, and one sentence that says what is wrong with it and where. */
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly message: string }

/** Makes the value of a trigger's `out` from what happened. */
export declare function eventValue(settings: TriggerSettings, event: TriggerEvent): EventValue
