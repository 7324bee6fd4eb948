// Lifts arguments from the Canonical ABI and lowers results into it. Strings are UTF-8 at this boundary and UTF-16 inside.
import { RESULT } from './memory'

/** An argument of type `string`. */
export function textOf(pointer: usize, length: usize): string {
  return String.UTF8.decodeUnsafe(pointer, length)
}

/** A result of type `string`: its pointer and length, in the area that every result is returned in. */
export function returnText(text: string): usize {
  const size = <usize>String.UTF8.byteLength(text)
  const pointer = __alloc(size)
  String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, pointer, false)
  store<usize>(RESULT, pointer)
  store<usize>(RESULT, size, 4)
  return RESULT
}
