import { suggest } from '../directive/did-you-mean.ts'
import { problem } from '../directive/problem.ts'
import type { Binding } from '../directive/schema.ts'
import type { Json } from '../json/json.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { converter } from '../wit/convert.ts'
import { fromJson } from '../wit/json-form.ts'
import { printType } from '../wit/print.ts'
import { describeType } from '../wit/sample-value.ts'
import type { Field, PortType, WitType } from '../wit/types.ts'
import { memberOf } from '../wit/value.ts'
import { wireBetween } from '../wit/wire.ts'
import { boundType, JSON_TYPE, listType } from './bound-type.ts'
import type { ConfigVariable } from './config.ts'
import type { Slot } from './flow-graph.ts'
import { badWire, nodePlace, type NodePlace, type Report } from './report.ts'
import type { Signature } from './signature.ts'
import { findSource } from './source.ts'
import type { ResolvedBinding, ResolvedSource } from './types.ts'

/** What the bindings of one node are read with. */
export interface BindingScope {
  readonly at: NodePlace
  readonly signatures: ReadonlyMap<string, Signature>
  readonly config: ReadonlyMap<string, ConfigVariable>
  readonly report: Report
  /** Told of each leaf that takes wires, also where their types do not fit. */
  readonly addSlot: (slot: Slot) => void
}

/** One place in a binding's tree: where it stands in the document, and how problems call it. */
interface Spot {
  readonly below: readonly (string | number)[]
  readonly input: string
}

/** Reads the binding of an input; null when something is wrong with it, which has been reported. */
export function resolveBinding(
  binding: Binding, input: { readonly name: string; readonly type: PortType }, scope: BindingScope,
): ResolvedBinding | null {
  return resolveTree(binding, input.type, { below: ['in', input.name], input: input.name }, scope)
}

function resolveTree(binding: Binding, target: PortType, spot: Spot, scope: BindingScope): ResolvedBinding | null {
  if ('value' in binding) return resolveValue(binding.value, target, spot, scope)
  if ('from' in binding) return resolveFrom(binding.from, target, spot, scope)
  if ('config' in binding) return resolveConfigName(binding.config, target, spot, scope)
  if ('record' in binding) return resolveRecord(binding.record, target, spot, scope)
  return resolveList(binding.list, target, spot, scope)
}

function resolveValue(json: Json, target: PortType, spot: Spot, { at, report }: BindingScope): ResolvedBinding | null {
  const place = nodePlace(at, [...spot.below, 'value'], spot.input)
  // Text alone means text, so that a reply to which it is bound is text/plain.
  if (target.kind === 'any') return anyValue(json, typeof json === 'string' ? { kind: 'string' } : JSON_TYPE)
  if (target.kind === 'var' || target.kind === 'unit' || target.kind === 'unusable') {
    report(problem('bad-value', place, `A value cannot be typed in for ${spot.input}.`, 'Connect a wire to it.'))
    return null
  }
  try {
    return { kind: 'value', value: fromJson(json, target) }
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    report(problem(
      'bad-value',
      place,
      `The value of ${spot.input} does not fit: ${error.message}.`,
      `Give ${describeType(target)}.`,
    ))
    return null
  }
}

function anyValue(json: Json, type: WitType): ResolvedBinding {
  return { kind: 'value', value: { type, value: fromJson(json, type) } }
}

function resolveFrom(
  from: string | readonly string[], target: PortType, spot: Spot, scope: BindingScope,
): ResolvedBinding | null {
  const { at, signatures, report, addSlot } = scope
  const sources: ResolvedSource[] = []
  const slot: Slot[number][] = []
  const paths = typeof from === 'string' ? [from] : from
  for (const [index, text] of paths.entries()) {
    const place = nodePlace(
      at, typeof from === 'string' ? [...spot.below, 'from'] : [...spot.below, 'from', index], spot.input,
    )
    const source = findSource(text, signatures, place)
    if (source.path !== null) slot.push({ node: source.path.node, port: source.path.port })
    if (source.kind === 'wrong') report(source.problem)
    if (source.kind !== 'found') continue
    const verdict = wireBetween(source.type, target)
    if (verdict.kind !== 'refused') {
      sources.push({ path: source.path, type: source.type, verdict })
      continue
    }
    const { reason, offers } = verdict
    report(badWire(place, text, reason, offers))
  }
  addSlot(slot)
  return sources.length === paths.length ? { kind: 'from', sources } : null
}

function resolveConfigName(
  name: string, target: PortType, spot: Spot, { at, config, report }: BindingScope,
): ResolvedBinding | null {
  const place = nodePlace(at, [...spot.below, 'config'], spot.input)
  const variable = config.get(name)
  if (variable === undefined) {
    report(problem(
      'unknown-config', place, `No variable ${name} is declared.`, suggest(name, 'variables', [...config.keys()]),
    ))
    return null
  }
  if (variable === null) return null
  if (variable.secret) {
    report(problem(
      'secret-binding', place, `The variable ${name} is a secret, and what goes into an input is seen in traces.`,
      'Bind another variable, or declare it without secret.',
    ))
    return null
  }
  const verdict = wireBetween(variable.type, target)
  if (verdict.kind === 'refused') {
    report(problem(
      'bad-value',
      place,
      `The variable ${name} does not fit: ${verdict.reason}`,
      'Declare it with another type, or bind something else.',
    ))
    return null
  }
  if (variable.given === null) return null
  try {
    return { kind: 'value', value: converter(variable.type, target)(variable.given.value) }
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    report(problem(
      'bad-value', place, `The variable ${name} does not fit: ${error.message}.`, `Give it ${describeType(target)}.`,
    ))
    return null
  }
}

