import type { Json } from '../json/json.ts'
import { fromBase64 } from './base64.ts'
import { casesOf } from './cases.ts'
import { ConversionError, inside } from './conversion-error.ts'
import { canBeNull } from './json-write.ts'
import { RawJson } from './raw-json.ts'
import type { JsonSource } from './raw-json.ts'
import { INTEGER_RANGES } from './numbers.ts'
import type { IntegerKind } from './numbers.ts'
import type { Case, Field, WitType } from './types.ts'
import { memberOf } from './value.ts'
import type { Value } from './value.ts'

export type JsonReader = (json: JsonSource) => Value

const compiled = new WeakMap<WitType, JsonReader>()

/** Reads values of one type from JSON. Compiled once per type; what does not fit throws `ConversionError`. */
export function compileReader(type: WitType): JsonReader {
  const known = compiled.get(type)
  if (known !== undefined) return known
  const reader = readerOf(type)
  compiled.set(type, reader)
  return reader
}

function readerOf(type: WitType): JsonReader {
  switch (type.kind) {
    case 'bool': return (json) => (typeof json === 'boolean' ? json : refuse('true or false', json))
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': return readInteger(type.kind)
    case 's64': case 'u64': return readWide(type.kind)
    case 'f32': return readF32
    case 'f64': return readF64
    case 'char': return readChar
    case 'string': return readString
    case 'known':
      if (type.name === 'json') return (json) => (json instanceof RawJson ? json.text : JSON.stringify(json))
      if (type.name === 'image') return readBytes
      return type.name === 'timestamp' ? readWide('s64') : readString
    case 'list': return readList(type.item)
    case 'option': return readOption(type.some)
    case 'result': return readCases(casesOf(type), true)
    case 'variant': return readCases(casesOf(type), false)
    case 'enum': return readEnum(type.cases)
    case 'tuple': return readTuple(type.items.map(compileReader))
    case 'record': return readRecord(type.fields)
    case 'flags': return readFlags(type.flags)
    case 'var': throw new Error(`no JSON form for the type variable ${type.name}`)
    case 'unusable': throw new Error(`no JSON form: ${type.reason}`)
  }
}

function refuse(expected: string, found: JsonSource): never {
  throw new ConversionError(`expected ${expected}, found ${describe(found)}`)
}

/** Short: it stands in a sentence, and the value may be large. */
function describe(json: JsonSource): string {
  if (json === null) return 'null'
  if (json instanceof RawJson) return json.text.length <= 40 ? json.text : `${json.text.slice(0, 37)}…`
  if (Array.isArray(json)) return json.length === 0 ? 'an empty list' : 'a list'
  switch (typeof json) {
    case 'string': return json.length <= 40 ? JSON.stringify(json) : `${JSON.stringify(json.slice(0, 37))}…`
    case 'object': return 'an object'
    default: return String(json)
  }
}

function readInteger(kind: IntegerKind): JsonReader {
  const min = Number(INTEGER_RANGES[kind].min)
  const max = Number(INTEGER_RANGES[kind].max)
  const expected = `${kind} (${min} to ${max})`
  return (json) => {
    if (typeof json !== 'number' || !Number.isInteger(json) || json < min || json > max) return refuse(expected, json)
    return json === 0 ? 0 : json // no integer is -0
  }
}

const DECIMAL = /^(?:0|-?[1-9]\d{0,19})$/

function readWide(kind: IntegerKind): JsonReader {
  const { min, max } = INTEGER_RANGES[kind]
  const expected = `${kind} (${min} to ${max}, beyond 2⁵³ as decimal text)`
  return (source) => {
    const json = source instanceof RawJson && !DECIMAL.test(source.text) ? (JSON.parse(source.text) as Json) : source
    if (!isExact(json)) return refuse(expected, source)
    const value = BigInt(json instanceof RawJson ? json.text : json)
    return value < min || value > max ? refuse(expected, source) : value
  }
}

/** Whether no digits have been lost: of a number that JSON.parse has read, the last ones are beyond 2⁵³. */
function isExact(json: JsonSource): json is number | string | RawJson {
  if (typeof json === 'number') return Number.isSafeInteger(json)
  return json instanceof RawJson || (typeof json === 'string' && DECIMAL.test(json))
}

function readF64(json: JsonSource): number {
  if (typeof json === 'number') return json
  switch (json) {
    case 'NaN': return NaN
    case 'Infinity': return Infinity
    case '-Infinity': return -Infinity
    default: return refuse('a number, "NaN", "Infinity" or "-Infinity"', json)
  }
}

function readF32(json: JsonSource): number {
  const exact = readF64(json)
  const value = Math.fround(exact)
  return Number.isFinite(exact) && !Number.isFinite(value) ? refuse('f32 (up to 3.4e38)', json) : value
}

/** One Unicode scalar value: no half of a surrogate pair. */
function readChar(json: JsonSource): string {
  if (typeof json === 'string' && json !== '' && json.isWellFormed()) {
    if (json.length === (json.codePointAt(0)! > 0xffff ? 2 : 1)) return json
  }
  return refuse('one character', json)
}

function readString(json: JsonSource): string {
  if (typeof json !== 'string') return refuse('a string', json)
  if (!json.isWellFormed()) throw new ConversionError('expected Unicode text, found half of a surrogate pair in it')
  return json
}

