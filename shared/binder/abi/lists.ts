import type { BindType } from '../bind-type.ts'
import type { Call } from './call.ts'
import { allocate, checkRange, invalid, spendLifted } from './call.ts'
import type { Codec, CodecOf } from './codec.ts'

/** "MAX_LIST_BYTE_LENGTH" is not in all versions of the specification; that a length fits 32 bits is. */
const MAX_LIST_BYTES = 0xffff_ffff
/** Of an array's place for one item. */
const SLOT_WEIGHT = 8
const ARRAY_WEIGHT = 64

const TYPED_ARRAYS = {
  s8: Int8Array, u8: Uint8Array, s16: Int16Array, u16: Uint16Array, s32: Int32Array, u32: Uint32Array,
  s64: BigInt64Array, u64: BigUint64Array, f32: Float32Array, f64: Float64Array,
} as const

type TypedArrayConstructor = (typeof TYPED_ARRAYS)[keyof typeof TYPED_ARRAYS]

interface Items {
  readonly align: number
  read(call: Call, address: number, length: number): unknown
  /** Gives the address. */
  write(call: Call, value: ArrayLike<unknown>): number
}

export function listCodec(item: BindType, codecOf: CodecOf): Codec {
  const codec = codecOf(item)
  const array = Object.hasOwn(TYPED_ARRAYS, item.kind) ? TYPED_ARRAYS[item.kind as keyof typeof TYPED_ARRAYS] : null
  const { read, write } = array === null ? items(codec) : numbers(array, codec)
  return {
    size: 8, align: 4, flat: ['i32', 'i32'], weight: ARRAY_WEIGHT, scalar: null,
    load: (call, at) => read(call, call.view.getUint32(at, true), call.view.getUint32(at + 4, true)),
    store(call, value, at) {
      const address = write(call, listOf(call, value))
      call.view.setUint32(at, address, true)
      call.view.setUint32(at + 4, (value as ArrayLike<unknown>).length, true)
    },
    lift(call) {
      const address = (call.flat[call.next++] as number) >>> 0
      return read(call, address, (call.flat[call.next++] as number) >>> 0)
    },
    lower(call, value) {
      const { next } = call
      call.next += 2
      call.flat[next] = write(call, listOf(call, value))
      call.flat[next + 1] = (value as ArrayLike<unknown>).length
    },
  }
}

function listOf(call: Call, value: unknown): ArrayLike<unknown> {
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)) return value as ArrayLike<unknown>
  return invalid(call, 'what is given for a list is no array')
}

/** "load_list_from_range" and "store_list_into_range". */
function items(codec: Codec): Items {
  const { size, align, weight } = codec
  return {
    align,
    read(call, address, length) {
      checkRange(call, address, align, length * size, 'a list')
      spendLifted(call, length * (weight + SLOT_WEIGHT))
      const list: unknown[] = []
      for (let index = 0, at = address; index < length; index += 1, at += size) list.push(codec.load(call, at))
      return list
    },
    write(call, value) {
      const { length } = value
      const address = reserve(call, align, length * size)
      for (let index = 0, at = address; index < length; index += 1, at += size) codec.store(call, value[index], at)
      return address
    },
  }
}

/** Lists of numbers are copied as a whole, out of memory always and into it when they are of the very type. */
function numbers(array: TypedArrayConstructor, codec: Codec): Items {
  const { size, align } = codec
  return {
    align,
    read(call, address, length) {
      const byteLength = length * size
      checkRange(call, address, align, byteLength, 'a list')
      spendLifted(call, byteLength)
      return array === Uint8Array
        ? call.bytes.slice(address, address + byteLength)
        : new array(call.bytes.buffer.slice(address, address + byteLength))
    },
    write(call, value) {
      const { length } = value
      const address = reserve(call, align, length * size)
      if (value instanceof array) {
        const { buffer, byteOffset, byteLength } = value as Uint8Array
        const bytes = array === Uint8Array ? (value as Uint8Array) : new Uint8Array(buffer, byteOffset, byteLength)
        call.bytes.set(bytes, address)
      } else {
        for (let index = 0, at = address; index < length; index += 1, at += size) codec.store(call, value[index], at)
      }
      return address
    },
  }
}

function reserve(call: Call, align: number, bytes: number): number {
  if (bytes > MAX_LIST_BYTES) invalid(call, 'a list is too long')
  return allocate(call, align, bytes)
}
