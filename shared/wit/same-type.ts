import type { PortType, WitType } from './types.ts'

/**
 * Whether two types have the same values. Structure decides: names of records, variants, enums and flags do not count,
 * names and order of their fields and cases do. Known types equal only themselves: `json` is no `string`.
 */
export function sameType(a: PortType, b: PortType): boolean {
  if (a === b) return true
  switch (a.kind) {
    case 'known': return b.kind === 'known' && a.name === b.name
    case 'var': return b.kind === 'var' && a.name === b.name
    case 'list': return b.kind === 'list' && sameType(a.item, b.item)
    case 'option': return b.kind === 'option' && sameType(a.some, b.some)
    case 'result': return b.kind === 'result' && samePayload(a.ok, b.ok) && samePayload(a.err, b.err)
    case 'tuple': return b.kind === 'tuple' && sameAll(a.items, b.items, sameType)
    case 'record':
      return b.kind === 'record' && sameAll(a.fields, b.fields, (x, y) => x.name === y.name && sameType(x.type, y.type))
    case 'variant':
      return b.kind === 'variant'
        && sameAll(a.cases, b.cases, (x, y) => x.name === y.name && samePayload(x.type, y.type))
    case 'enum': return b.kind === 'enum' && sameAll(a.cases, b.cases, (x, y) => x === y)
    case 'flags': return b.kind === 'flags' && sameAll(a.flags, b.flags, (x, y) => x === y)
    case 'unusable': return false
    case 'any': case 'unit':
    case 'bool': case 'char': case 'string': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return b.kind === a.kind
  }
}

function samePayload(a: WitType | null, b: WitType | null): boolean {
  return a === null || b === null ? a === b : sameType(a, b)
}

function sameAll<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index] as T))
}
