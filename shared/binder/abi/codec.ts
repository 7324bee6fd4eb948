import type { BindType } from '../bind-type.ts'
import type { Call, CoreType } from './call.ts'

/** How values of one type are lifted and lowered ("CanonicalABI.md": Loading, Storing, Flat Lifting, Flat Lowering). */
export interface Codec {
  /** In memory: "Element Size" and "Alignment". */
  readonly size: number
  readonly align: number
  /** As core values: "Flattening". */
  readonly flat: readonly CoreType[]
  /** About what one takes in JavaScript, without what it refers to. */
  readonly weight: number
  /** What a value needs `realloc` for: strings and lists. */
  readonly points: boolean
  load(call: Call, at: number): unknown
  store(call: Call, value: unknown, at: number): void
  /** These take and give as many core values of `call.flat` as there are in `flat`, from `call.next` on. */
  lift(call: Call): unknown
  lower(call: Call, value: unknown): void
}

export type CodecOf = (type: BindType) => Codec

export function alignTo(at: number, align: number): number {
  return (at + align - 1) & -align
}
