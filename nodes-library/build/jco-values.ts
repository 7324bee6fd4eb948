import type { Json } from '../../shared/json/json.ts'
import type { WitType } from '../../shared/wit/types.ts'
import { memberOf } from '../../shared/wit/value.ts'
import type { Outcome } from './examples.ts'

interface Tagged {
  readonly tag: string
  readonly val?: unknown
}

/** A value in the JSON form as jco takes it for an argument of type `type`. */
export function toJco(json: Json, type: WitType): unknown {
  switch (type.kind) {
    case 's64': case 'u64': return BigInt(json as number | string)
    case 'f32': case 'f64': return Number(json)
    case 'known': {
      if (type.name === 'json') return JSON.stringify(json)
      if (type.name === 'image') return Buffer.from(json as string, 'base64')
      return type.name === 'timestamp' ? BigInt(json as number | string) : json
    }
    case 'list': return type.item.kind === 'u8' ? Buffer.from(json as string, 'base64') : (json as readonly Json[]).map((item) => toJco(item, type.item))
    case 'option': return json === null ? undefined : toJco(json, type.some)
    case 'record': {
      const members = json as Readonly<Record<string, Json>>
      return Object.fromEntries(type.fields.map((field) => [memberOf(field.name), toJco(members[field.name] ?? null, field.type)]))
    }
    case 'tuple': return type.items.map((item, index) => toJco((json as readonly Json[])[index] ?? null, item))
    case 'variant': {
      const [tag, payload] = typeof json === 'string' ? [json, null] : (Object.entries(json as object)[0] as [string, Json])
      const found = type.cases.find(({ name }) => name === tag)
      return found?.type ? { tag, val: toJco(payload, found.type) } : { tag }
    }
    case 'flags': return Object.fromEntries((json as readonly string[]).map((name) => [memberOf(name), true]))
    case 'result': case 'unusable': throw new Error(`a ${type.kind} is not taken as an argument here`)
    case 'bool': case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 'char': case 'string': case 'enum':
      return json
  }
}

/** What jco gave for a value of type `type`, in the JSON form. */
export function fromJco(value: unknown, type: WitType): Json {
  switch (type.kind) {
    case 's64': case 'u64': return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
    case 'f32': case 'f64': return Number.isFinite(value) ? (value as number) : String(value)
    case 'known': {
      if (type.name === 'json') return JSON.parse(value as string) as Json
      if (type.name === 'image') return base64(value)
      return type.name === 'timestamp' ? Number(value) : (value as string)
    }
    case 'list': return type.item.kind === 'u8' ? base64(value) : Array.from(value as ArrayLike<unknown>, (item) => fromJco(item, type.item))
    case 'option': return value === undefined ? null : fromJco(value, type.some)
    case 'record': {
      const members = value as Readonly<Record<string, unknown>>
      return Object.fromEntries(type.fields.map((field) => [field.name, fromJco(members[memberOf(field.name)], field.type)]))
    }
    case 'tuple': return type.items.map((item, index) => fromJco((value as readonly unknown[])[index], item))
    case 'variant': {
      const { tag, val } = value as Tagged
      const payload = type.cases.find(({ name }) => name === tag)?.type
      return payload ? { [tag]: fromJco(val, payload) } : tag
    }
    case 'result': {
      const { tag, val } = value as Tagged
      const payload = tag === 'ok' ? type.ok : type.err
      return { [tag]: payload ? fromJco(val, payload) : null }
    }
    case 'flags': return type.flags.filter((name) => (value as Readonly<Record<string, boolean>>)[memberOf(name)])
    case 'unusable': throw new Error(type.reason)
    case 'bool': case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 'char': case 'string': case 'enum':
      return value as Json
  }
}

const base64 = (value: unknown): string => Buffer.from(value as Uint8Array).toString('base64')

/** A function's returned value by output port; jco throws the `err` of a result, so that one does not come here. */
export function resultPorts(value: unknown, type: WitType | null): Outcome {
  if (type === null) return { done: null }
  if (type.kind === 'option') return value === undefined ? { none: null } : { out: fromJco(value, type.some) }
  if (type.kind !== 'result') return { out: fromJco(value, type) }
  if (type.ok === null) return { done: null }
  return type.ok.kind === 'option' && value === undefined ? { out: null } : { out: fromJco(value, type.ok) }
}
