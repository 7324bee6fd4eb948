/**
 * WIT types as a shared graph: two uses of one type definition are one object, so that a small binary cannot make a
 * large tree. Names are the WIT names, in kebab-case.
 */
export type WitType =
  | { readonly kind: Primitive }
  | { readonly kind: 'known'; readonly name: KnownName }
  | { readonly kind: 'list'; readonly item: WitType }
  | { readonly kind: 'option'; readonly some: WitType }
  | { readonly kind: 'result'; readonly ok: WitType | null; readonly err: WitType | null }
  | { readonly kind: 'tuple'; readonly items: readonly WitType[] }
  | { readonly kind: 'record'; readonly name: string | null; readonly fields: readonly Field[] }
  | { readonly kind: 'variant'; readonly name: string | null; readonly cases: readonly Case[] }
  | { readonly kind: 'enum'; readonly name: string | null; readonly cases: readonly string[] }
  | { readonly kind: 'flags'; readonly name: string | null; readonly flags: readonly string[] }
  | TypeVariable
  | Unusable

export type Primitive =
  | 'bool' | 's8' | 'u8' | 's16' | 'u16' | 's32' | 'u32' | 's64' | 'u64' | 'f32' | 'f64' | 'char' | 'string'

/** The types of `runnel:types/values`; see nodes-library/wit/types.wit. `image` is bytes, `timestamp` an s64, the rest are strings. */
export type KnownName = 'json' | 'html' | 'svg' | 'markdown' | 'csv' | 'url' | 'image' | 'timestamp'

export interface Field {
  readonly name: string
  readonly type: WitType
}

export interface Case {
  readonly name: string
  readonly type: WitType | null
}

/** A type that a port cannot carry yet. A function that mentions one is listed with `reason` and is no node. */
export interface Unusable {
  readonly kind: 'unusable'
  readonly reason: string
}

/**
 * A type that a generic core node leaves open until something is bound to it; see shared/resolve/infer.ts. No component
 * mentions one, and no value of one exists.
 */
export interface TypeVariable {
  readonly kind: 'var'
  readonly name: string
}

/** The type of a port. `any` occurs on generic nodes only; `unit` is a signal without a value. */
export type PortType =
  | WitType
  | { readonly kind: 'any' }
  | { readonly kind: 'unit' }