function readBytes(json: JsonSource): Uint8Array {
  const bytes = typeof json === 'string' ? fromBase64(json) : null
  return bytes ?? refuse('bytes as base64', json)
}

function readList(item: WitType): JsonReader {
  if (item.kind === 'u8') return readBytes
  const read = compileReader(item)
  return (json) => {
    if (!Array.isArray(json)) return refuse('a list', json)
    const values: Value[] = []
    try {
      for (const item of json as readonly JsonSource[]) values.push(read(item))
    } catch (thrown) {
      throw inside(values.length, thrown)
    }
    return values
  }
}

function readOption(some: WitType): JsonReader {
  const read = compileReader(some)
  if (!canBeNull(some)) return (json) => (json === null ? undefined : read(json))
  const tagged = some.kind === 'option'
  return (json) => {
    if (json === null) return tagged ? { tag: 'none' } : undefined
    const payload = only(json)
    if (payload === null || payload[0] !== 'some') return refuse('null or {"some": …}', json)
    const val = readInside('some', read, payload[1])
    return tagged ? { tag: 'some', val } : val
  }
}

/** The single member of an object, null when `json` is not an object of one member. */
function only(json: JsonSource): readonly [name: string, value: JsonSource] | null {
  if (!isObject(json)) return null
  const entries = Object.entries(json)
  return entries.length === 1 ? (entries[0] as [string, JsonSource]) : null
}

function isObject(json: JsonSource): json is { readonly [member: string]: JsonSource } {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof RawJson)
}

function readInside(member: string | number, read: JsonReader, json: JsonSource): Value {
  try {
    return read(json)
  } catch (thrown) {
    throw inside(member, thrown)
  }
}

function readCases(cases: readonly Case[], isResult: boolean): JsonReader {
  const readers = new Map(cases.map(({ name, type }) => [name, type === null ? null : compileReader(type)]))
  const expected = isResult ? '{"ok": …} or {"err": …}' : `a case (${listOf(cases.map(({ name }) => name))})`
  return (json) => {
    if (typeof json === 'string' && !isResult) {
      const read = readers.get(json)
      if (read === null) return { tag: json }
      if (read === undefined) return refuse(expected, json)
      return refuse(`{${JSON.stringify(json)}: …}, because that case has a value`, json)
    }
    const payload = only(json)
    if (payload === null) return refuse(expected, json)
    const [tag, inner] = payload
    const read = readers.get(tag)
    if (read === undefined) return refuse(expected, tag)
    if (read !== null) return { tag, val: readInside(tag, read, inner) }
    return isResult && inner === null ? { tag } : refuse(isResult ? `{"${tag}": null}` : JSON.stringify(tag), json)
  }
}

function readEnum(cases: readonly string[]): JsonReader {
  const known = new Set<JsonSource>(cases)
  const expected = `a case (${listOf(cases)})`
  return (json) => (known.has(json) ? json : refuse(expected, json))
}

function listOf(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')}, …`
}

function readTuple(items: readonly JsonReader[]): JsonReader {
  return (json) => {
    if (!Array.isArray(json) || json.length !== items.length) return refuse(`a list of ${items.length}`, json)
    return items.map((read, index) => readInside(index, read, json[index] as JsonSource))
  }
}

function readRecord(fields: readonly Field[]): JsonReader {
  const parts = fields.map(({ name, type }) => (
    { name, member: memberOf(name), read: compileReader(type), absent: whenAbsent(type) }
  ))
  const known = new Set(fields.map(({ name }) => name))
  return (json) => {
    if (!isObject(json)) return refuse('an object', json)
    const value: Record<string, Value> = {}
    let present = 0
    for (const { name, member, read, absent } of parts) {
      if (Object.hasOwn(json, name)) {
        present++
        value[member] = readInside(name, read, json[name] as JsonSource)
      } else if (absent === null) {
        throw new ConversionError(`the field ${name} is missing`)
      } else {
        value[member] = absent.none
      }
    }
    if (present < Object.keys(json).length) refuseUnknown(Object.keys(json), known)
    return value
  }
}

/** What a missing member stands for: the empty option, or null when the field has to be there. */
function whenAbsent(type: WitType): { readonly none: Value } | null {
  if (type.kind !== 'option') return null
  return { none: type.some.kind === 'option' ? { tag: 'none' } : undefined }
}

function refuseUnknown(members: readonly string[], known: ReadonlySet<string>): never {
  const name = members.find((each) => !known.has(each))
  throw new ConversionError(`the record has no field ${JSON.stringify(name)} (its fields: ${listOf([...known])})`)
}

function readFlags(flags: readonly string[]): JsonReader {
  const members = new Map(flags.map((name) => [name, memberOf(name)]))
  return (json) => {
    if (!Array.isArray(json)) return refuse('a list of names', json)
    const value: Record<string, boolean> = {}
    for (const member of members.values()) value[member] = false
    for (const [at, name] of json.entries()) {
      const member = members.get(name as string)
      if (member === undefined) {
        throw new ConversionError(`expected one of ${listOf(flags)}, found ${describe(name)}`, [at])
      }
      value[member] = true
    }
    return value
  }
}
