import type { Reader } from '../wit/decode/reader.ts'
import { atEnd, budgetOf, readByte, readPart, readU32 } from '../wit/decode/reader.ts'

// Core modules as a list of sections (core specification, "Modules"), to write them anew with something changed.

export const MODULE_HEADER_BYTES = 8

export interface ModuleSection {
  readonly id: number
  readonly content: Reader
}

/** Of a module that somebody has validated. */
export function moduleSections(module: Uint8Array): readonly ModuleSection[] {
  const reader: Reader = { bytes: module, at: MODULE_HEADER_BYTES, end: module.length, budget: budgetOf(0) }
  const sections: ModuleSection[] = []
  while (!atEnd(reader)) {
    const id = readByte(reader)
    sections.push({ id, content: readPart(reader, readU32(reader)) })
  }
  return sections
}

export function sectionBytes(id: number, contents: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(contents)
  return concatBytes([Uint8Array.of(id), leb(content.length), content])
}

/** An unsigned LEB128 number, up to what a JavaScript number holds exactly. */
export function leb(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push((rest % 128) | (rest > 127 ? 0x80 : 0))
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return Uint8Array.from(bytes)
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
