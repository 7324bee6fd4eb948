import { casesOf } from './cases.ts'
import { isJson } from './known-types.ts'
import { INTEGER_RANGES, isInteger, isNumber, isWide, numbersFit } from './numbers.ts'
import type { NumberKind } from './numbers.ts'
import { printType } from './print.ts'
import type { Case, KnownName, PortType, WitType } from './types.ts'
import { memberOf } from './value.ts'

/**
 * How a value of one type becomes a value of another. `wireBetween` sums a plan up for the canvas and the compiler,
 * `converter` turns it into code, so the two cannot disagree.
 */
export type WirePlan =
  /** The types are the same. */
  | { readonly kind: 'same' }
  /** Another type, but the same value in memory: char → string, u8 → u32. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'to-bigint' }
  | { readonly kind: 'to-any'; readonly from: PortType }
  | { readonly kind: 'to-json'; readonly from: PortType }
  /** The only step that can fail. */
  | { readonly kind: 'from-json'; readonly to: WitType }
  /** `tagged`: the new option holds an option, so it needs `{ tag, val }`; see `Value`. */
  | { readonly kind: 'some'; readonly inner: WirePlan; readonly tagged: boolean }
  | { readonly kind: 'option'; readonly inner: WirePlan; readonly fromTagged: boolean; readonly toTagged: boolean }
  | { readonly kind: 'list'; readonly inner: WirePlan; readonly toBytes: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly WirePlan[] }
  /** By member. Fields that the receiver does not have are left out. */
  | { readonly kind: 'record'; readonly fields: readonly (readonly [name: string, member: string, plan: WirePlan])[] }
  /** By case; null for cases without payload. Results too, with the cases `ok` and `err`. */
  | { readonly kind: 'cases'; readonly cases: ReadonlyMap<string, WirePlan | null> }
  /** The members that the receiver has besides. */
  | { readonly kind: 'flags'; readonly members: readonly string[] }
  | Misfit

/** `place` leads into the types: fields, cases and positions, from outside to inside. */
export interface Misfit {
  readonly kind: 'misfit'
  readonly place: readonly string[]
  readonly reason: string
}

const SAME: WirePlan = { kind: 'same' }
const KEEP: WirePlan = { kind: 'keep' }

/** A value of each known type is one of its base type and, `json` apart, the other way round. */
const BASES: Readonly<Record<Exclude<KnownName, 'json'>, (type: PortType) => boolean>> = {
  html: isString, svg: isString, markdown: isString, csv: isString, url: isString,
  image: (type) => type.kind === 'list' && (type.item.kind === 'u8' || type.item.kind === 'var'),
  timestamp: (type) => type.kind === 's64',
}

export function planWire(from: PortType, to: PortType): WirePlan {
  if (from === to && from.kind !== 'unusable') return SAME
  if (from.kind === 'unusable') return misfit(from.reason)
  if (to.kind === 'unusable') return misfit(to.reason)
  // What a variable stands for follows from what is wired: until that is known, nothing speaks against a wire.
  if (to.kind === 'var' || from.kind === 'var') return SAME
  if (to.kind === 'any') return from.kind === 'any' ? SAME : { kind: 'to-any', from }
  if (to.kind === 'unit') return from.kind === 'unit' ? SAME : misfit('the receiver takes a signal, not a value')
  if (isJson(to)) return isJson(from) ? SAME : { kind: 'to-json', from }
  if (from.kind === 'unit') {
    return misfit('a signal has no value: wire it to after, or to a json input, where it is null')
  }
  if (from.kind === 'any') return misfit('a value of any type may not fit')
  if (to.kind === 'option') return from.kind === 'option' ? planOption(from.some, to.some) : planSome(from, to)
  if (isJson(from)) return { kind: 'from-json', to }
  if (from.kind === 'known' || to.kind === 'known') return planKnown(from, to)
  return planStructure(from, to)
}

/** Structures that are the same in each part are the same. */
export function isIdentity(plan: WirePlan): boolean {
  return plan.kind === 'same' || plan.kind === 'keep'
}

export function misfit(reason: string, place: readonly string[] = []): Misfit {
  return { kind: 'misfit', place, reason }
}

function planOption(from: WitType, to: WitType): WirePlan {
  const inner = planWire(from, to)
  if (inner.kind === 'misfit' || inner.kind === 'same') return inner
  const fromTagged = from.kind === 'option'
  const toTagged = to.kind === 'option'
  return inner.kind === 'keep' && fromTagged === toTagged ? KEEP : { kind: 'option', inner, fromTagged, toTagged }
}

function planSome(from: WitType, to: WitType & { readonly kind: 'option' }): WirePlan {
  // JSON's null is the empty option, unless what the option holds is json itself, which may be null.
  if (isJson(from) && !isJson(innermost(to))) return { kind: 'from-json', to }
  const inner = planWire(from, to.some)
  if (inner.kind === 'misfit') return inner
  const tagged = to.some.kind === 'option'
  return isIdentity(inner) && !tagged ? KEEP : { kind: 'some', inner, tagged }
}

/** What an option holds, however deep: whatever goes into that goes into the option. */
export function innermost(type: PortType): PortType {
  return type.kind === 'option' ? innermost(type.some) : type
}

function planKnown(from: WitType, to: WitType): WirePlan {
  if (from.kind === 'known' && to.kind === 'known' && from.name === to.name) return SAME
  if (from.kind === 'known' && from.name !== 'json' && BASES[from.name](to)) return KEEP
  if (to.kind === 'known' && to.name !== 'json' && BASES[to.name](from)) return KEEP
  return misfit(`${nameOf(from)} is not ${nameOf(to)}`)
}

