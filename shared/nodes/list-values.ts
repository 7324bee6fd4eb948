import type { WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'

/** A value of `list<item>`: bytes are never an array in a run. */
export function listFrom(items: readonly Value[], item: WitType): Value {
  return item.kind === 'u8' ? Uint8Array.from(items as readonly number[]) : items
}
