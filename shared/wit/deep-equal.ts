import type { AnyValue } from './any-value.ts'
import { casesOf } from './cases.ts'
import type { Tagged } from './cases.ts'
import { sameType } from './same-type.ts'
import type { PortType, WitType } from './types.ts'
import { memberOf } from './value.ts'
import type { Value } from './value.ts'

/**
 * Whether two values of one type are equal. NaN equals NaN and 0 is not -0, because a component can tell; json values
 * are
 * equal when their texts are; a typed array equals the plain array with its numbers.
 */
export function deepEqualValue(a: Value, b: Value, type: PortType): boolean {
  if (Object.is(a, b)) return true
  switch (type.kind) {
    case 'bool': case 'char': case 'string': case 'enum': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return false
    case 'known': return type.name === 'image' && equalItems(a, b, null)
    case 'list': return equalItems(a, b, type.item)
    case 'tuple': return type.items.every((item, at) => deepEqualValue((a as Value[])[at], (b as Value[])[at], item))
    case 'option':
      if (type.some.kind === 'option') return equalCases(a, b, (tag) => (tag === 'none' ? null : type.some))
      return a !== undefined && b !== undefined && deepEqualValue(a, b, type.some)
    case 'result': case 'variant':
      return equalCases(a, b, (tag) => casesOf(type).find(({ name }) => name === tag)?.type ?? null)
    case 'record':
      return type.fields.every(({ name, type: field }) => {
        const member = memberOf(name)
        return deepEqualValue((a as Record<string, Value>)[member], (b as Record<string, Value>)[member], field)
      })
    case 'flags':
      return type.flags.every((name) => {
        const member = memberOf(name)
        return (a as Record<string, boolean>)[member] === (b as Record<string, boolean>)[member]
      })
    case 'unit': return true
    case 'any': {
      const x = a as AnyValue
      const y = b as AnyValue
      return sameType(x.type, y.type) && deepEqualValue(x.value, y.value, x.type)
    }
    case 'var': case 'unusable': return false
  }
}

function equalItems(a: Value, b: Value, item: WitType | null): boolean {
  const x = a as ArrayLike<Value>
  const y = b as ArrayLike<Value>
  if (x.length !== y.length) return false
  for (let at = 0; at < x.length; at++) {
    if (!Object.is(x[at], y[at]) && (item === null || !deepEqualValue(x[at], y[at], item))) return false
  }
  return true
}

function equalCases(a: Value, b: Value, payloadOf: (tag: string) => WitType | null): boolean {
  const x = a as Tagged
  const y = b as Tagged
  if (x.tag !== y.tag) return false
  const payload = payloadOf(x.tag)
  return payload === null || deepEqualValue(x.val, y.val, payload)
}
