import { clipJson } from '../json/clip.ts'
import type { Json } from '../json/json.ts'
import type { AnyValue } from './any-value.ts'
import { toBase64 } from './base64.ts'
import { casesOf } from './cases.ts'
import type { Tagged } from './cases.ts'
import { canBeNull, compileWriter } from './json-write.ts'
import type { PortType, WitType } from './types.ts'
import { memberOf } from './value.ts'
import type { Value } from './value.ts'

/** What is kept of a value for a trace. */
export interface ClippedJson {
  readonly json: Json
  /** Whether nothing was cut off. */
  readonly whole: boolean
  /**
   * The size before, as a person would give it: bytes of `list<u8>` and `image`, UTF-16 units of text, for the rest
   * the length of
   * the JSON text. What was cut off is estimated by the first item of each list that was not read to its end.
   */
  readonly bytes: number
}

/**
 * Keeps the beginnings of text, bytes and lists, and of a record the first fields, as long as there is room. Steps are
 * bounded by `maxBytes` and the size of the type, not by the value.
 */
export function clip(value: Value, type: PortType, maxBytes: number): ClippedJson {
  let room = maxBytes
  let whole = true
  let bytes = 0
  return { json: write(value, type), whole, bytes }

  function write(value: Value, type: PortType): Json {
    switch (type.kind) {
      case 'string': return writeText(value as string)
      case 'known':
        if (type.name === 'json') return writeJson(value as string)
        if (type.name === 'image') return writeBytes(value as Uint8Array)
        return type.name === 'timestamp' ? writeSmall(value, type) : writeText(value as string)
      case 'list':
        if (type.item.kind === 'u8') return writeBytes(value as Uint8Array)
        return writeList(value as ArrayLike<Value>, type.item)
      case 'tuple': return writeParts(partsOf(value, type)).map(([, json]) => json)
      case 'record': return Object.fromEntries(writeParts(partsOf(value, type)))
      case 'option': return writeOption(value, type.some)
      case 'result': case 'variant': return writeCase(value as Tagged, type)
      case 'any': return write((value as AnyValue).value, (value as AnyValue).type)
      case 'bool': case 'char': case 'enum': case 'flags': case 'unit': case 'var': case 'unusable':
      case 'f32': case 'f64':
      case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
        return writeSmall(value, type)
    }
  }

  function count(size: number): void {
    bytes += size
    room -= size
  }

  /** Never cut: its size is bounded by the type. */
  function writeSmall(value: Value, type: PortType): Json {
    const json = compileWriter(type)(value)
    count(JSON.stringify(json).length)
    return json
  }

  function writeText(text: string): string {
    const kept = text.length <= room ? text : text.slice(0, Math.max(room, 0)).replace(/[\ud800-\udbff]$/, '')
    if (kept.length < text.length) whole = false
    count(text.length)
    return kept
  }

  function writeJson(text: string): Json {
    const kept = clipJson(text, Math.max(room, 0))
    if (!kept.whole) whole = false
    count(text.length)
    return kept.json
  }

  /** Three bytes are four letters: what is kept needs no padding. */
  function writeBytes(all: Uint8Array): string {
    const fit = Math.max(Math.floor((room / 4)) * 3, 0)
    if (fit < all.length) whole = false
    count(all.length)
    return toBase64(fit < all.length ? all.subarray(0, fit) : all)
  }

  function writeList(items: ArrayLike<Value>, type: WitType): Json {
    const kept: Json[] = []
    count(2)
    while (kept.length < items.length && room > 0) {
      count(1)
      kept.push(write(items[kept.length], type))
    }
    const rest = items.length - kept.length
    if (rest > 0) {
      whole = false
      bytes += rest * sizeOf(items[0], type)
    }
    return kept
  }

  /** The parts for which there is room, with their names. */
  function writeParts(parts: readonly Part[]): readonly (readonly [name: string, json: Json])[] {
    const kept: [string, Json][] = []
    count(2)
    for (const { name, value, type } of parts) {
      if (room > 0) {
        count(1)
        kept.push([name, write(value, type)])
      } else {
        whole = false
        bytes += sizeOf(value, type)
      }
    }
    return kept
  }

  function writeOption(value: Value, some: WitType): Json {
    const isTagged = some.kind === 'option'
    if (isTagged ? (value as Tagged).tag === 'none' : value === undefined) {
      count(4)
      return null
    }
    const json = write(isTagged ? (value as Tagged).val : value, some)
    return canBeNull(some) ? { some: json } : json
  }

  function writeCase({ tag, val }: Tagged, type: WitType & { readonly kind: 'variant' | 'result' }): Json {
    const payload = payloadOf(tag, type)
    count(tag.length + 4)
    if (payload !== null) return { [tag]: write(val, payload) }
    return type.kind === 'result' ? { [tag]: null } : tag
  }
}

interface Part {
  readonly name: string
  readonly value: Value
  readonly type: WitType
}

function partsOf(value: Value, type: WitType & { readonly kind: 'tuple' | 'record' }): readonly Part[] {
  if (type.kind === 'tuple') {
    return type.items.map((type, index) => ({ name: String(index), value: (value as readonly Value[])[index], type }))
  }
  return type.fields.map((field) => ({ ...field, value: (value as Record<string, Value>)[memberOf(field.name)] }))
}

function payloadOf(tag: string, type: WitType & { readonly kind: 'variant' | 'result' }): WitType | null {
  return casesOf(type).find(({ name }) => name === tag)!.type
}

/** An estimate in a bounded number of steps: of a list only the first item is looked at. */
function sizeOf(value: Value, type: PortType): number {
  switch (type.kind) {
    case 'string': return (value as string).length + 2
    case 'known': return type.name === 'timestamp' ? 13 : (value as ArrayLike<unknown>).length
    case 'list': {
      const items = value as ArrayLike<Value>
      if (type.item.kind === 'u8') return items.length
      return items.length === 0 ? 2 : 2 + items.length * (1 + sizeOf(items[0], type.item))
    }
    case 'tuple': case 'record':
      return partsOf(value, type).reduce((sum, part) => sum + 1 + sizeOf(part.value, part.type), 2)
    case 'option': {
      const isTagged = type.some.kind === 'option'
      const isEmpty = isTagged ? (value as Tagged).tag === 'none' : value === undefined
      return isEmpty ? 4 : sizeOf(isTagged ? (value as Tagged).val : value, type.some)
    }
    case 'result': case 'variant': {
      const { tag, val } = value as Tagged
      const payload = payloadOf(tag, type)
      return tag.length + 4 + (payload === null ? 0 : sizeOf(val, payload))
    }
    case 'any': return sizeOf((value as AnyValue).value, (value as AnyValue).type)
    case 'bool': case 'char': case 'enum': case 'flags': case 'unit': case 'var': case 'unusable':
    case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return JSON.stringify(compileWriter(type)(value)).length
  }
}
