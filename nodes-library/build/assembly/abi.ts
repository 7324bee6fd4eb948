// Lifts arguments from the Canonical ABI and lowers results into it. Strings are UTF-8 at this boundary and UTF-16 inside.

/** Where results are returned that are more than one core value: room for the largest one. */
export const RESULT: usize = memory.data(64, 16)

/** An argument of type `string`. */
export function textOf(pointer: usize, length: usize): string {
  return String.UTF8.decodeUnsafe(pointer, length)
}

/** An argument of type `list<string>`. */
export function textsOf(pointer: usize, count: usize): string[] {
  const texts = new Array<string>(<i32>count)
  for (let index: usize = 0; index < count; index++) {
    const item = pointer + (index << 3)
    texts[<i32>index] = textOf(load<usize>(item), load<usize>(item, 4))
  }
  return texts
}

/** Writes a `string` as a record's field or a list's item holds it: pointer and length. */
export function putText(at: usize, text: string): void {
  const size = <usize>String.UTF8.byteLength(text)
  const pointer = __alloc(size)
  String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, pointer, false)
  putBytes(at, pointer, size)
}

/** Writes the pointer and length of bytes that are in memory already: a `string`, or a list of numbers. */
@inline export function putBytes(at: usize, pointer: usize, size: usize): void {
  store<usize>(at, pointer)
  store<usize>(at, size, 4)
}

export function returnText(text: string): usize {
  putText(RESULT, text)
  return RESULT
}

export function returnBytes(pointer: usize, size: usize): usize {
  putBytes(RESULT, pointer, size)
  return RESULT
}

export function returnTexts(texts: string[]): usize {
  const items = __alloc(<usize>texts.length << 3)
  for (let index = 0; index < texts.length; index++) putText(items + (<usize>index << 3), texts[index])
  return returnBytes(items, texts.length)
}

/** An `option<f64>` without a value. */
export function returnNone(): usize {
  store<u8>(RESULT, 0)
  return RESULT
}

/** An `option<f64>` with its value, and equally a `result<f64, _>` that went well: `discriminant` tells which case it is. */
export function returnF64(discriminant: u8, value: f64): usize {
  store<u8>(RESULT, discriminant)
  store<f64>(RESULT, value, 8)
  return RESULT
}
