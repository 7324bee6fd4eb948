import { parseSource } from './parse-types.ts'
import type { Signature } from './print.ts'
import type { WitType } from './types.ts'

/**
 * Reads a type in WIT syntax with inline `record { … }`, `variant { … }`, `enum { … }` and `flags { … }`; `json`,
 * `html` and the
 * other known names mean the known types. Definitions (`record order { … }`, `type id = u32`) may stand before it.
 * Throws `WitSyntaxError`.
 */
export function parseType(text: string): WitType {
  return parseSource(text, (parser) => parser.type())
}

/**
 * Reads `func(order: order, rate: f64) -> result<json, string>`, a name and definitions before it allowed. Throws
 * `WitSyntaxError`.
 */
export function parseSignature(text: string): Signature {
  return parseSource(text, (parser) => parser.signature())
}
