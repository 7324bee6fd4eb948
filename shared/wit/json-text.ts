import type { Json } from '../json/json.ts'
import { compileReader } from './json-read.ts'
import type { WitType } from './types.ts'
import type { Value } from './value.ts'

/** Reads values of one type from the text of a json value, which is trusted to be JSON. Compiled once per type. */
export function readJsonText(type: WitType): (text: string) => Value {
  const read = compileReader(type)
  return (text) => read(JSON.parse(text) as Json)
}
