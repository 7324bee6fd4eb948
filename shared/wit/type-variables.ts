import type { PortType, WitType } from './types.ts'

/** What the type variables of one node stand for, by name. */
export type Variables = ReadonlyMap<string, WitType>

export function mentionsVariable(type: PortType): boolean {
  switch (type.kind) {
    case 'var': return true
    case 'list': return mentionsVariable(type.item)
    case 'option': return mentionsVariable(type.some)
    case 'result': return [type.ok, type.err].some((part) => part !== null && mentionsVariable(part))
    case 'tuple': return type.items.some(mentionsVariable)
    case 'record': return type.fields.some((field) => mentionsVariable(field.type))
    case 'variant': return type.cases.some((each) => each.type !== null && mentionsVariable(each.type))
    case 'known': case 'enum': case 'flags': case 'any': case 'unit': case 'unusable':
    case 'bool': case 'char': case 'string': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return false
  }
}

/** The type with its variables replaced; those that are not known stay. */
export function substitute(type: WitType, variables: Variables): WitType {
  if (variables.size === 0 || !mentionsVariable(type)) return type
  const inner = (part: WitType) => substitute(part, variables)
  const payload = (part: WitType | null) => part && inner(part)
  switch (type.kind) {
    case 'var': return variables.get(type.name) ?? type
    case 'list': return { kind: 'list', item: inner(type.item) }
    case 'option': return { kind: 'option', some: inner(type.some) }
    case 'result': return { kind: 'result', ok: payload(type.ok), err: payload(type.err) }
    case 'tuple': return { kind: 'tuple', items: type.items.map(inner) }
    case 'record':
      return { ...type, fields: type.fields.map((field) => ({ name: field.name, type: inner(field.type) })) }
    case 'variant':
      return { ...type, cases: type.cases.map((each) => ({ name: each.name, type: payload(each.type) })) }
    default: return type
  }
}

/**
 * What a value of type `given`, bound to a port of type `open`, says about the variables there. Parts of `given` that
 * are open themselves say nothing yet; a type that does not fit says nothing, as the wire is refused for it.
 */
export function evidenceOf(open: PortType, given: PortType): readonly (readonly [variable: string, type: PortType])[] {
  switch (open.kind) {
    case 'var': return mentionsVariable(given) ? [] : [[open.name, given]]
    case 'option': return evidenceOf(open.some, given.kind === 'option' ? given.some : given)
    case 'list': {
      if (given.kind === 'list') return evidenceOf(open.item, given.item)
      if (given.kind !== 'known') return []
      if (given.name === 'image') return evidenceOf(open.item, { kind: 'u8' })
      return given.name === 'json' ? evidenceOf(open.item, given) : []
    }
    default: return []
  }
}
