import type { Reader } from '../../../shared/wit/decode/reader.ts'
import { readByte, readPart, readU32 } from '../../../shared/wit/decode/reader.ts'

/** What an instruction does to what an instance remembers, as far as memory and globals do not tell. */
export type Effect = 'none' | 'changes-table' | 'drops-segment' | 'unknown'

/** Steps over one instruction (core specification 3.0, "Instructions"). After `unknown` the reader stands anywhere. */
export function readInstruction(reader: Reader): Effect {
  const opcode = readByte(reader)
  if (opcode >= 0x45 && opcode <= 0xc4) return 'none'
  if (opcode >= 0x28 && opcode <= 0x3e) return skipMemarg(reader)
  switch (opcode) {
    case 0x00: case 0x01: case 0x05: case 0x0a: case 0x0b: case 0x0f: case 0x19: case 0x1a: case 0x1b:
    case 0xd1: case 0xd3: case 0xd4:
      return 'none'
    case 0x02: case 0x03: case 0x04: case 0x06: case 0x41: case 0x42: case 0xd0: // block types, constants, heap types
      return skipLeb(reader)
    case 0x07: case 0x08: case 0x09: case 0x0c: case 0x0d: case 0x10: case 0x12: case 0x14: case 0x15: case 0x18:
    case 0x20: case 0x21: case 0x22: case 0x23: case 0x24: case 0x25: case 0x3f: case 0x40: case 0xd2: case 0xd5: case 0xd6:
      return skipLeb(reader)
    case 0x11: case 0x13:
      skipLeb(reader)
      return skipLeb(reader)
    case 0x0e:
      for (let targets = readU32(reader) + 1; targets > 0; targets -= 1) skipLeb(reader)
      return 'none'
    case 0x1c:
      for (let types = readU32(reader); types > 0; types -= 1) skipValueType(reader)
      return 'none'
    case 0x1f: return skipTryTable(reader)
    case 0x26:
      skipLeb(reader)
      return 'changes-table'
    case 0x43: return skipBytes(reader, 4)
    case 0x44: return skipBytes(reader, 8)
    case 0xfc: return readMiscellaneous(reader)
    case 0xfd: return readVector(reader)
    case 0xfe: return readAtomic(reader)
    default: return 'unknown' // garbage collection among them: what it allocates cannot be looked into
  }
}

/** False for types that this reader does not know. */
export function skipValueType(reader: Reader): boolean {
  const code = readByte(reader)
  if (code === 0x63 || code === 0x64) skipLeb(reader) // (ref null? heaptype)
  return (code >= 0x7b && code <= 0x7f) || code === 0x70 || code === 0x6f || code === 0x63 || code === 0x64
}

function readMiscellaneous(reader: Reader): Effect {
  const opcode = readU32(reader)
  if (opcode <= 7 || (opcode >= 19 && opcode <= 22)) return 'none'
  switch (opcode) {
    case 8: case 10: // memory.init, memory.copy
      skipLeb(reader)
      return skipLeb(reader)
    case 11: case 16: // memory.fill, table.size
      return skipLeb(reader)
    case 9: case 13: // data.drop, elem.drop
      skipLeb(reader)
      return 'drops-segment'
    case 12: case 14: // table.init, table.copy
      skipLeb(reader)
      skipLeb(reader)
      return 'changes-table'
    case 15: case 17: // table.grow, table.fill
      skipLeb(reader)
      return 'changes-table'
    default: return 'unknown'
  }
}

function readVector(reader: Reader): Effect {
  const opcode = readU32(reader)
  if (opcode <= 11 || opcode === 92 || opcode === 93) return skipMemarg(reader)
  if (opcode === 12 || opcode === 13) return skipBytes(reader, 16)
  if (opcode >= 21 && opcode <= 34) return skipBytes(reader, 1)
  if (opcode >= 84 && opcode <= 91) {
    skipMemarg(reader)
    return skipBytes(reader, 1)
  }
  return opcode <= 275 ? 'none' : 'unknown'
}

function readAtomic(reader: Reader): Effect {
  const opcode = readU32(reader)
  if (opcode === 3) return skipBytes(reader, 1)
  return opcode <= 2 || (opcode >= 0x10 && opcode <= 0x4e) ? skipMemarg(reader) : 'unknown'
}

function skipTryTable(reader: Reader): Effect {
  skipLeb(reader)
  for (let catches = readU32(reader); catches > 0; catches -= 1) {
    if (readByte(reader) < 2) skipLeb(reader) // with a tag
    skipLeb(reader)
  }
  return 'none'
}

/** Bit 6 of the alignment says that a memory's index follows. */
function skipMemarg(reader: Reader): Effect {
  if ((readU32(reader) & 0x40) !== 0) skipLeb(reader)
  return skipLeb(reader)
}

function skipLeb(reader: Reader): Effect {
  while (readByte(reader) >= 0x80);
  return 'none'
}

function skipBytes(reader: Reader, count: number): Effect {
  readPart(reader, count)
  return 'none'
}
