import type { Call } from './call.ts'
import { allocate, checkRange, invalid, spendLifted } from './call.ts'
import type { Codec } from './codec.ts'

/** "MAX_STRING_BYTE_LENGTH" */
const MAX_STRING_BYTES = 0x7fff_ffff
const UTF16_TAG = 0x8000_0000
/** Up to here, taking characters one by one is faster than asking the platform: measured with Node 26. */
const SHORT_READ = 24
const SHORT_WRITE = 40
/** Longer arguments of `String.fromCharCode` may not fit on the stack. */
const CHUNK = 4_096

const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()
const scratch = new Uint8Array(16 * 1024)
/** UTF-8 takes up to three bytes for what JavaScript counts as one. */
const MAX_SCRATCH_LENGTH = Math.floor(scratch.length / 3)

const WHAT = 'a string'

/** "load_string_from_range" */
function read(call: Call, address: number, tagged: number): string {
  switch (call.encoding) {
    case 'utf8': return readUtf8(call, address, tagged)
    case 'utf16': return readUtf16(call, address, tagged)
    case 'latin1+utf16':
      return tagged >= UTF16_TAG ? readUtf16(call, address, tagged - UTF16_TAG) : readLatin1(call, address, tagged)
  }
}

function readUtf8(call: Call, address: number, length: number): string {
  const { bytes } = call
  if (address + length > bytes.length) checkRange(call, address, 1, length, WHAT)
  spendLifted(call, length)
  if (length <= SHORT_READ) {
    const short = readShortAscii(bytes, address, length)
    if (short !== null) return short
  }
  try {
    return utf8Decoder.decode(bytes.subarray(address, address + length))
  } catch (error) {
    if (error instanceof RangeError) throw error // no memory
    return invalid(call, 'a string is not UTF-8')
  }
}

const { fromCharCode } = String

/** Null when it is not ASCII. */
function readShortAscii(bytes: Uint8Array, address: number, length: number): string | null {
  const end = address + length
  let text = ''
  let at = address
  for (; at + 8 <= end; at += 8) {
    const a = bytes[at] as number, b = bytes[at + 1] as number, c = bytes[at + 2] as number, d = bytes[at + 3] as number
    const e = bytes[at + 4] as number, f = bytes[at + 5] as number
    const g = bytes[at + 6] as number, h = bytes[at + 7] as number
    if ((a | b | c | d | e | f | g | h) > 0x7f) return null
    text += fromCharCode(a, b, c, d, e, f, g, h)
  }
  for (; at < end; at += 1) {
    const byte = bytes[at] as number
    if (byte > 0x7f) return null
    text += fromCharCode(byte)
  }
  return text
}

function readUtf16(call: Call, address: number, length: number): string {
  checkRange(call, address, 2, 2 * length, WHAT)
  spendLifted(call, 2 * length)
  const text = fromUnits(new Uint16Array(call.bytes.buffer, address, length))
  return text.isWellFormed() ? text : invalid(call, 'a string is not UTF-16: it has half a surrogate pair')
}

function readLatin1(call: Call, address: number, length: number): string {
  checkRange(call, address, 2, length, WHAT)
  spendLifted(call, length)
  return fromUnits(call.bytes.subarray(address, address + length))
}

function fromUnits(units: Uint8Array | Uint16Array): string {
  if (units.length <= CHUNK) return fromCharCode(...units)
  let text = ''
  for (let at = 0; at < units.length; at += CHUNK) text += fromCharCode(...units.subarray(at, at + CHUNK))
  return text
}

/** "store_string_into_range". Gives the address; how long it became is left in `writtenLength`. */
function write(call: Call, value: unknown): number {
  if (typeof value !== 'string')
    return invalid(call, `a string is expected, a value of type ${typeof value} is given`)
  if (value.length > MAX_STRING_BYTES / 2) invalid(call, 'a string is too long')
  switch (call.encoding) {
    case 'utf8': return writeUtf8(call, value)
    case 'utf16': return writeUtf16(call, value, 0)
    case 'latin1+utf16': return writeLatin1(call, value)
  }
}

/** With the tag of `latin1+utf16`. Nobody reads it after another string was written. */
let writtenLength = 0

function writeUtf8(call: Call, text: string): number {
  const { length } = text
  if (length <= SHORT_WRITE && isAscii(text)) {
    const address = allocate(call, 1, length)
    const { bytes } = call
    for (let at = 0; at < length; at += 1) bytes[address + at] = text.charCodeAt(at)
    writtenLength = length
    return address
  }
  if (length > MAX_SCRATCH_LENGTH) return writeBytes(call, encoder.encode(text))
  return writeBytes(call, scratch.subarray(0, encoder.encodeInto(text, scratch).written))
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

function writeBytes(call: Call, encoded: Uint8Array): number {
  if (encoded.length > MAX_STRING_BYTES) invalid(call, 'a string is too long')
  const address = allocate(call, 1, encoded.length)
  call.bytes.set(encoded, address)
  writtenLength = encoded.length
  return address
}

function writeUtf16(call: Call, value: string, tag: number): number {
  const text = value.toWellFormed()
  const address = allocate(call, 2, 2 * text.length)
  const units = new Uint16Array(call.bytes.buffer, address, text.length)
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at)
  writtenLength = text.length + tag
  return address
}

function writeLatin1(call: Call, text: string): number {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return writeUtf16(call, text, UTF16_TAG)
  const address = allocate(call, 2, text.length)
  const { bytes } = call
  for (let at = 0; at < text.length; at += 1) bytes[address + at] = text.charCodeAt(at)
  writtenLength = text.length
  return address
}

export const STRING: Codec = {
  size: 8, align: 4, flat: ['i32', 'i32'], weight: 32, scalar: null,
  load: (call, at) => read(call, call.view.getUint32(at, true), call.view.getUint32(at + 4, true)),
  store(call, value, at) {
    const address = write(call, value)
    call.view.setUint32(at, address, true)
    call.view.setUint32(at + 4, writtenLength, true)
  },
  lift(call) {
    const address = (call.flat[call.next++] as number) >>> 0
    return read(call, address, (call.flat[call.next++] as number) >>> 0)
  },
  lower(call, value) {
    call.flat[call.next++] = write(call, value)
    call.flat[call.next++] = writtenLength
  },
}
