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

/** `children` are the types directly inside. */
export function valueType(wit: WitType, children: readonly ValueType[]): ValueType {
  let nodes = 1
  let depth = 0
  let unusable: string | null = null
  for (const child of children) {
    nodes += child.nodes
    depth = Math.max(depth, child.depth)
    unusable ??= child.unusable
  }
  return { wit, nodes: Math.min(nodes, MAX_NODES), depth: depth + 1, unusable }
}

/** `what` names the thing with its article: `a stream`. */
export function unusableType(what: string): ValueType {
  return { wit: { kind: 'unusable', reason: what }, nodes: 1, depth: 1, unusable: what }
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
