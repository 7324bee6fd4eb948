/** One request to the outside, whole. */
export interface HttpAsk {
  readonly capability: 'wasi:http/outgoing-handler'
  readonly op: 'send'
  readonly method: string
  /** `https://host:port/path?query` */
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: Uint8Array])[]
  readonly body: Uint8Array
  readonly timeouts: {
    readonly connectMs: number | null
    readonly firstByteMs: number | null
    readonly betweenBytesMs: number | null
  }
}

/** What `send` gives. */
export type HttpAnswer =
  | {
      readonly status: number
      readonly headers: readonly (readonly [name: string, value: Uint8Array])[]
      readonly body: Uint8Array
    }
  /** A case of wasi:http's `error-code`, with its payload's text where it has one. */
  | { readonly error: string; readonly message: string }
