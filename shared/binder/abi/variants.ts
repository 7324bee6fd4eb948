import type { BindCase, BindType } from '../bind-type.ts'
import { memberOf } from '../../wit/value.ts'
import type { Call, CoreType, CoreValue } from './call.ts'
import { invalid } from './call.ts'
import type { Codec, CodecOf } from './codec.ts'
import { alignTo } from './codec.ts'
import type { Coercion } from './join.ts'
import { coercionsOf, joined, lowerJoined, liftJoined } from './join.ts'

/** How the cases of a type look in JavaScript. */
interface Shape {
  /** What stands in messages for the type. */
  readonly what: string
  readonly cases: readonly BindCase[]
  /** The case of a value; -1 when it is of none. */
  indexOf(value: unknown): number
  payloadOf(value: unknown): unknown
  make(index: number, payload: unknown): unknown
}

const WEIGHT = 40

/** "discriminant_type" */
function discriminantSize(cases: number): 1 | 2 | 4 {
  return cases <= 0x100 ? 1 : cases <= 0x1_0000 ? 2 : 4
}

export function readDiscriminant(call: Call, at: number, size: 1 | 2 | 4): number {
  if (size === 1) return call.bytes[at] as number
  return size === 2 ? call.view.getUint16(at, true) : call.view.getUint32(at, true)
}

export function writeDiscriminant(call: Call, at: number, size: 1 | 2 | 4, index: number): void {
  if (size === 1) call.bytes[at] = index
  else if (size === 2) call.view.setUint16(at, index, true)
  else call.view.setUint32(at, index, true)
}

function codecOfShape({ what, cases, indexOf, payloadOf, make }: Shape, codecOf: CodecOf): Codec {
  const codecs = cases.map(({ type }) => (type === null ? null : codecOf(type)))
  const payloads = codecs.filter((codec) => codec !== null)
  const discriminant = discriminantSize(cases.length)
  const payloadAlign = Math.max(1, ...payloads.map(({ align }) => align))
  const offset = alignTo(discriminant, payloadAlign)
  const align = Math.max(discriminant, payloadAlign)
  const flat: readonly CoreType[] = joined(payloads.map((codec) => codec.flat))
  const zeroes: readonly CoreValue[] = flat.map((type) => (type === 'i64' ? 0n : 0))
  const coercions: readonly (readonly Coercion[])[] = codecs.map((codec) => coercionsOf(codec?.flat ?? [], flat))

  function check(call: Call, index: number): void {
    if (index >= cases.length) invalid(call, `${index} is the number of no case of ${what}`)
  }

  function indexIn(call: Call, value: unknown): number {
    const index = indexOf(value)
    return index === -1 ? invalid(call, `${shown(value)} is no case of ${what}`) : index
  }

  return {
    size: alignTo(offset + Math.max(0, ...payloads.map(({ size }) => size)), align),
    align,
    flat: ['i32', ...flat],
    weight: WEIGHT + Math.max(0, ...payloads.map(({ weight }) => weight)),
    scalar: null,
    load(call, at) {
      const index = readDiscriminant(call, at, discriminant)
      check(call, index)
      const codec = codecs[index] as Codec | null
      return make(index, codec === null ? undefined : codec.load(call, at + offset))
    },
    store(call, value, at) {
      const index = indexIn(call, value)
      writeDiscriminant(call, at, discriminant, index)
      const codec = codecs[index] as Codec | null
      if (codec !== null) codec.store(call, payloadOf(value), at + offset)
    },
    lift(call) {
      const index = (call.flat[call.next++] as number) >>> 0
      check(call, index)
      const { next } = call
      const codec = codecs[index] as Codec | null
      let payload: unknown
      if (codec !== null) {
        liftJoined(call.flat, next, coercions[index] as readonly Coercion[])
        payload = codec.lift(call)
      }
      call.next = next + flat.length
      return make(index, payload)
    },
    lower(call, value) {
      const index = indexIn(call, value)
      call.flat[call.next++] = index
      const { next } = call
      const codec = codecs[index] as Codec | null
      if (codec !== null) {
        codec.lower(call, payloadOf(value))
        lowerJoined(call.flat, next, coercions[index] as readonly Coercion[])
      }
      for (let at = call.next - next; at < flat.length; at += 1) call.flat[next + at] = zeroes[at] as CoreValue
      call.next = next + flat.length
    },
  }
}

function shown(value: unknown): string {
  const tag = tagOf(value)
  return JSON.stringify(typeof tag === 'string' ? tag : typeof value)
}

interface Tagged {
  readonly tag: unknown
  readonly val?: unknown
}

function tagOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (value as Tagged).tag : value
}

const payloadOfTagged = (value: unknown): unknown => (value as Tagged).val

export function variantCodec(cases: readonly BindCase[], codecOf: CodecOf): Codec {
  const indices = new Map<unknown, number>(cases.map(({ name }, index) => [name, index]))
  return codecOfShape({
    what: 'the variant', cases,
    indexOf: (value) => (typeof value === 'object' ? indices.get(tagOf(value)) ?? -1 : -1),
    payloadOf: payloadOfTagged,
    make(index, val) {
      const { name, type } = cases[index] as BindCase
      return type === null ? { tag: name } : { tag: name, val }
    },
  }, codecOf)
}

/** Always with a `val`, as jco has it, also without a payload. */
export function resultCodec(ok: BindType | null, err: BindType | null, codecOf: CodecOf): Codec {
  return codecOfShape({
    what: 'the result',
    cases: [{ name: 'ok', type: ok }, { name: 'err', type: err }],
    indexOf(value) {
      const tag = tagOf(value)
      return tag === 'ok' ? 0 : tag === 'err' ? 1 : -1
    },
    payloadOf: payloadOfTagged,
    make: (index, val) => ({ tag: index === 0 ? 'ok' : 'err', val }),
  }, codecOf)
}

export function optionCodec(some: BindType, codecOf: CodecOf): Codec {
  const cases = [{ name: 'none', type: null }, { name: 'some', type: some }]
  if (some.kind !== 'option') {
    return codecOfShape({
      what: 'the option', cases,
      indexOf: (value) => (value === undefined || value === null ? 0 : 1),
      payloadOf: (value) => value,
      make: (_, payload) => payload,
    }, codecOf)
  }
  return codecOfShape({
    what: 'the option', cases,
    indexOf(value) {
      const tag = tagOf(value)
      return tag === 'none' ? 0 : tag === 'some' ? 1 : -1
    },
    payloadOf: payloadOfTagged,
    make: (index, val) => (index === 0 ? { tag: 'none' } : { tag: 'some', val }),
  }, codecOf)
}

export function enumCodec(names: readonly string[]): Codec {
  const indices = new Map<unknown, number>(names.map((name, index) => [name, index]))
  const size = discriminantSize(names.length)
  const nameOf = (call: Call, index: number): string =>
    names[index] ?? invalid(call, `${index} is the number of no case of the enum`)
  const indexOf = (call: Call, value: unknown): number =>
    indices.get(value) ?? invalid(call, `${shown(value)} is no case of the enum`)
  return {
    size, align: size, flat: ['i32'], weight: 0, scalar: null,
    load: (call, at) => nameOf(call, readDiscriminant(call, at, size)),
    store: (call, value, at) => writeDiscriminant(call, at, size, indexOf(call, value)),
    lift: (call) => nameOf(call, (call.flat[call.next++] as number) >>> 0),
    lower: (call, value) => { call.flat[call.next++] = indexOf(call, value) },
  }
}

const FLAGS_WEIGHT = 40

/** "load_flags" and "store_flags". Bits without a name are refused, as jco does. */
export function flagsCodec(flags: readonly string[]): Codec {
  const names = flags.map(memberOf)
  const count = names.length
  const size = count <= 8 ? 1 : count <= 16 ? 2 : 4
  const mask = count === 32 ? 0xffff_ffff : 2 ** count - 1

  function unpack(call: Call, bits: number): unknown {
    if ((bits & ~mask) !== 0) invalid(call, 'flags have bits set that have no name')
    const set: Record<string, boolean> = {}
    for (let index = 0; index < count; index += 1) set[names[index] as string] = (bits & (1 << index)) !== 0
    return set
  }

  function pack(call: Call, value: unknown): number {
    if (typeof value !== 'object')
      return value === undefined ? 0 : invalid(call, 'what is given for flags is no object')
    let bits = 0
    if (value !== null) {
      for (let index = 0; index < count; index += 1) {
        if ((value as Record<string, unknown>)[names[index] as string]) bits |= 1 << index
      }
    }
    return bits
  }

  return {
    size, align: size, flat: ['i32'], weight: FLAGS_WEIGHT + 8 * count, scalar: null,
    load: (call, at) => unpack(call, readDiscriminant(call, at, size)),
    store: (call, value, at) => writeDiscriminant(call, at, size, pack(call, value)),
    lift: (call) => unpack(call, call.flat[call.next++] as number),
    lower: (call, value) => { call.flat[call.next++] = pack(call, value) },
  }
}
