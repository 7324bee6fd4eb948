/**
 * A WIT value as a run holds it, in the JavaScript mapping of the component model that jco established, so that calls
 * need no second conversion:
 *
 * - bool boolean · u8…s32, f32, f64 number · u64, s64 bigint · char, string string
 * - known types: `image` Uint8Array, `timestamp` bigint, the others string. `json` is JSON text, checked when a
 *   component gives it, so that whoever takes it may trust it
 * - list<u8> Uint8Array; lists of other numbers are arrays or the matching typed array; other lists arrays
 * - record an object, flags an object of booleans, both by lowerCamelCase of the WIT name; tuple an array
 * - enum its case's name · variant `{ tag, val? }` · result `{ tag: 'ok' | 'err', val? }`, also as a function's result
 * - option<T> `undefined` or T; where T is itself an option, `{ tag: 'none' } | { tag: 'some', val }`
 *
 * Values are shared by reference between firings: nobody changes one.
 */
export type Value = unknown

/** The member under which a record's field or a flag stands in its object. Words in capitals lose them: `to-JSON` is `toJson`. */
export function memberOf(witName: string): string {
  return witName.toLowerCase().replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
