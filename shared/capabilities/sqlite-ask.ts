/** In one database. */
export interface SqliteAsk {
  readonly capability: 'fermyon:spin/sqlite'
  readonly op: 'execute'
  readonly database: string
  readonly statement: string
  readonly parameters: readonly SqliteValue[]
}

export type SqliteValue =
  | { readonly tag: 'integer'; readonly val: bigint }
  | { readonly tag: 'real'; readonly val: number }
  | { readonly tag: 'text'; readonly val: string }
  | { readonly tag: 'blob'; readonly val: Uint8Array }
  | { readonly tag: 'null' }

/** What `execute` gives. */
export interface SqliteRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly SqliteValue[])[]
}
