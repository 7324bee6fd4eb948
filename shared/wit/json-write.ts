import type { Json } from '../json/json.ts'
import type { AnyValue } from './any-value.ts'
import { toBase64 } from './base64.ts'
import { casesOf } from './cases.ts'
import type { Tagged } from './cases.ts'
import { isJson } from './known-types.ts'
import type { Case, Field, PortType, WitType } from './types.ts'
import { memberOf } from './value.ts'
import type { Value } from './value.ts'

export type JsonWriter = (value: Value) => Json

const compiled = new WeakMap<PortType, JsonWriter>()

/** Writes values of one type as JSON. Compiled once per type; values are trusted to be of it. */
export function compileWriter(type: PortType): JsonWriter {
  const known = compiled.get(type)
  if (known !== undefined) return known
  const writer = writerOf(type)
  compiled.set(type, writer)
  return writer
}

function writerOf(type: PortType): JsonWriter {
  switch (type.kind) {
    case 'bool': case 'char': case 'string': case 'enum':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32':
      return plain
    case 's64': case 'u64': return wide
    case 'f32': case 'f64': return float
    case 'known':
      if (type.name === 'json') return (value) => JSON.parse(value as string) as Json
      if (type.name === 'image') return (value) => toBase64(value as Uint8Array)
      return type.name === 'timestamp' ? wide : plain
    case 'list': return writeList(type.item)
    case 'option': return writeOption(type.some)
    case 'result': return writeCases(casesOf(type), (name) => ({ [name]: null }))
    case 'variant': return writeCases(casesOf(type), (name) => name)
    case 'tuple': return writeTuple(type.items.map(compileWriter))
    case 'record': return writeRecord(type.fields)
    case 'flags': return writeFlags(type.flags)
    case 'unit': return () => null
    case 'any': return (value) => compileWriter((value as AnyValue).type)((value as AnyValue).value)
    case 'var': throw new Error(`no JSON form for the type variable ${type.name}`)
    case 'unusable': throw new Error(`no JSON form: ${type.reason}`)
  }
}

function plain(value: Value): Json {
  return value as Json
}

/** Beyond 2⁵³ as decimal text, because other readers of JSON hold numbers as doubles. */
export function wide(value: Value): Json {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function float(value: Value): Json {
  return Number.isFinite(value) ? (value as number) : String(value)
}

function writeList(item: WitType): JsonWriter {
  if (item.kind === 'u8') return (value) => toBase64(value as Uint8Array)
  const write = compileWriter(item)
  // Typed arrays have a `map` that keeps them typed.
  return (value) => Array.from(value as ArrayLike<Value>, write)
}

/** Whether the JSON form of a value can be null, so that an option of it cannot say "empty" by null. */
export function canBeNull(type: WitType): boolean {
  return type.kind === 'option' || isJson(type)
}

function writeOption(some: WitType): JsonWriter {
  const write = compileWriter(some)
  if (some.kind === 'option') {
    return (value) => {
      const option = value as Tagged
      return option.tag === 'none' ? null : { some: write(option.val) }
    }
  }
  if (canBeNull(some)) return (value) => (value === undefined ? null : { some: write(value) })
  return (value) => (value === undefined ? null : write(value))
}

function writeCases(cases: readonly Case[], bare: (name: string) => Json): JsonWriter {
  const writers = new Map(cases.map(({ name, type }) => [name, type === null ? null : compileWriter(type)]))
  return (value) => {
    const { tag, val } = value as Tagged
    const write = writers.get(tag)
    if (write === undefined) throw new Error(`a value has the case ${tag}, which its type does not have`)
    return write === null ? bare(tag) : { [tag]: write(val) }
  }
}

function writeTuple(items: readonly JsonWriter[]): JsonWriter {
  return (value) => items.map((write, index) => write((value as readonly Value[])[index]))
}

function writeRecord(fields: readonly Field[]): JsonWriter {
  const parts = fields.map(({ name, type }) => ({ name, member: memberOf(name), write: compileWriter(type) }))
  return (value) => {
    const json: Record<string, Json> = {}
    for (const { name, member, write } of parts) json[name] = write((value as Record<string, Value>)[member])
    return json
  }
}

function writeFlags(flags: readonly string[]): JsonWriter {
  const parts = flags.map((name) => [name, memberOf(name)] as const)
  return (value) => {
    const set: string[] = []
    for (const [name, member] of parts) if ((value as Record<string, boolean>)[member] === true) set.push(name)
    return set
  }
}