function planStructure(from: WitType, to: WitType): WirePlan {
  if (isNumber(from.kind) && isNumber(to.kind)) return planNumber(from.kind, to.kind)
  if (from.kind === 'char' && to.kind === 'string') return KEEP
  if (from.kind === 'option') return misfit(`${nameOf(from)} may be empty and ${nameOf(to)} may not`)
  if (from.kind === 'list' && to.kind === 'list') return planList(from.item, to.item)
  if (from.kind === 'tuple' && to.kind === 'tuple') return planTuple(from.items, to.items)
  if (from.kind === 'record' && to.kind === 'record') return planRecord(from, to)
  if (from.kind === 'variant' && to.kind === 'variant') return planCases(casesOf(from), casesOf(to))
  if (from.kind === 'result' && to.kind === 'result') return planCases(casesOf(from), casesOf(to))
  if (from.kind === 'enum' && to.kind === 'enum') return planEnum(from.cases, to.cases)
  if (from.kind === 'flags' && to.kind === 'flags') return planFlags(from.flags, to.flags)
  return from.kind === to.kind ? SAME : misfit(`${nameOf(from)} is not ${nameOf(to)}`)
}

function planNumber(from: NumberKind, to: NumberKind): WirePlan {
  if (from === to) return SAME
  if (numbersFit(from, to)) return isWide(to) ? { kind: 'to-bigint' } : KEEP
  if (isInteger(to)) {
    const { min, max } = INTEGER_RANGES[to]
    return misfit(`${to} holds only whole numbers from ${min} to ${max}`)
  }
  return misfit(`${to} is not exact enough for every ${from}`)
}

function planList(from: WitType, to: WitType): WirePlan {
  const inner = planWire(from, to)
  if (inner.kind === 'same') return SAME
  if (inner.kind === 'misfit') return within('each item', inner)
  // Lists of numbers may be typed arrays, and bytes always are: another kind of number needs another array.
  return inner.kind === 'keep' && !isNumber(from.kind) ? KEEP : { kind: 'list', inner, toBytes: to.kind === 'u8' }
}

function planTuple(from: readonly WitType[], to: readonly WitType[]): WirePlan {
  if (from.length !== to.length) return misfit(`a tuple of ${from.length} is not a tuple of ${to.length}`)
  const items: WirePlan[] = []
  for (const [index, item] of from.entries()) {
    const plan = planWire(item, to[index] as WitType)
    if (plan.kind === 'misfit') return within(`item ${index}`, plan)
    items.push(plan)
  }
  return summed(items, true) ?? { kind: 'tuple', items }
}

function planRecord(from: WitType & { readonly kind: 'record' }, to: WitType & { readonly kind: 'record' }): WirePlan {
  const given = new Map(from.fields.map((field) => [field.name, field.type]))
  const fields: (readonly [string, string, WirePlan])[] = []
  for (const field of to.fields) {
    const type = given.get(field.name)
    if (type === undefined) return misfit(`${nameOf(from)} has no field ${field.name}`)
    const plan = planWire(type, field.type)
    if (plan.kind === 'misfit') return within(`field ${field.name}`, plan)
    fields.push([field.name, memberOf(field.name), plan])
  }
  const inOrder = to.fields.every((field, index) => from.fields[index]?.name === field.name)
  const plan = from.fields.length === to.fields.length ? summed(fields.map(([, , each]) => each), inOrder) : null
  return plan ?? { kind: 'record', fields }
}

function planCases(from: readonly Case[], to: readonly Case[]): WirePlan {
  const targets = new Map(to.map((each) => [each.name, each.type]))
  const cases = new Map<string, WirePlan | null>()
  for (const { name, type: payload } of from) {
    const target = targets.get(name)
    if (target === undefined) return misfit(`the receiver does not know the case ${name}`)
    if (payload === null || target === null) {
      if (payload !== null) return misfit(`the case ${name} has a value here and none there`)
      if (target !== null) return misfit(`the case ${name} has no value here and one there`)
      cases.set(name, null)
      continue
    }
    const plan = planWire(payload, target)
    if (plan.kind === 'misfit') return within(`case ${name}`, plan)
    cases.set(name, plan)
  }
  const inOrder = from.length === to.length && from.every(({ name }, index) => to[index]?.name === name)
  return summed([...cases.values()].filter((plan) => plan !== null), inOrder) ?? { kind: 'cases', cases }
}

function planEnum(from: readonly string[], to: readonly string[]): WirePlan {
  const known = new Set(to)
  const strange = from.find((name) => !known.has(name))
  if (strange !== undefined) return misfit(`the receiver does not know the case ${strange}`)
  return from.length === to.length && from.every((name, index) => to[index] === name) ? SAME : KEEP
}

function planFlags(from: readonly string[], to: readonly string[]): WirePlan {
  const known = new Set(to)
  const strange = from.find((name) => !known.has(name))
  if (strange !== undefined) return misfit(`the receiver does not know the flag ${strange}`)
  if (from.length === to.length) return from.every((name, index) => to[index] === name) ? SAME : KEEP
  const given = new Set(from)
  return { kind: 'flags', members: to.filter((name) => !given.has(name)).map(memberOf) }
}

/** Null when a part has to be converted. */
function summed(parts: readonly WirePlan[], inOrder: boolean): WirePlan | null {
  if (!parts.every(isIdentity)) return null
  return inOrder && parts.every((part) => part.kind === 'same') ? SAME : KEEP
}

function within(place: string, inner: Misfit): Misfit {
  return misfit(inner.reason, [place, ...inner.place])
}

function isString(type: PortType): boolean {
  return type.kind === 'string'
}

/** As it stands in a sentence: cut, because an inline record may be a page long. */
export function nameOf(type: PortType): string {
  const text = printType(type, { inline: false })
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}
