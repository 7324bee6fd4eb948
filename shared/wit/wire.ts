import { isJson } from './known-types.ts'
import { sameType } from './same-type.ts'
import type { PortType, WitType } from './types.ts'
import { innermost, nameOf, planWire } from './wire-plan.ts'
import type { WirePlan } from './wire-plan.ts'

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
  readonly core: 'parse-json' | 'print-json' | 'parse-number' | 'format'
  readonly input: string
}

/**
 * Says whether a value of type `from` may travel to a port of type `to`, and what happens to it on the way.
 * Lossless conversions only; see "Wires are type-checked" in ARCHITECTURE.md. `reason` is one sentence that names
 * both types.
 */
export function wireBetween(from: PortType, to: PortType): WireVerdict {
  const plan = planWire(from, to)
  if (plan.kind === 'misfit') {
    const place = plan.place.length === 0 ? '' : `${plan.place.join(', ')}: `
    const reason = `${nameOf(from)} does not go into ${nameOf(to)}: ${place}${plan.reason}.`
    const offers = offerFor(from, to)
    return offers === null ? { kind: 'refused', reason } : { kind: 'refused', reason, offers }
  }
  if (plan.kind === 'same') return { kind: 'same' }
  if (!canFail(plan)) return { kind: 'widens' }
  return isJson(from) && innermost(to).kind === 'string'
    ? { kind: 'checked', offers: { core: 'print-json', input: 'value' } }
    : { kind: 'checked' }
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
  if (sameType(from, STRING)) {
    if (target.kind === 'f64') return { core: 'parse-number', input: 'text' }
    // Text that is no JSON document, such as an enum's bare name or base64, is not helped by a parser.
    return readsFromJsonText(target) ? { core: 'parse-json', input: 'text' } : null
  }
  return target.kind === 'string' && hasText(from) ? { core: 'format', input: 'value' } : null
}

function readsFromJsonText(type: PortType): boolean {
  switch (type.kind) {
    case 'bool': case 'f32': case 'f64': case 'tuple': case 'record': case 'variant': case 'result': case 'flags':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return true
    case 'list': return type.item.kind !== 'u8'
    case 'known': return type.name === 'timestamp'
    case 'option': case 'char': case 'string': case 'enum': case 'unusable': case 'any': case 'var': case 'unit':
      return false
  }
}

/** An empty option and the two sides of a result are branches, not text. */
function hasText({ kind }: PortType): boolean {
  return kind !== 'option' && kind !== 'result' && kind !== 'unit' && kind !== 'var' && kind !== 'unusable'
}
