import type { Json } from '../json/json.ts'
import { isJson } from './known-types.ts'
import { isInteger, isNumber } from './numbers.ts'
import { sameType } from './same-type.ts'
import type { PortType, WitType } from './types.ts'
import { innermost, nameOf, planWire } from './wire-plan.ts'
import type { Misfit, WirePlan } from './wire-plan.ts'

export type WireVerdict =
  /** The value goes as it is. */
  | { readonly kind: 'same' }
  /** Converted without loss; cannot fail. */
  | { readonly kind: 'widens' }
  /**
   * Whether a value fits shows at run time only: json → T. json → string takes JSON strings; for other JSON it offers
   * `print-json`.
   */
  | { readonly kind: 'checked'; readonly offers?: WireOffer }
  | { readonly kind: 'refused'; readonly reason: string; readonly offers?: WireOffer }

/** A core node that makes the wire work when it is put between: the value goes to its `input`, its `out` onwards. */
export interface WireOffer {
  readonly core:
    | 'parse-json' | 'print-json' | 'parse-number' | 'parse-bool' | 'to-integer' | 'format' | 'parse-time' | 'print-time'
    | 'encode-text' | 'decode-text'
  readonly input: string
  /** The settings that the node needs for it. */
  readonly with?: Readonly<Record<string, Json>>
}

/**
 * Says whether a value of type `from` may travel to a port of type `to`, and what happens to it on the way.
 * Lossless conversions only; see "Wires are type-checked" in ARCHITECTURE.md. `reason` is one sentence that names
 * both types.
 */
export function wireBetween(from: PortType, to: PortType): WireVerdict {
  const plan = planWire(from, to)
  if (plan.kind === 'misfit') {
    const reason = `${nameOf(from)} does not go into ${nameOf(to)}${whyNot(plan, from, to)}.`
    const offers = offerFor(from, to)
    return offers === null ? { kind: 'refused', reason } : { kind: 'refused', reason, offers }
  }
  if (plan.kind === 'same') return { kind: 'same' }
  if (!canFail(plan)) return { kind: 'widens' }
  return isJson(from) && innermost(to).kind === 'string'
    ? { kind: 'checked', offers: { core: 'print-json', input: 'value' } }
    : { kind: 'checked' }
}

/** Behind a colon, unless it would only say again that the types are not the same. */
function whyNot({ place, reason }: Misfit, from: PortType, to: PortType): string {
  if (place.length > 0) return `: ${place.join(', ')}: ${reason}`
  return reason === `${nameOf(from)} is not ${nameOf(innermost(to))}` ? '' : `: ${reason}`
}

function canFail(plan: WirePlan): boolean {
  switch (plan.kind) {
    case 'same': case 'keep': case 'to-bigint': case 'to-any': case 'to-json': case 'flags': return false
    case 'from-json': case 'misfit': return true
    case 'some': case 'option': case 'list': return canFail(plan.inner)
    case 'tuple': return plan.items.some(canFail)
    case 'record': return plan.fields.some(([, , inner]) => canFail(inner))
    case 'cases': return [...plan.cases.values()].some((inner) => inner !== null && canFail(inner))
  }
}

const STRING: WitType = { kind: 'string' }

function offerFor(from: PortType, to: PortType): WireOffer | null {
  const target = innermost(to)
  if (isNumber(from.kind)) {
    if (isInteger(target.kind)) return { core: 'to-integer', input: 'value', with: { type: target.kind } }
    if (isTime(target)) return { core: 'to-integer', input: 'value', with: { type: 's64' } }
  }
  if (sameType(from, STRING)) return offerForText(target)
  if (target.kind !== 'string' || !hasText(from)) return null
  if (isTime(from)) return { core: 'print-time', input: 'time' }
  return isBytes(from) ? { core: 'decode-text', input: 'bytes' } : { core: 'format', input: 'value' }
}

function offerForText(to: PortType): WireOffer | null {
  if (to.kind === 'f64') return { core: 'parse-number', input: 'text' }
  if (to.kind === 'bool') return { core: 'parse-bool', input: 'text' }
  if (isInteger(to.kind)) return { core: 'to-integer', input: 'value', with: { type: to.kind } }
  if (isTime(to)) return { core: 'parse-time', input: 'text' }
  if (isBytes(to)) return { core: 'encode-text', input: 'text' }
  // Text that is no JSON document, such as an enum's bare name, is not helped by a parser.
  return readsFromJsonText(to) ? { core: 'parse-json', input: 'text' } : null
}

function isTime(type: PortType): boolean {
  return type.kind === 'known' && type.name === 'timestamp'
}

function isBytes(type: PortType): boolean {
  return type.kind === 'list' && type.item.kind === 'u8'
}

function readsFromJsonText(type: PortType): boolean {
  switch (type.kind) {
    case 'f32': case 'list': case 'tuple': case 'record': case 'variant': case 'result': case 'flags':
      return true
    case 'bool': case 'f64': case 'known': case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32':
    case 's64': case 'u64': case 'option': case 'char': case 'string': case 'enum': case 'unusable': case 'any': case 'var': case 'unit':
      return false
  }
}

/** An empty option and the two sides of a result are branches, not text. */
function hasText({ kind }: PortType): boolean {
  return kind !== 'option' && kind !== 'result' && kind !== 'unit' && kind !== 'var' && kind !== 'unusable'
}
