import { malformed } from '../wit/decode/error.ts'
import { checkLimit } from './limits.ts'
import { IMMEDIATE, OPCODES, PREFIXED } from './opcodes.ts'

/**
 * Walks one expression (core specification, "Expressions"), a function's body behind its locals or the first value of
 * a table. Gives the place behind its `end`. Types are not checked, the compiler does that; but wherever a compiler
 * would take the code, this sees the same instructions.
 */
export function walkExpression(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  let nesting = 1
  while (at < end) {
    const instruction = at
    const opcode = bytes[at++] as number
    let immediate = OPCODES[opcode] as number
    if (immediate === IMMEDIATE.prefix) {
      const second = numberAt(bytes, at, end)
      at = skipNumber(bytes, at, end)
      immediate = (PREFIXED.get(opcode) as Uint8Array)[second] ?? IMMEDIATE.unknown
    }
    switch (immediate) {
      case IMMEDIATE.none:
        break
      case IMMEDIATE.number:
        at = skipNumber(bytes, at, end)
        break
      case IMMEDIATE.twoNumbers:
        at = skipNumber(bytes, skipNumber(bytes, at, end), end)
        break
      case IMMEDIATE.block:
        at = skipType(bytes, at, end)
        nesting += 1
        checkLimit('blockNesting', nesting, instruction, 'Blocks are nested too deeply')
        break
      case IMMEDIATE.end:
        nesting -= 1
        if (nesting === 0) return at
        break
      case IMMEDIATE.delegate:
        at = skipNumber(bytes, at, end)
        nesting -= 1
        if (nesting === 0) return at
        break
      case IMMEDIATE.branchTable:
        at = skipBranchTable(bytes, at, end)
        break
      case IMMEDIATE.memory:
        at = skipMemory(bytes, at, end)
        break
      case IMMEDIATE.memoryAndLane:
        at = skipMemory(bytes, at, end) + 1
        break
      case IMMEDIATE.oneByte:
        at += 1
        break
      case IMMEDIATE.fourBytes:
        at += 4
        break
      case IMMEDIATE.eightBytes:
        at += 8
        break
      case IMMEDIATE.sixteenBytes:
        at += 16
        break
      case IMMEDIATE.types: {
        const count = numberAt(bytes, at, end)
        at = skipNumber(bytes, at, end)
        for (let index = 0; index < count; index += 1) at = skipType(bytes, at, end)
        break
      }
      case IMMEDIATE.tryTable:
        at = skipCatches(bytes, skipType(bytes, at, end), end)
        nesting += 1
        checkLimit('blockNesting', nesting, instruction, 'Blocks are nested too deeply')
        break
      case IMMEDIATE.heapType:
        at = skipNumber(bytes, at, end)
        break
      case IMMEDIATE.cast:
        at = skipNumber(bytes, skipNumber(bytes, skipNumber(bytes, at + 1, end), end), end)
        break
      default:
        throw malformed(instruction, `unknown instruction 0x${opcode.toString(16)}`)
    }
  }
  throw malformed(end, 'a function ends in the middle of something')
}

/** Past a LEB128 number of at most 64 bits, of any sign. */
function skipNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && at < start + 10) {
    if ((bytes[at++] as number) < 0x80) return at
  }
  throw malformed(start, 'a number does not end')
}

/** The unsigned LEB128 number of at most 32 bits that stands here. */
function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let at = start, shift = 0; at < end && shift < 35; at += 1, shift += 7) {
    const byte = bytes[at] as number
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return value
  }
  throw malformed(start, 'a number does not end')
}

/** Past a value type or a block type. References to heap types of their own are a code and the heap type. */
function skipType(bytes: Uint8Array, start: number, end: number): number {
  const code = bytes[start]
  return skipNumber(bytes, code === 0x63 || code === 0x64 ? start + 1 : start, end)
}

/** Past `memarg`: the alignment says whether a memory's index follows, before the offset. */
function skipMemory(bytes: Uint8Array, start: number, end: number): number {
  const hasMemory = (numberAt(bytes, start, end) & 0x40) !== 0
  const at = skipNumber(bytes, start, end)
  return skipNumber(bytes, hasMemory ? skipNumber(bytes, at, end) : at, end)
}

function skipBranchTable(bytes: Uint8Array, start: number, end: number): number {
  const count = numberAt(bytes, start, end)
  checkLimit('branchTargets', count, start, 'A br_table has too many targets')
  let at = skipNumber(bytes, start, end)
  for (let index = 0; index <= count; index += 1) at = skipNumber(bytes, at, end)
  return at
}

/** Past the catches of a `try_table`: a kind, a tag for those that name one, a label. */
function skipCatches(bytes: Uint8Array, start: number, end: number): number {
  const count = numberAt(bytes, start, end)
  let at = skipNumber(bytes, start, end)
  for (let index = 0; index < count; index += 1) {
    const kind = bytes[at] as number
    if (at >= end || kind > 3) throw malformed(at, 'unknown kind of catch')
    at = skipNumber(bytes, at + 1, end)
    if (kind < 2) at = skipNumber(bytes, at, end)
  }
  return at
}
