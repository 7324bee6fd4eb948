import { malformed, overLimit } from './error.ts'

/** What decoding may still cost, in items: nested components can be instantiated again and again. */
export interface Budget {
  items: number
  readonly maxItems: number
}

/** A place in the file and the end of what is being read. Offsets count from the start of the file. */
export interface Reader {
  readonly bytes: Uint8Array
  at: number
  readonly end: number
  readonly budget: Budget
}

export const MAX_NAME_LENGTH = 1_024
const NAME_CHARACTERS = 'printable ASCII without quotes, backticks and backslashes'

export function budgetOf(maxItems: number): Budget {
  return { items: maxItems, maxItems }
}

export function spend(budget: Budget, items: number, offset: number | null): void {
  budget.items -= items
  if (budget.items < 0) throw overLimit(offset, 'items', budget.maxItems, 'The component takes too much to decode')
}

export function atEnd(reader: Reader): boolean {
  return reader.at >= reader.end
}

export function readByte(reader: Reader): number {
  if (reader.at >= reader.end) throw malformed(reader.at, 'it ends in the middle of something')
  return reader.bytes[reader.at++] as number
}

export function peekByte(reader: Reader): number {
  if (reader.at >= reader.end) throw malformed(reader.at, 'it ends in the middle of something')
  return reader.bytes[reader.at] as number
}

/** An unsigned LEB128 number of at most 32 bits (core specification, "Integers"). */
export function readU32(reader: Reader): number {
  const start = reader.at
  let value = 0
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = readByte(reader)
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) {
      if (value > 0xffff_ffff) break
      return value
    }
  }
  throw malformed(start, 'a number is larger than 32 bits')
}

/** A type index, written as a signed LEB128 number of 33 bits, of which the negative ones are type codes. */
export function readTypeIndex(reader: Reader): number {
  const start = reader.at
  let value = 0
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = readByte(reader)
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) {
      if ((byte & 0x40) !== 0) throw malformed(start, `unknown type code 0x${byte.toString(16)}`)
      if (value > 0xffff_ffff) break
      return value
    }
  }
  throw malformed(start, 'a type index is larger than 32 bits')
}

/** How many items follow. Every item is at least one byte long, so a count beyond the rest is refused at once. */
export function readCount(reader: Reader): number {
  const start = reader.at
  const count = readU32(reader)
  if (count > reader.end - reader.at) throw malformed(start, `${count} items cannot follow, the rest is shorter`)
  spend(reader.budget, count, start)
  return count
}

export function readMany<Item>(reader: Reader, readItem: (reader: Reader) => Item): Item[] {
  const count = readCount(reader)
  const items: Item[] = []
  for (let index = 0; index < count; index += 1) items.push(readItem(reader))
  return items
}

/** Everything of `size` bytes from here as a reader of its own; this one moves behind it. */
export function readPart(reader: Reader, size: number): Reader {
  const part = { bytes: reader.bytes, at: reader.at, end: reader.at + size, budget: reader.budget }
  if (part.end > reader.end) {
    throw malformed(reader.at, `it is cut off: ${size} bytes are announced, ${reader.end - reader.at} are there`)
  }
  reader.at = part.end
  return part
}

export function expectEnd(reader: Reader, what: string): void {
  if (!atEnd(reader)) throw malformed(reader.at, `${what} is longer than what it holds`)
}

/**
 * A name of printable ASCII without quote, backtick or backslash. The component model asks for no more, and core names
 * are held to it because the transpiler writes them into JavaScript.
 */
export function readName(reader: Reader): string {
  const size = readU32(reader)
  if (size > MAX_NAME_LENGTH) {
    throw overLimit(reader.at, 'nameLength', MAX_NAME_LENGTH, `A name is ${size} bytes long`)
  }
  const { at, end, bytes } = readPart(reader, size)
  for (let place = at; place < end; place += 1) {
    const byte = bytes[place] as number
    if (!isPlain(byte)) {
      throw overLimit(place, 'nameCharacters', NAME_CHARACTERS, `A name holds the byte 0x${byte.toString(16)}`)
    }
  }
  spend(reader.budget, size >>> 6, at)
  return String.fromCharCode(...bytes.subarray(at, end))
}

function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x27 && byte !== 0x60 && byte !== 0x5c
}

const LABEL = /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/

/** The name of a parameter, field, case or flag: `label` in the component model's "Explainer.md". */
export function readLabel(reader: Reader): string {
  const start = reader.at
  const label = readName(reader)
  if (!LABEL.test(label)) throw malformed(start, `"${label}" is no WIT name`)
  return label
}
