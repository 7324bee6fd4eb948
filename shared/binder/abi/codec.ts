import type { BindType } from '../bind-type.ts'
import type { Call, CoreType, CoreValue } from './call.ts'

/** How values of one type are lifted and lowered ("CanonicalABI.md": Loading, Storing, Flat Lifting, Flat Lowering). */
export interface Codec {
  /** In memory: "Element Size" and "Alignment". */
  readonly size: number
  readonly align: number
  /** As core values: "Flattening". */
  readonly flat: readonly CoreType[]
  /** About what one takes in JavaScript, without what it refers to. */
  readonly weight: number
  load(call: Call, at: number): unknown
  store(call: Call, value: unknown, at: number): void
  /** For types that are one core value and nothing else, null for others. */
  readonly scalar: Scalar | null
  /** These take and give as many core values of `call.flat` as there are in `flat`, from `call.next` on. */
  lift(call: Call): unknown
  lower(call: Call, value: unknown): void
}

export interface Scalar {
  toCore(call: Call, value: unknown): CoreValue
  fromCore(call: Call, core: CoreValue): unknown
}

export type CodecOf = (type: BindType) => Codec

export function alignTo(at: number, align: number): number {
  return (at + align - 1) & -align
}
