import { sameType } from './same-type.ts'
import type { PortType, WitType } from './types.ts'
import { wireBetween } from './wire.ts'
import { nameOf } from './wire-plan.ts'

export type Unified =
  | { readonly kind: 'agreed'; readonly type: WitType }
  | { readonly kind: 'disagreed'; readonly reason: string }

const JSON_TYPE: WitType = { kind: 'known', name: 'json' }

/**
 * What a type variable stands for, given the types that are bound where it is mentioned: the one among them that takes
 * all others without loss, else json, which takes nearly everything. Null as long as there are none.
 */
export function unify(types: readonly PortType[]): Unified | null {
  const distinct = types.filter((type, at) => types.findIndex((other) => sameType(other, type)) === at)
  if (distinct.length === 0) return null
  const wide = distinct.filter((to) => distinct.every((from) => isSilent(from, to))).filter(isValue)
  // string and html take each other: the plain one is the one that promises less.
  const type = wide.find(({ kind }) => kind !== 'known') ?? wide[0]
  if (type !== undefined) return { kind: 'agreed', type }
  const strange = distinct.find((from) => !isSilent(from, JSON_TYPE))
  if (strange === undefined) return { kind: 'agreed', type: JSON_TYPE }
  const other = distinct.find((each) => each !== strange)
  const reason = other === undefined
    ? `${nameOf(strange)} cannot travel.`
    : `${nameOf(strange)} and ${nameOf(other)} come together here, and no type takes both.`
  return { kind: 'disagreed', reason }
}

/** A variable stands for values: a signal and a value of any type become json. */
function isValue(type: PortType): type is WitType {
  return type.kind !== 'any' && type.kind !== 'unit' && type.kind !== 'unusable' && type.kind !== 'var'
}

function isSilent(from: PortType, to: PortType): boolean {
  const { kind } = wireBetween(from, to)
  return kind === 'same' || kind === 'widens'
}
