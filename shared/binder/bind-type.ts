import type { Primitive } from '../wit/types.ts'

/**
 * A type as it is lifted and lowered: a `WitType` without the names that only people need, with handles of resources. A
 * shared graph as there.
 */
export type BindType =
  | { readonly kind: Primitive }
  | { readonly kind: 'list'; readonly item: BindType }
  | { readonly kind: 'option'; readonly some: BindType }
  | { readonly kind: 'result'; readonly ok: BindType | null; readonly err: BindType | null }
  | { readonly kind: 'tuple'; readonly items: readonly BindType[] }
  | { readonly kind: 'record'; readonly fields: readonly BindField[] }
  | { readonly kind: 'variant'; readonly cases: readonly BindCase[] }
  | { readonly kind: 'enum'; readonly cases: readonly string[] }
  | { readonly kind: 'flags'; readonly flags: readonly string[] }
  | { readonly kind: 'own'; readonly resource: number }
  | { readonly kind: 'borrow'; readonly resource: number }

export interface BindField {
  readonly name: string
  readonly type: BindType
}

export interface BindCase {
  readonly name: string
  readonly type: BindType | null
}

export interface BindFuncType {
  readonly params: readonly BindField[]
  readonly result: BindType | null
}
