import type { AnyValue, Value } from '../wit/value.ts'

export type ReplyResult =
  | { readonly ok: true; readonly status: number; readonly headers: readonly (readonly [name: string, value: string])[]; readonly body: Uint8Array | string }
  /** A failure of the kind `bad-value`. */
  | { readonly ok: false; readonly message: string }

/** Makes the answer of an http-reply from its inputs; `undefined` is unbound. */
export declare function replyOf(inputs: { readonly status: Value; readonly headers: Value; readonly body: AnyValue | undefined }): ReplyResult
