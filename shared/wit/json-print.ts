import type { AnyValue } from './any-value.ts'
import { casesOf } from './cases.ts'
import type { Tagged } from './cases.ts'
import { canBeNull, compileWriter } from './json-write.ts'
import type { Case, Field, PortType } from './types.ts'
import { memberOf } from './value.ts'
import type { Value } from './value.ts'

export type JsonPrinter = (value: Value) => string

const compiled = new WeakMap<PortType, JsonPrinter>()

/** Prints values of one type as JSON text. Compiled once per type; values are trusted to be of it. */
export function compilePrinter(type: PortType): JsonPrinter {
  const known = compiled.get(type)
  if (known !== undefined) return known
  const printer = printerOf(type)
  compiled.set(type, printer)
  return printer
}

function printerOf(type: PortType): JsonPrinter {
  switch (type.kind) {
    case 'bool': case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': return String
    case 's64': case 'u64': return wide
    case 'f32': case 'f64': return float
    case 'char': case 'string': case 'enum': return JSON.stringify
    case 'known':
      if (type.name === 'json') return (value) => value as string
      if (type.name === 'timestamp') return wide
      return type.name === 'image' ? quoted(type) : JSON.stringify
    case 'list': return type.item.kind === 'u8' ? quoted(type) : printList(compilePrinter(type.item))
    case 'option': {
      const print = compilePrinter(type.some)
      if (type.some.kind === 'option') {
        return (value) => {
          const option = value as Tagged
          return option.tag === 'none' ? 'null' : `{"some":${print(option.val)}}`
        }
      }
      if (canBeNull(type.some)) return (value) => (value === undefined ? 'null' : `{"some":${print(value)}}`)
      return (value) => (value === undefined ? 'null' : print(value))
    }
    case 'result': return printCases(casesOf(type), (name) => `{"${name}":null}`)
    case 'variant': return printCases(casesOf(type), (name) => JSON.stringify(name))
    case 'tuple': {
      const items = type.items.map(compilePrinter)
      return (value) => `[${items.map((print, index) => print((value as readonly Value[])[index])).join(',')}]`
    }
    case 'record': return printRecord(type.fields)
    case 'flags': {
      const write = compileWriter(type)
      return (value) => JSON.stringify(write(value))
    }
    case 'unit': return () => 'null'
    case 'any': return (value) => compilePrinter((value as AnyValue).type)((value as AnyValue).value)
    case 'var': throw new Error(`no JSON form for the type variable ${type.name}`)
    case 'unusable': throw new Error(`no JSON form: ${type.reason}`)
  }
}

function wide(value: Value): string {
  return Number.isSafeInteger(Number(value)) ? String(value) : `"${String(value)}"`
}

function float(value: Value): string {
  if (Object.is(value, -0)) return '-0'
  return Number.isFinite(value) ? String(value) : `"${String(value)}"`
}

/** Base64 needs no escapes. */
function quoted(type: PortType): JsonPrinter {
  const write = compileWriter(type)
  return (value) => `"${write(value) as string}"`
}

function printList(print: JsonPrinter): JsonPrinter {
  return (value) => {
    const items = value as ArrayLike<Value>
    let text = '['
    for (let at = 0; at < items.length; at++) text += at === 0 ? print(items[at]) : `,${print(items[at])}`
    return `${text}]`
  }
}

function printCases(cases: readonly Case[], bare: (name: string) => string): JsonPrinter {
  const printers = new Map(cases.map(({ name, type }) => [name, type === null ? null : compilePrinter(type)]))
  return (value) => {
    const { tag, val } = value as Tagged
    const print = printers.get(tag)
    if (print === undefined) throw new Error(`a value has the case ${tag}, which its type does not have`)
    return print === null ? bare(tag) : `{${JSON.stringify(tag)}:${print(val)}}`
  }
}

function printRecord(fields: readonly Field[]): JsonPrinter {
  const parts = fields.map(({ name, type }, index) => ({
    head: `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
    member: memberOf(name),
    print: compilePrinter(type),
  }))
  if (parts.length === 0) return () => '{}'
  return (value) => {
    let text = ''
    for (const { head, member, print } of parts) text += head + print((value as Record<string, Value>)[member])
    return `${text}}`
  }
}
