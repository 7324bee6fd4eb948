/** In one store; values are bytes. */
export type KeyvalueAsk = { readonly capability: 'wasi:keyvalue/store'; readonly store: string } & (
  /** Gives a list of bytes or null. */
  | { readonly op: 'get'; readonly keys: readonly string[] }
  | { readonly op: 'set'; readonly entries: readonly (readonly [key: string, value: Uint8Array])[] }
  | { readonly op: 'delete'; readonly keys: readonly string[] }
  /** Gives `KeyPage`: keys in order of their code units, those behind `after`. */
  | { readonly op: 'list'; readonly after: string | null }
  /** Adds to a decimal integer, 0 when there is none, and gives the sum in decimal. */
  | { readonly op: 'increment'; readonly key: string; readonly delta: string; readonly signed: boolean }
  /** Sets if the value is still `expected`. Gives `Swapped`. */
  | { readonly op: 'swap'; readonly key: string; readonly expected: Uint8Array | null; readonly value: Uint8Array }
)

export interface KeyPage {
  readonly keys: readonly string[]
  /** Whether there are more behind the last one. */
  readonly more: boolean
}

export type Swapped =
  | { readonly swapped: true }
  | { readonly swapped: false; readonly current: Uint8Array | null }
