import type { Json } from '../json/json.ts'

/** What happened outside, as a runner gets it, before it becomes the value of the trigger's `out`. */
export type TriggerEvent =
  | { readonly kind: 'http'; readonly request: HttpRequest }
  | { readonly kind: 'manual'; readonly value: Json }
  | { readonly kind: 'interval'; readonly atMs: number; readonly count: number }
  /** The inputs of a flow that is used as a node, in the JSON form. In previews and tests only: nothing outside sends it. */
  | { readonly kind: 'inputs'; readonly values: Readonly<Record<string, Json>> }

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
