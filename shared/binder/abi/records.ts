import type { BindField } from '../bind-type.ts'
import { memberOf } from '../../wit/value.ts'
import type { Call, CoreType } from './call.ts'
import { invalid } from './call.ts'
import type { Codec, CodecOf } from './codec.ts'
import { alignTo } from './codec.ts'

const OBJECT_WEIGHT = 40

/** Where the parts of a record or tuple stand. */
export interface Layout {
  readonly size: number
  readonly align: number
  readonly offsets: readonly number[]
  readonly flat: readonly CoreType[]
  readonly weight: number
}

/** "alignment_record", "elem_size_record" and "flatten_record". */
export function layoutOf(codecs: readonly Codec[]): Layout {
  const offsets: number[] = []
  let end = 0
  let align = 1
  for (const codec of codecs) {
    const offset = alignTo(end, codec.align)
    offsets.push(offset)
    end = offset + codec.size
    align = Math.max(align, codec.align)
  }
  return {
    size: alignTo(end, align), align, offsets,
    flat: codecs.flatMap(({ flat }) => flat),
    weight: codecs.reduce((sum, { weight }) => sum + weight, OBJECT_WEIGHT),
  }
}

export function recordCodec(fields: readonly BindField[], codecOf: CodecOf): Codec {
  const codecs = fields.map(({ type }) => codecOf(type))
  const names = fields.map(({ name }) => memberOf(name))
  const count = fields.length
  const { offsets, ...layout } = layoutOf(codecs)
  const New = plainObjects()
  return {
    ...layout,
    scalar: null,
    load(call, at) {
      const record = new New()
      for (let index = 0; index < count; index += 1) {
        record[names[index] as string] = (codecs[index] as Codec).load(call, at + (offsets[index] as number))
      }
      return record
    },
    store(call, value, at) {
      const record = recordOf(call, value)
      for (let index = 0; index < count; index += 1) {
        ;(codecs[index] as Codec).store(call, record[names[index] as string], at + (offsets[index] as number))
      }
    },
    lift(call) {
      const record = new New()
      for (let index = 0; index < count; index += 1)
        record[names[index] as string] = (codecs[index] as Codec).lift(call)
      return record
    },
    lower(call, value) {
      const record = recordOf(call, value)
      for (let index = 0; index < count; index += 1)
        (codecs[index] as Codec).lower(call, record[names[index] as string])
    },
  }
}

type Members = Record<string, unknown>

/**
 * Makes objects like `{}`, from a function of its own for each type: the engine then learns how large they become and
 * keeps their members inside.
 */
function plainObjects(): new () => Members {
  const make = function () {} as unknown as { new (): Members; prototype: object }
  make.prototype = Object.prototype
  return make
}

function recordOf(call: Call, value: unknown): Readonly<Members> {
  if (typeof value === 'object' && value !== null) return value as Members
  return invalid(call, 'what is given for a record is no object')
}

export function tupleCodec(codecs: readonly Codec[]): Codec {
  const count = codecs.length
  const { offsets, ...layout } = layoutOf(codecs)
  return {
    ...layout,
    scalar: null,
    load(call, at) {
      const tuple: unknown[] = []
      for (let index = 0; index < count; index += 1)
        tuple.push((codecs[index] as Codec).load(call, at + (offsets[index] as number)))
      return tuple
    },
    store(call, value, at) {
      const tuple = tupleOf(call, value, count)
      for (let index = 0; index < count; index += 1)
        (codecs[index] as Codec).store(call, tuple[index], at + (offsets[index] as number))
    },
    lift(call) {
      const tuple: unknown[] = []
      for (let index = 0; index < count; index += 1) tuple.push((codecs[index] as Codec).lift(call))
      return tuple
    },
    lower(call, value) {
      const tuple = tupleOf(call, value, count)
      for (let index = 0; index < count; index += 1) (codecs[index] as Codec).lower(call, tuple[index])
    },
  }
}

function tupleOf(call: Call, value: unknown, count: number): readonly unknown[] {
  if (Array.isArray(value) && value.length === count) return value as readonly unknown[]
  return invalid(call, `what is given for a tuple is no array of ${count}`)
}
