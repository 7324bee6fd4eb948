import type { Binding } from '../directive/schema.ts'
import { sameType } from '../wit/same-type.ts'
import { mentionsVariable } from '../wit/type-variables.ts'
import type { PortType, WitType } from '../wit/types.ts'
import type { ConfigVariable } from './config.ts'
import type { Signature } from './signature.ts'
import { findSource } from './source.ts'

/** Where the types of what is bound are looked up. */
export interface TypeScope {
  readonly signatures: ReadonlyMap<string, Signature>
  readonly config: ReadonlyMap<string, ConfigVariable>
}

export const JSON_TYPE: WitType = { kind: 'known', name: 'json' }

/** The types that the paths of a wire carry; null for one that is not known, or not yet. */
export function sourceTypes(from: string | readonly string[], { signatures }: TypeScope): readonly (PortType | null)[] {
  return [from].flat().map((text) => {
    const source = findSource(text, signatures, {})
    return source.kind === 'found' && !mentionsVariable(source.type) ? source.type : null
  })
}

/**
 * The type that a part of a record or list takes from what is bound to it, where nothing else gives it one: json,
 * unless it is wired. Null as long as a wire in it carries a type that is not known yet.
 */
export function boundType(part: Binding, scope: TypeScope): WitType | null {
  if ('value' in part) return JSON_TYPE
  if ('config' in part) return scope.config.get(part.config)?.type ?? JSON_TYPE
  if ('from' in part) return commonType(sourceTypes(part.from, scope))
  if ('list' in part) {
    const items = part.list.map((item) => boundType(item, scope))
    return items.every((item) => item !== null) ? listType(items) : null
  }
  const fields = Object.entries(part.record).map(([name, field]) => ({ name, type: boundType(field, scope) }))
  const known = fields.flatMap(({ name, type }) => (type === null ? [] : [{ name, type }]))
  return known.length === fields.length ? { kind: 'record', name: null, fields: known } : null
}

function commonType(types: readonly (PortType | null)[]): WitType | null {
  if (!types.every((type) => type !== null)) return null
  const [first] = types
  if (first === undefined || first.kind === 'any' || first.kind === 'unit') return JSON_TYPE
  return types.every((type) => sameType(type, first)) ? first : JSON_TYPE
}

/** Bytes are never an array in a run, so items of that type stay a tuple. */
export function listType(items: readonly WitType[]): WitType {
  const [first] = items
  if (first === undefined || first.kind === 'u8' || !items.every((item) => sameType(item, first))) {
    return { kind: 'tuple', items }
  }
  return { kind: 'list', item: first }
}
