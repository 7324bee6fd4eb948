import { jsonFlaw } from '../json/read-json.ts'
import type { Json } from '../json/json.ts'
import { ConversionError } from './conversion-error.ts'
import { clip } from './json-clip.ts'
import type { ClippedJson } from './json-clip.ts'
import { compilePrinter } from './json-print.ts'
import { compileReader } from './json-read.ts'
import { compileWriter } from './json-write.ts'
import type { PortType, WitType } from './types.ts'
import type { Value } from './value.ts'

// The one JSON form of every WIT value; see "One JSON form" in ARCHITECTURE.md. What is compiled per type is kept with
// the type, so that none of these is slow when called for the same type again.

/**
 * The JSON form of a value. Of a json value it is the parsed text, in which a number beyond 2⁵³ has lost its last
 * digits.
 */
export function toJson(value: Value, type: PortType): Json {
  return compileWriter(type)(value)
}

/** The value that `json` stands for. Throws `ConversionError` with the place. */
export function fromJson(json: Json, type: WitType): Value {
  return compileReader(type)(json)
}

/** The JSON text of a value. json values go into it byte for byte, so that a 64-bit number in one survives. */
export function printJson(value: Value, type: PortType): string {
  return compilePrinter(type)(value)
}

/** The beginning of a value's JSON form for a trace: about `maxBytes` of JSON text, at a cost bounded by `maxBytes`. */
export function clippedJson(value: Value, type: PortType, maxBytes: number): ClippedJson {
  return clip(value, type, maxBytes)
}

/**
 * Throws `ConversionError` when `text` is no JSON or holds half of a surrogate pair. Whatever becomes a json value
 * passes here once.
 */
export function checkJsonText(text: string): void {
  const flaw = jsonFlaw(text)
  if (flaw !== null) {
    const { reason, line, column } = flaw
    throw new ConversionError(`no JSON: ${reason} (line ${line}, column ${column})`)
  }
  if (!text.isWellFormed()) throw new ConversionError('no JSON: half of a surrogate pair in it')
}
