import type { Json } from '../json/json.ts'
import { compilePrinter } from './json-print.ts'
import type { PortType } from './types.ts'
import type { Value } from './value.ts'

/** What is kept of a value for a trace. */
export interface ClippedJson {
  readonly json: Json
  /** Whether nothing was cut off. */
  readonly whole: boolean
  readonly bytes: number
}

/** The JSON form of the beginning of a value: about `maxBytes` of JSON text. */
export function clip(value: Value, type: PortType, maxBytes: number): ClippedJson {
  const text = compilePrinter(type)(value)
  const whole = text.length <= maxBytes
  return { json: whole ? (JSON.parse(text) as Json) : text.slice(0, maxBytes), whole, bytes: text.length }
}
