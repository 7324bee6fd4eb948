import { clipJson } from '../json/clip.ts'
import type { Json } from '../json/json.ts'
import type { AnyValue } from './any-value.ts'
import { toBase64 } from './base64.ts'
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
   * The size before, as a person would give it: bytes of `list<u8>` and `image`, UTF-16 units of text, for the rest the length of
   * the JSON text. What was cut off is estimated by the first item of each list that was not read to its end.
   */
  readonly bytes: number
}

interface Tagged {
  readonly tag: string
  readonly val?: Value
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
      case 'list': return type.item.kind === 'u8' ? writeBytes(value as Uint8Array) : writeList(value as ArrayLike<Value>, type.item)
      case 'tuple': return writeParts(type.items.map((item, index) => [(value as readonly Value[])[index], item])).map(([, json]) => json)
      case 'record': {
        const parts = type.fields.map((field) => [(value as Record<string, Value>)[memberOf(field.name)], field.type] as const)
        return Object.fromEntries(writeParts(parts).map(([index, json]) => [type.fields[index]!.name, json]))
      }
      case 'option': return writeOption(value, type.some)
      case 'result': return writeCase(value as Tagged, (value as Tagged).tag === 'ok' ? type.ok : type.err, true)
      case 'variant': return writeCase(value as Tagged, type.cases.find(({ name }) => name === (value as Tagged).tag)!.type, false)
      case 'any': return write((value as AnyValue).value, (value as AnyValue).type)
      case 'bool': case 'char': case 'enum': case 'flags': case 'unit': case 'var': case 'unusable': case 'f32': case 'f64':
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

  /** The parts for which there is room, with their positions. */
  function writeParts(parts: readonly (readonly [value: Value, type: WitType])[]): readonly (readonly [index: number, json: Json])[] {
    const kept: [number, Json][] = []
    count(2)
    for (const [index, [part, type]] of parts.entries()) {
      if (room > 0) {
        count(1)
        kept.push([index, write(part, type)])
      } else {
        whole = false
        bytes += sizeOf(part, type)
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

  function writeCase({ tag, val }: Tagged, payload: WitType | null, isResult: boolean): Json {
    count(tag.length + 4)
    if (payload !== null) return { [tag]: write(val, payload) }
    return isResult ? { [tag]: null } : tag
  }
}

/** An estimate in a bounded number of steps: of a list only the first item is looked at. */
function sizeOf(value: Value, type: PortType): number {
  switch (type.kind) {
    case 'string': return (value as string).length + 2
    case 'known': return type.name === 'timestamp' ? 13 : (value as ArrayLike<unknown>).length
    case 'list': {
      const items = value as ArrayLike<Value>
      return type.item.kind === 'u8' ? items.length : 2 + items.length * (items.length === 0 ? 0 : 1 + sizeOf(items[0], type.item))
    }
    case 'tuple': return type.items.reduce((sum, item, index) => sum + 1 + sizeOf((value as readonly Value[])[index], item), 2)
    case 'record':
      return type.fields.reduce((sum, { name, type }) => sum + 1 + sizeOf((value as Record<string, Value>)[memberOf(name)], type), 2)
    case 'option': {
      const isTagged = type.some.kind === 'option'
      const isEmpty = isTagged ? (value as Tagged).tag === 'none' : value === undefined
      return isEmpty ? 4 : sizeOf(isTagged ? (value as Tagged).val : value, type.some)
    }
    case 'result': case 'variant': {
      const { tag, val } = value as Tagged
      const cases = type.kind === 'variant' ? type.cases : [{ name: 'ok', type: type.ok }, { name: 'err', type: type.err }]
      const payload = cases.find(({ name }) => name === tag)!.type
      return tag.length + 4 + (payload === null ? 0 : sizeOf(val, payload))
    }
    case 'any': return sizeOf((value as AnyValue).value, (value as AnyValue).type)
    case 'bool': case 'char': case 'enum': case 'flags': case 'unit': case 'var': case 'unusable': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return JSON.stringify(compileWriter(type)(value)).length
  }
}
