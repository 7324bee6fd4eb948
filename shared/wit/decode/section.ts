import { ComponentError, malformed } from './error.ts'
import type { Budget, Reader } from './reader.ts'
import { atEnd, readByte, readPart, readU32, spend } from './reader.ts'

/** `section` in "Binary.md", "Component Definitions". */
export const SECTION = {
  custom: 0,
  coreModule: 1,
  coreInstance: 2,
  coreType: 3,
  component: 4,
  instance: 5,
  alias: 6,
  type: 7,
  canon: 8,
  start: 9,
  import: 10,
  export: 11,
  value: 12,
} as const

const MAGIC = [0x00, 0x61, 0x73, 0x6d]
/** Version 0x0d and layer 1: what all tools have written since 2023. */
const COMPONENT = [0x0d, 0x00, 0x01, 0x00]
const MODULE = [0x01, 0x00, 0x00, 0x00]

/** Checks the `preamble` of a file. Gives what follows it. */
export function openComponent(bytes: Uint8Array, budget: Budget): Reader {
  if (!startsWith(bytes, MAGIC, 0)) {
    throw new ComponentError('not-wasm', 'This is not WebAssembly: the file does not begin with "\\0asm"', 0)
  }
  if (startsWith(bytes, MODULE, 4)) {
    throw new ComponentError(
      'core-module',
      'This is a core module, not a component: it has no WIT types. Make a component of it with "wasm-tools component new", or build it for the target wasm32-wasip2',
      null,
    )
  }
  return skipPreamble({ bytes, at: 0, end: bytes.length, budget })
}

/** Gives what follows the preamble of a component, nested ones included. */
export function skipPreamble(reader: Reader): Reader {
  return skipEight(reader, COMPONENT, 'a component')
}

export function skipModulePreamble(reader: Reader): Reader {
  return skipEight(reader, MODULE, 'a core module')
}

function skipEight(reader: Reader, version: readonly number[], what: string): Reader {
  const { bytes, at } = readPart(reader, 8)
  if (!startsWith(bytes, MAGIC, at) || !startsWith(bytes, version, at + 4)) {
    throw malformed(at, `${what} of a known version should begin here`)
  }
  return reader
}

function startsWith(bytes: Uint8Array, expected: readonly number[], at: number): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte)
}

/** The sections from here on, in their order. */
export function* sectionsOf(
  reader: Reader,
): Generator<{ readonly id: number; readonly at: number; readonly content: Reader }> {
  while (!atEnd(reader)) {
    const { at } = reader
    spend(reader.budget, 1, at)
    const id = readByte(reader)
    yield { id, at, content: readPart(reader, readU32(reader)) }
  }
}
