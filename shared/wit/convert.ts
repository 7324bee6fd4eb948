import { compileTextReader } from './json-text.ts'
import { compilePrinter } from './json-print.ts'
import type { Tagged } from './cases.ts'
import { inside } from './conversion-error.ts'
import type { PortType } from './types.ts'
import type { Value } from './value.ts'
import { isIdentity, nameOf, planWire } from './wire-plan.ts'
import type { WirePlan } from './wire-plan.ts'

export type Converter = (value: Value) => Value

/** What `converter` gives where nothing has to be done, so that a caller can leave the call out. */
export const identity: Converter = (value) => value

/**
 * The function that takes a value over a wire, made once per wire. Only a wire that `wireBetween` calls `checked` can
 * throw, and then a `ConversionError` with the place in the value. A refused wire has no converter: asking for one is
 * a bug.
 */
export function converter(from: PortType, to: PortType): Converter {
  const plan = planWire(from, to)
  if (plan.kind === 'misfit') throw new Error(`no wire goes from ${nameOf(from)} to ${nameOf(to)}: ${plan.reason}`)
  return compile(plan)
}

function compile(plan: WirePlan): Converter {
  switch (plan.kind) {
    case 'same': case 'keep': return identity
    case 'to-bigint': return (value) => BigInt(value as number)
    case 'to-any': return (value) => ({ type: plan.from, value })
    case 'to-json': return compilePrinter(plan.from)
    case 'from-json': return compileTextReader(plan.to) as Converter
    case 'some': return convertSome(compile(plan.inner), plan.tagged)
    case 'option': return convertOption(compile(plan.inner), plan.fromTagged, plan.toTagged)
    case 'list': return convertList(plan.inner, plan.toBytes)
    case 'tuple': return convertTuple(plan.items.map(compile))
    case 'record':
      return convertRecord(plan.fields.map(([name, member, inner]) => ({ name, member, convert: compile(inner) })))
    case 'cases': return convertCases(plan.cases)
    case 'flags': return convertFlags(plan.members)
    case 'misfit': throw new Error(plan.reason)
  }
}

function convertSome(convert: Converter, tagged: boolean): Converter {
  return tagged ? (value) => ({ tag: 'some', val: convert(value) }) : convert
}

function convertOption(convert: Converter, fromTagged: boolean, toTagged: boolean): Converter {
  const none = toTagged ? { tag: 'none' } : undefined
  const some = convertSome(convert, toTagged)
  if (fromTagged) return (value) => ((value as Tagged).tag === 'none' ? none : some((value as Tagged).val))
  return (value) => (value === undefined ? none : some(value))
}

function convertList(plan: WirePlan, toBytes: boolean): Converter {
  // Array.from: another kind of number may not stay in the typed array that it came in.
  if (isIdentity(plan)) return (value) => (Array.isArray(value) ? value : Array.from(value as ArrayLike<Value>))
  const convert = compile(plan)
  const convertAll: Converter = (value) => {
    const items = value as ArrayLike<Value>
    const converted: Value[] = []
    try {
      while (converted.length < items.length) converted.push(convert(items[converted.length]))
    } catch (thrown) {
      throw inside(converted.length, thrown)
    }
    return converted
  }
  return toBytes ? (value) => Uint8Array.from(convertAll(value) as number[]) : convertAll
}

function convertTuple(items: readonly Converter[]): Converter {
  return (value) => {
    const converted: Value[] = []
    try {
      for (const convert of items) converted.push(convert((value as readonly Value[])[converted.length]))
    } catch (thrown) {
      throw inside(converted.length, thrown)
    }
    return converted
  }
}

interface FieldConverter {
  readonly name: string
  readonly member: string
  readonly convert: Converter
}

function convertRecord(fields: readonly FieldConverter[]): Converter {
  return (value) => {
    const converted: Record<string, Value> = {}
    let at = ''
    try {
      for (const { name, member, convert } of fields) {
        at = name
        converted[member] = convert((value as Record<string, Value>)[member])
      }
    } catch (thrown) {
      throw inside(at, thrown)
    }
    return converted
  }
}

function convertCases(cases: ReadonlyMap<string, WirePlan | null>): Converter {
  const converters = new Map<string, Converter>()
  for (const [name, plan] of cases) if (plan !== null && !isIdentity(plan)) converters.set(name, compile(plan))
  return (value) => {
    const { tag, val } = value as Tagged
    const convert = converters.get(tag)
    if (convert === undefined) return value
    try {
      return { tag, val: convert(val) }
    } catch (thrown) {
      throw inside(tag, thrown)
    }
  }
}

function convertFlags(missing: readonly string[]): Converter {
  return (value) => {
    const converted: Record<string, boolean> = { ...(value as Record<string, boolean>) }
    for (const member of missing) converted[member] = false
    return converted
  }
}
