import type { PortType } from './types.ts'
import { wireBetween } from './wire.ts'
import { nameOf } from './wire-plan.ts'

export type Unified =
  | { readonly kind: 'agreed'; readonly type: PortType }
  | { readonly kind: 'disagreed'; readonly reason: string }

/**
 * What a type variable stands for, given the types wired into the ports that use it: the one among them that takes all
 * others without loss. Null as long as nothing is wired.
 */
export function unify(types: readonly PortType[]): Unified | null {
  const [first] = types
  if (first === undefined) return null
  const wide = types.filter((to) => types.every((from) => isSilent(from, to)))
  // string and html take each other: the plain one is the one that promises less.
  const type = wide.find(({ kind }) => kind !== 'known') ?? wide[0]
  if (type !== undefined) return { kind: 'agreed', type }
  const [a, b] = clashOf(types)
  return { kind: 'disagreed', reason: `${nameOf(a)} and ${nameOf(b)} come together here, and neither takes the other.` }
}

/** Two types of which neither goes into the other. If each two get along, the ends of what is wired stand for all. */
function clashOf(types: readonly PortType[]): readonly [PortType, PortType] {
  for (const a of types) {
    for (const b of types) if (!isSilent(a, b) && !isSilent(b, a)) return [a, b]
  }
  return [types[0]!, types.at(-1)!]
}

/** The type of a port once the variables of its node are known. A variable that is not known stays. */
export function substitute(type: PortType, variables: ReadonlyMap<string, PortType>): PortType {
  return type.kind === 'var' ? (variables.get(type.name) ?? type) : type
}

function isSilent(from: PortType, to: PortType): boolean {
  const { kind } = wireBetween(from, to)
  return kind === 'same' || kind === 'widens'
}
