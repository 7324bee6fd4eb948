import type { Primitive, WitType } from '../types.ts'

/** A type with what it would weigh if it were written out as a tree, known without walking it. */
export interface ValueType {
  readonly wit: WitType
  /** Saturates at MAX_NODES. */
  readonly nodes: number
  readonly depth: number
  /** What stands somewhere in it that no port can carry yet, null if nothing does. */
  readonly unusable: string | null
}

const MAX_NODES = 2 ** 50

/** `children` are the types directly inside. A label without a type counts as a node too. */
export function valueType(wit: WitType, children: readonly ValueType[]): ValueType {
  const { nodes, depth } = weightOf(children)
  const unusable =
    wit.kind === 'unusable' ? wit.reason : (children.find((child) => child.unusable !== null)?.unusable ?? null)
  return { wit, nodes: Math.min(1 + bareLabels(wit) + nodes, MAX_NODES), depth: depth + 1, unusable }
}

/** What several types weigh together. */
export function weightOf(types: readonly ValueType[]): { readonly nodes: number; readonly depth: number } {
  let nodes = 0
  let depth = 0
  for (const type of types) {
    nodes += type.nodes
    depth = Math.max(depth, type.depth)
  }
  return { nodes, depth }
}

function bareLabels(wit: WitType): number {
  if (wit.kind === 'enum') return wit.cases.length
  if (wit.kind === 'flags') return wit.flags.length
  return wit.kind === 'variant' ? wit.cases.filter((each) => each.type === null).length : 0
}

/** `what` names the thing with its article: `a stream`. */
export function unusableType(what: string): ValueType {
  return valueType({ kind: 'unusable', reason: what }, [])
}

/** What an `unusable` says of a handle. */
export function handleOf(resource: string | null): string {
  return `a handle of ${resource === null ? 'a resource' : `the resource "${resource}"`}`
}

/** The first name that a record, variant, enum or flags is exported or imported under is its own; later ones are aliases. */
export function named(type: ValueType, name: string): ValueType {
  const { wit } = type
  if (wit.kind !== 'record' && wit.kind !== 'variant' && wit.kind !== 'enum' && wit.kind !== 'flags') return type
  return wit.name === null ? { ...type, wit: { ...wit, name } } : type
}

/** `primvaltype` in "Binary.md", one object each so that types stay shared. */
const PRIMITIVES: ReadonlyMap<number, ValueType> = new Map([
  ...(
    [
      [0x7f, 'bool'],
      [0x7e, 's8'],
      [0x7d, 'u8'],
      [0x7c, 's16'],
      [0x7b, 'u16'],
      [0x7a, 's32'],
      [0x79, 'u32'],
      [0x78, 's64'],
      [0x77, 'u64'],
      [0x76, 'f32'],
      [0x75, 'f64'],
      [0x74, 'char'],
      [0x73, 'string'],
    ] as const satisfies readonly (readonly [number, Primitive])[]
  ).map(([code, kind]) => [code, valueType({ kind }, [])] as const),
  [0x64, unusableType('an error-context')] as const,
])

export function primitiveOf(code: number): ValueType | undefined {
  return PRIMITIVES.get(code)
}
