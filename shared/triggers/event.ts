import type { Json } from '../json/json.ts'

/** What happened outside, as a runner gets it, before it becomes the value of the trigger's `out`. */
export type TriggerEvent =
  | { readonly kind: 'http'; readonly request: HttpRequest }
  | { readonly kind: 'manual'; readonly value: Json }
  | { readonly kind: 'interval'; readonly atMs: number; readonly count: number }

export interface HttpRequest {
  readonly method: string
  /** Decoded, without the query: `/hello/ada`. */
  readonly path: string
  /** By the names in the trigger's `path`. */
  readonly params: Readonly<Record<string, string>>
  /** The last value wins when a name stands twice. */
  readonly query: Readonly<Record<string, string>>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}
