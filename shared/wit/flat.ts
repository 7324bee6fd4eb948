import { z } from '../zod.ts'
import type { ComponentFunction, ComponentImport, ComponentInfo, UnusableExport } from './component.ts'
import { DECODE_LIMITS } from './decode/limits.ts'
import type { ValueType } from './decode/value-type.ts'
import { valueType, weightOf } from './decode/value-type.ts'
import type { KnownName, Primitive, WitType } from './types.ts'

/** A `WitType` whose inner types are places in `FlatComponent.types`, always before its own. */
export type FlatType =
  | { readonly kind: Primitive }
  | { readonly kind: 'known'; readonly name: KnownName }
  | { readonly kind: 'list'; readonly item: number }
  | { readonly kind: 'option'; readonly some: number }
  | { readonly kind: 'result'; readonly ok: number | null; readonly err: number | null }
  | { readonly kind: 'tuple'; readonly items: readonly number[] }
  | { readonly kind: 'record'; readonly name: string | null; readonly fields: readonly FlatField[] }
  | { readonly kind: 'variant'; readonly name: string | null; readonly cases: readonly FlatCase[] }
  | { readonly kind: 'enum'; readonly name: string | null; readonly cases: readonly string[] }
  | { readonly kind: 'flags'; readonly name: string | null; readonly flags: readonly string[] }
  | { readonly kind: 'unusable'; readonly reason: string }

export interface FlatField {
  readonly name: string
  readonly type: number
}

export interface FlatCase {
  readonly name: string
  readonly type: number | null
}

export interface FlatFunction {
  readonly path: string
  readonly instance: string | null
  readonly name: string
  readonly params: readonly FlatField[]
  readonly result: number | null
}

/** A `ComponentInfo` as JSON. Types that are shared stay shared, because each stands in the table once. */
export interface FlatComponent {
  readonly types: readonly FlatType[]
  readonly imports: readonly ComponentImport[]
  readonly functions: readonly FlatFunction[]
  readonly unusable: readonly UnusableExport[]
}

export function flattenComponent(info: ComponentInfo): FlatComponent {
  const types: FlatType[] = []
  const places = new Map<WitType, number>()

  const place = (type: WitType): number => {
    const known = places.get(type)
    if (known !== undefined) return known
    const flat = flatten(type, place)
    types.push(flat)
    places.set(type, types.length - 1)
    return types.length - 1
  }

  const functions = info.functions.map((each) => ({
    ...each,
    params: each.params.map(({ name, type }) => ({ name, type: place(type) })),
    result: each.result === null ? null : place(each.result),
  }))
  return { types, imports: info.imports, functions, unusable: info.unusable }
}

function flatten(type: WitType, place: (type: WitType) => number): FlatType {
  const placeOrNull = (inner: WitType | null): number | null => (inner === null ? null : place(inner))
  switch (type.kind) {
    case 'list':
      return { kind: 'list', item: place(type.item) }
    case 'option':
      return { kind: 'option', some: place(type.some) }
    case 'result':
      return { kind: 'result', ok: placeOrNull(type.ok), err: placeOrNull(type.err) }
    case 'tuple':
      return { kind: 'tuple', items: type.items.map(place) }
    case 'record':
      return { ...type, fields: type.fields.map((field) => ({ name: field.name, type: place(field.type) })) }
    case 'variant':
      return { ...type, cases: type.cases.map((each) => ({ name: each.name, type: placeOrNull(each.type) })) }
    case 'var':
      throw new Error(`a component mentions the type variable ${type.name}`)
    default:
      return type
  }
}

const name = z.string().max(1_024)
const place = z.int().nonnegative()
const field = z.strictObject({ name, type: place })

const flatType = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64', 'char', 'string']),
  }),
  z.strictObject({
    kind: z.literal('known'),
    name: z.enum(['json', 'html', 'svg', 'markdown', 'csv', 'url', 'image', 'timestamp']),
  }),
  z.strictObject({ kind: z.literal('list'), item: place }),
  z.strictObject({ kind: z.literal('option'), some: place }),
  z.strictObject({ kind: z.literal('result'), ok: place.nullable(), err: place.nullable() }),
  z.strictObject({ kind: z.literal('tuple'), items: z.array(place) }),
  z.strictObject({ kind: z.literal('record'), name: name.nullable(), fields: z.array(field) }),
  z.strictObject({
    kind: z.literal('variant'),
    name: name.nullable(),
    cases: z.array(z.strictObject({ name, type: place.nullable() })),
  }),
  z.strictObject({ kind: z.literal('enum'), name: name.nullable(), cases: z.array(name) }),
  z.strictObject({ kind: z.literal('flags'), name: name.nullable(), flags: z.array(name) }),
  z.strictObject({ kind: z.literal('unusable'), reason: name }),
])

