import { KNOWN_NAMES } from './known-types.ts'
import type { Case, Field, PortType, WitType } from './types.ts'

export interface PrintOptions {
  /**
   * True writes records, variants, enums and flags out where they stand; false prints the name of those that have
   * one.
   */
  readonly inline: boolean
}

/** A type in WIT syntax, extended by inline `record { … }`, `variant { … }`, `enum { … }` and `flags { … }`. */
export function printType(type: PortType, options: PrintOptions = { inline: true }): string {
  switch (type.kind) {
    case 'known': return type.name
    case 'list': return `list<${printType(type.item, options)}>`
    case 'option': return `option<${printType(type.some, options)}>`
    case 'result': return printResult(type.ok, type.err, options)
    case 'tuple': return `tuple<${type.items.map((item) => printType(item, options)).join(', ')}>`
    case 'record':
      return named(type.name, options) ?? body('record', type.fields.map((field) => printField(field, options)))
    case 'variant':
      return named(type.name, options) ?? body('variant', type.cases.map((each) => printCase(each, options)))
    case 'enum': return named(type.name, options) ?? body('enum', type.cases.map(printName))
    case 'flags': return named(type.name, options) ?? body('flags', type.flags.map(printName))
    case 'var': return type.name
    case 'unusable': case 'any': case 'unit':
    case 'bool': case 'char': case 'string': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return type.kind
  }
}

export interface Signature {
  readonly params: readonly Field[]
  readonly result: WitType | null
}

/** `func(order: record { id: u32 }, rate: f64) -> result<json, string>` */
export function printSignature({ params, result }: Signature, options: PrintOptions = { inline: true }): string {
  const arrow = result === null ? '' : ` -> ${printType(result, options)}`
  return `func(${params.map((param) => printField(param, options)).join(', ')})${arrow}`
}

function body(keyword: string, parts: readonly string[]): string {
  return `${keyword} { ${parts.join(', ')} }`
}

function printResult(ok: WitType | null, err: WitType | null, options: PrintOptions): string {
  if (err === null) return ok === null ? 'result' : `result<${printType(ok, options)}>`
  return `result<${ok === null ? '_' : printType(ok, options)}, ${printType(err, options)}>`
}

function printField(field: Field, options: PrintOptions): string {
  return `${printName(field.name)}: ${printType(field.type, options)}`
}

function printCase(each: Case, options: PrintOptions): string {
  return each.type === null ? printName(each.name) : `${printName(each.name)}(${printType(each.type, options)})`
}

/** `%` keeps a stranger's `record json` apart from the known type. */
function named(name: string | null, { inline }: PrintOptions): string | null {
  if (inline || name === null) return null
  return KNOWN_NAMES.has(name) ? `%${name}` : printName(name)
}

function printName(name: string): string {
  return KEYWORDS.has(name) ? `%${name}` : name
}

/** WIT's keywords, component-model design/mvp/WIT.md, "Keywords". As a name each needs a `%`. */
const KEYWORDS: ReadonlySet<string> = new Set([
  'as', 'async', 'bool', 'borrow', 'char', 'constructor', 'enum', 'error-context', 'export', 'f32', 'f64', 'flags',
  'from', 'func', 'future', 'import', 'include', 'interface', 'list', 'map', 'option', 'own', 'package', 'record',
  'resource', 'result', 's16', 's32', 's64', 's8', 'static', 'stream', 'string', 'tuple', 'type', 'u16', 'u32', 'u64', 'u8', 'use',
  'variant', 'with', 'world',
])