function resolveRecord(
  record: Readonly<Record<string, Binding>>, target: PortType, spot: Spot, scope: BindingScope,
): ResolvedBinding | null {
  const type = target.kind === 'option' ? target.some : target
  if (type.kind === 'record') return resolveFields(record, type, spot, scope)
  if (!isOpen(target)) return refuseTree('fields', target, spot, scope)
  const members = new Map<string, string>()
  const fields: Field[] = []
  const bindings: (readonly [string, ResolvedBinding])[] = []
  for (const [name, part] of Object.entries(record)) {
    const inner = into(spot, 'record', name)
    const other = members.get(memberOf(name))
    if (other !== undefined) {
      const place = nodePlace(scope.at, inner.below, inner.input)
      scope.report(problem(
        'bad-value', place, `The names ${other} and ${name} cannot stand in one record.`, 'Rename one of them.',
      ))
      continue
    }
    members.set(memberOf(name), name)
    const resolved = resolvePart(part, inner, scope)
    if (resolved === null) continue
    fields.push({ name, type: resolved.type })
    bindings.push([name, resolved.binding])
  }
  if (bindings.length < Object.keys(record).length) return null
  return { kind: 'record', type: { kind: 'record', name: null, fields }, fields: bindings }
}

/** The fields that a record type asks for, in its order. */
function resolveFields(
  record: Readonly<Record<string, Binding>>, type: WitType & { kind: 'record' }, spot: Spot, scope: BindingScope,
): ResolvedBinding | null {
  const { at, report } = scope
  const bindings: (readonly [string, ResolvedBinding])[] = []
  let whole = true
  for (const name of Object.keys(record)) {
    if (type.fields.some((field) => field.name === name)) continue
    whole = false
    const { below, input } = into(spot, 'record', name)
    const mend = suggest(name, 'fields', type.fields.map((field) => field.name))
    report(problem('unknown-member', nodePlace(at, below, input), `${spot.input} has no field ${name}.`, mend))
  }
  for (const field of type.fields) {
    const inner = into(spot, 'record', field.name)
    const part = Object.hasOwn(record, field.name) ? record[field.name] : undefined
    if (part !== undefined) {
      const binding = resolveTree(part, field.type, inner, scope)
      if (binding === null) whole = false
      else bindings.push([field.name, binding])
    } else if (field.type.kind !== 'option') {
      whole = false
      report(missing(at, inner))
    }
  }
  return whole ? { kind: 'record', type, fields: bindings } : null
}

function resolveList(
  list: readonly Binding[], target: PortType, spot: Spot, scope: BindingScope,
): ResolvedBinding | null {
  const type = target.kind === 'option' ? target.some : target
  const place = nodePlace(scope.at, spot.below, spot.input)
  if (type.kind === 'list' && type.item.kind !== 'u8') {
    const items = list.map((part, at) => resolveTree(part, type.item, into(spot, 'list', at), scope))
    return items.every((item) => item !== null) ? { kind: 'list', type, items } : null
  }
  if (type.kind === 'tuple') {
    if (list.length !== type.items.length) {
      const message = `${spot.input} takes ${type.items.length} items, and ${list.length} are bound.`
      scope.report(problem('bad-value', place, message, `Bind one for each of ${printType(type, { inline: false })}.`))
      return null
    }
    const items = list.map((part, at) => resolveTree(part, type.items[at]!, into(spot, 'list', at), scope))
    return items.every((item) => item !== null) ? { kind: 'list', type, items } : null
  }
  if (!isOpen(target)) return refuseTree('items', target, spot, scope)
  const parts = list.map((part, at) => resolvePart(part, into(spot, 'list', at), scope))
  if (!parts.every((part) => part !== null)) return null
  return { kind: 'list', type: listType(parts.map((part) => part.type)), items: parts.map((part) => part.binding) }
}

interface TypedBinding {
  readonly type: WitType
  readonly binding: ResolvedBinding
}

/** A part of a record or list that takes its type from what is bound to it. */
function resolvePart(part: Binding, spot: Spot, scope: BindingScope): TypedBinding | null {
  const type = 'record' in part || 'list' in part ? JSON_TYPE : (boundType(part, scope) ?? JSON_TYPE)
  const binding = resolveTree(part, type, spot, scope)
  if (binding === null) return null
  const isTree = binding.kind === 'record' || binding.kind === 'list'
  return { type: isTree ? (binding.type as WitType) : type, binding }
}

function isOpen(target: PortType): boolean {
  const type = target.kind === 'option' ? target.some : target
  return type.kind === 'any' || type.kind === 'var' || (type.kind === 'known' && type.name === 'json')
}

function refuseTree(what: 'fields' | 'items', target: PortType, spot: Spot, { at, report }: BindingScope): null {
  const message = `${spot.input} is put together from ${what}, and its type is ${printType(target, { inline: false })}.`
  report(
    problem('bad-wire', nodePlace(at, spot.below, spot.input), message, 'Connect one wire to it, or give it a value.'),
  )
  return null
}

function into(spot: Spot, kind: 'record' | 'list', name: string | number): Spot {
  return { below: [...spot.below, kind, name], input: `${spot.input}.${name}` }
}

export function missing(at: NodePlace, { below, input }: Spot) {
  return problem(
    'missing-binding',
    nodePlace(at, below, input),
    `${input} has no value.`,
    'Connect a wire to it, or give it a value.',
  )
}
