import { parsePath } from '../../../shared/directive/path.ts'
import type { Json } from '../../../shared/json/json.ts'
import type { PortType } from '../../../shared/wit/types.ts'
import type { Point } from '../edit.ts'
import { newId } from '../new-id.ts'
import type { WireEnd } from '../wires.ts'

// Of nodes that are to be a flow of their own: what both sides of the border are made with.

/** What the canvas knows of the flow that nodes are taken out of. */
export interface Drawn {
  /** Of what leaves a port or a member of one; null where it is not known. */
  readonly sourceType: (path: string) => PortType | null
  readonly targetType: (end: WireEnd) => PortType | null
  /** The port that a path begins with, a case included: `out.below` of `check.out.below.value`. */
  readonly portOf: (path: string) => string
  /** The last value there, for the new flow's first sample. */
  readonly valueAt: (path: string) => Json | undefined
  readonly placeOf: (node: string) => Point
  readonly sizeOf: (node: string) => { readonly width: number; readonly height: number }
}

export function isIn(ids: ReadonlySet<string>, path: string): boolean {
  return ids.has(parsePath(path)?.node ?? '')
}

export function freshId(wanted: string, taken: Set<string>): string {
  const id = newId(wanted, (other) => taken.has(other))
  taken.add(id)
  return id
}

/** Unlike an id's, a word of a WIT name does not begin with a digit: `text2`. */
export function freshName(wanted: string, taken: Set<string>): string {
  const base = newId(wanted, () => false).replace(/-(?=\d)/g, '')
  let name = base
  for (let number = 2; taken.has(name); number++) name = `${base}${number}`
  taken.add(name)
  return name
}