const flatComponent = z.strictObject({
  types: z.array(flatType).max(100_000),
  imports: z.array(z.strictObject({ name, functions: z.array(name) })).max(100_000),
  functions: z
    .array(
      z.strictObject({
        path: z.string().max(2_100),
        instance: name.nullable(),
        name,
        params: z.array(field),
        result: place.nullable(),
      }),
    )
    .max(DECODE_LIMITS.exportedFunctions),
  unusable: z.array(z.strictObject({ path: z.string().max(2_100), reason: z.string().max(2_100) })).max(100_000),
})

/** The JSON did not come from `flattenComponent`, or what wrote it was tampered with. */
export class FlatComponentError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FlatComponentError'
  }
}

/**
 * The component that `flat` describes, with its shared graph of types. Nothing in `flat` is trusted: it comes from a
 * process that handled a stranger's binary.
 *
 * @throws FlatComponentError when it is not of that form, or a type mentions itself or one that is not there.
 */
export function reviveComponent(flat: unknown): ComponentInfo {
  const parsed = flatComponent.safeParse(flat)
  if (!parsed.success) throw new FlatComponentError(`Not a component's description: ${z.prettifyError(parsed.error)}`)
  const types: ValueType[] = []
  for (const type of parsed.data.types) types.push(weigh(type, types))
  const functions: ComponentFunction[] = parsed.data.functions.map((each) => {
    const used = each.result === null ? [] : [lookUp(types, each.result)]
    const params = each.params.map((param) => {
      const type = lookUp(types, param.type)
      used.push(type)
      return { name: param.name, type: type.wit }
    })
    checkWeight(each.path, used)
    return { ...each, params, result: each.result === null ? null : lookUp(types, each.result).wit }
  })
  return { imports: parsed.data.imports, functions, unusable: parsed.data.unusable }
}

function checkWeight(path: string, types: readonly ValueType[]): void {
  const { nodes, depth } = weightOf(types)
  const { typeNodes, typeDepth } = DECODE_LIMITS
  if (nodes <= typeNodes && depth <= typeDepth) return
  throw new FlatComponentError(
    `The type of ${path} has ${nodes} nodes in ${depth} levels; ${typeNodes} in ${typeDepth} are allowed`,
  )
}

/** Types stand behind the ones inside them, so a place that is not there yet is a cycle or nothing at all. */
function lookUp(types: readonly ValueType[], index: number): ValueType {
  const type = types[index]
  if (type === undefined)
    throw new FlatComponentError(`Type ${index} is mentioned where only ${types.length} are known`)
  return type
}

function weigh(flat: FlatType, types: readonly ValueType[]): ValueType {
  const children: ValueType[] = []
  const inner = (index: number): WitType => {
    const type = lookUp(types, index)
    children.push(type)
    return type.wit
  }
  return valueType(unflatten(flat, inner), children)
}

function unflatten(flat: FlatType, inner: (index: number) => WitType): WitType {
  const innerOrNull = (index: number | null): WitType | null => (index === null ? null : inner(index))
  switch (flat.kind) {
    case 'list':
      return { kind: 'list', item: inner(flat.item) }
    case 'option':
      return { kind: 'option', some: inner(flat.some) }
    case 'result':
      return { kind: 'result', ok: innerOrNull(flat.ok), err: innerOrNull(flat.err) }
    case 'tuple':
      return { kind: 'tuple', items: flat.items.map(inner) }
    case 'record':
      return { ...flat, fields: flat.fields.map((each) => ({ name: each.name, type: inner(each.type) })) }
    case 'variant':
      return { ...flat, cases: flat.cases.map((each) => ({ name: each.name, type: innerOrNull(each.type) })) }
    default:
      return flat
  }
}
