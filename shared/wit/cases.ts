import type { Case, WitType } from './types.ts'
import type { Value } from './value.ts'

/** How a variant, a result and an option of an option stand in memory; see `Value`. */
export interface Tagged {
  readonly tag: string
  readonly val?: Value
}

/** A result is a variant with the cases `ok` and `err`. */
export function casesOf(type: WitType & { readonly kind: 'variant' | 'result' }): readonly Case[] {
  return type.kind === 'variant' ? type.cases : [{ name: 'ok', type: type.ok }, { name: 'err', type: type.err }]
}
