import { jsonPath } from '../json/member.ts'
import type { Tagged } from './cases.ts'
import { isJson } from './known-types.ts'
import type { PortType, WitType } from './types.ts'
import { memberOf } from './value.ts'
import type { Value } from './value.ts'

/** A value that has no such member: a missing JSON member, another case of a variant, an empty option. */
export const MISSING: unique symbol = Symbol('missing')

export interface MemberGetter {
  /** The type at the end of the members. */
  readonly type: PortType
  /** The member of `value`, or `MISSING`. */
  readonly get: (value: Value) => Value
}

/**
 * What `members` of a `node.port[.member…]` path lead to, made once per path. Null when values of `type` never have
 * them.
 * A member is a record's field, a case of a variant or result, a flag, a position in a tuple or list, or a JSON
 * member or
 * position; an option is looked through.
 */
export function memberGetter(type: PortType, members: readonly string[]): MemberGetter | null {
  if (isJson(type) && members.length > 0) {
    return { type, get: (value) => jsonPath(value as string, members) ?? MISSING }
  }
  const [first, ...rest] = members
  if (first === undefined) return { type, get: (value) => value }
  const step = stepInto(type, first)
  if (step === null || rest.length === 0) return step
  const behind = memberGetter(step.type, rest)
  if (behind === null) return null
  return {
    type: behind.type,
    get: (value) => {
      const inner = step.get(value)
      return inner === MISSING ? MISSING : behind.get(inner)
    },
  }
}

/** The type of one member, null when values of `type` have no such member. */
export function memberType(type: PortType, member: string): PortType | null {
  return stepInto(type, member)?.type ?? null
}

export type MemberValue = { readonly found: true; readonly value: Value } | { readonly found: false }

/** One member of one value. On a hot path take `memberGetter`. */
export function memberValue(value: Value, type: PortType, member: string): MemberValue {
  const inner = stepInto(type, member)?.get(value) ?? MISSING
  return inner === MISSING ? { found: false } : { found: true, value: inner }
}

/** The members that a port of `type` unfolds into on the canvas, in order. JSON and lists have no fixed ones. */
export function membersOf(type: PortType): readonly (readonly [member: string, type: PortType])[] {
  switch (type.kind) {
    case 'record': return type.fields.map((field) => [field.name, field.type])
    case 'variant': return type.cases.map((each) => [each.name, each.type ?? UNIT])
    case 'result': return [['ok', type.ok ?? UNIT], ['err', type.err ?? UNIT]]
    case 'tuple': return type.items.map((item, index) => [String(index), item])
    case 'flags': return type.flags.map((name) => [name, BOOL])
    case 'option': return membersOf(type.some)
    case 'list': case 'known': case 'enum': case 'any': case 'var': case 'unit': case 'unusable':
    case 'bool': case 'char': case 'string': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return []
  }
}

const UNIT: PortType = { kind: 'unit' }
const BOOL: PortType = { kind: 'bool' }
const INDEX = /^(?:0|[1-9]\d{0,8})$/

function stepInto(type: PortType, member: string): MemberGetter | null {
  switch (type.kind) {
    case 'known': return isJson(type) ? memberGetter(type, [member]) : null
    case 'record': {
      const field = type.fields.find(({ name }) => name === member)
      if (field === undefined) return null
      const key = memberOf(member)
      return { type: field.type, get: (value) => (value as Record<string, Value>)[key] }
    }
    case 'variant': return stepIntoCase(type.cases.find(({ name }) => name === member)?.type, member)
    case 'result': return stepIntoCase(member === 'ok' ? type.ok : member === 'err' ? type.err : undefined, member)
    case 'tuple': {
      const item = INDEX.test(member) ? type.items[Number(member)] : undefined
      return item === undefined ? null : { type: item, get: (value) => (value as readonly Value[])[Number(member)] }
    }
    case 'list': {
      if (!INDEX.test(member)) return null
      const index = Number(member)
      return { type: type.item, get: (value) => itemOf(value as ArrayLike<Value>, index) }
    }
    case 'flags': {
      if (!type.flags.includes(member)) return null
      const key = memberOf(member)
      return { type: BOOL, get: (value) => (value as Record<string, boolean>)[key] }
    }
    case 'option': return stepIntoOption(type.some, member)
    case 'enum': case 'any': case 'var': case 'unit': case 'unusable':
    case 'bool': case 'char': case 'string': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return null
  }
}

function itemOf(items: ArrayLike<Value>, index: number): Value {
  return index < items.length ? items[index] : MISSING
}

function stepIntoCase(payload: WitType | null | undefined, name: string): MemberGetter | null {
  if (payload === undefined) return null
  return { type: payload ?? UNIT, get: (value) => ((value as Tagged).tag === name ? (value as Tagged).val : MISSING) }
}

function stepIntoOption(some: WitType, member: string): MemberGetter | null {
  const inner = stepInto(some, member)
  if (inner === null) return null
  const { type, get } = inner
  if (some.kind === 'option') {
    return { type, get: (value) => ((value as Tagged).tag === 'none' ? MISSING : get((value as Tagged).val)) }
  }
  return { type, get: (value) => (value === undefined ? MISSING : get(value)) }
}
