import { malformed } from './error.ts'
import type { Reader } from './reader.ts'
import { peekByte, readByte, readCount, readMany, readName, readTypeIndex, readU32 } from './reader.ts'

// Core types are read only to get past them, and for the number of parameters of functions.

/** `core:type` of a component's core type section and of declarations; 0x50 means a module type there ("Binary.md"). */
export function skipCoreDefType(reader: Reader): void {
  const code = peekByte(reader)
  if (code === 0x50) {
    reader.at += 1
    readMany(reader, skipModuleDeclaration)
    return
  }
  if (code === 0x00) reader.at += 1
  readRecType(reader, [])
}

function skipModuleDeclaration(reader: Reader): void {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      readName(reader)
      readName(reader)
      skipCoreImportDescription(reader)
      return
    case 0x01:
      readRecType(reader, [])
      return
    case 0x02:
      if (readByte(reader) !== 0x10 || readByte(reader) !== 0x01) throw malformed(start, 'unknown core alias')
      readU32(reader)
      readU32(reader)
      return
    case 0x03:
      readName(reader)
      skipCoreImportDescription(reader)
      return
    default:
      throw malformed(start, 'unknown declaration in a core module type')
  }
}

/** `core:rectype` (core specification, "Recursive Types"). Adds one entry a type: a function's parameters, null for others. */
export function readRecType(reader: Reader, params: (number | null)[]): void {
  if (peekByte(reader) !== 0x4e) {
    params.push(readSubType(reader))
    return
  }
  reader.at += 1
  for (const count of readMany(reader, readSubType)) params.push(count)
}

function readSubType(reader: Reader): number | null {
  const code = peekByte(reader)
  if (code === 0x50 || code === 0x4f) {
    reader.at += 1
    readMany(reader, readU32)
  }
  return readCompositeType(reader)
}

function readCompositeType(reader: Reader): number | null {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x60: {
      const params = readCount(reader)
      for (let index = 0; index < params; index += 1) skipCoreValueType(reader)
      readMany(reader, skipCoreValueType)
      return params
    }
    case 0x5f:
      readMany(reader, skipField)
      return null
    case 0x5e:
      skipField(reader)
      return null
    default:
      throw malformed(start, 'unknown core type')
  }
}

function skipField(reader: Reader): void {
  skipCoreValueType(reader)
  readByte(reader)
}

export function skipCoreValueType(reader: Reader): void {
  const start = reader.at
  const code = readByte(reader)
  if (code === 0x63 || code === 0x64) skipHeapType(reader)
  else if (code < 0x69 || code > 0x7f) throw malformed(start, `unknown core value type 0x${code.toString(16)}`)
}

function skipHeapType(reader: Reader): void {
  const code = peekByte(reader)
  if (code >= 0x40 && code < 0x80) reader.at += 1
  else readTypeIndex(reader)
}

/** `core:importdesc`. Gives what was imported, a table with its number of entries. */
export function skipCoreImportDescription(reader: Reader): 'func' | { readonly table: number } | 'other' {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      readU32(reader)
      return 'func'
    case 0x01:
      return { table: readTableType(reader) }
    case 0x02:
      readLimits(reader)
      return 'other'
    case 0x03:
      skipField(reader)
      return 'other'
    case 0x04:
      readByte(reader)
      readU32(reader)
      return 'other'
    default:
      throw malformed(start, 'unknown core import')
  }
}

/** Gives the entries that a table has from the start. */
export function readTableType(reader: Reader): number {
  skipCoreValueType(reader)
  return readLimits(reader)
}

/** Gives the flags of a memory's limits. */
export function readMemoryFlags(reader: Reader): number {
  const flags = peekByte(reader)
  readLimits(reader)
  return flags
}

/** `core:limits` with the flags of threads, 64-bit memories and page sizes. Gives the minimum. */
function readLimits(reader: Reader): number {
  const start = reader.at
  const flags = readByte(reader)
  if (flags > 0x0f) throw malformed(start, 'unknown flags of a memory or table')
  const minimum = readSize(reader)
  if ((flags & 0x01) !== 0) readSize(reader)
  if ((flags & 0x08) !== 0) readU32(reader)
  return minimum
}

/** A LEB128 number of up to 64 bits. Not exact beyond 2^53, which is enough to compare it with a limit. */
function readSize(reader: Reader): number {
  let size = 0
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = readByte(reader)
    size += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return size
  }
  throw malformed(reader.at, 'a number is larger than 64 bits')
}
