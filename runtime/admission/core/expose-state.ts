import { GLOBAL_PREFIX, MEMORY_PREFIX, STATE_PREFIX, STATE_SECTION } from '../../../shared/host/exposed-state.ts'
import type { Reader } from '../../../shared/wit/decode/reader.ts'
import { atEnd, budgetOf, readByte, readPart, readU32 } from '../../../shared/wit/decode/reader.ts'
import { readInstruction, skipValueType } from './instructions.ts'

const SECTION = { custom: 0, type: 1, import: 2, memory: 5, global: 6, export: 7, code: 10, tag: 13 } as const
const KIND = { table: 1, memory: 2, global: 3 } as const
const HEADER_BYTES = 8

interface Section {
  readonly id: number
  readonly content: Reader
}

interface State {
  readonly memories: readonly number[]
  readonly globals: readonly number[]
}

/**
 * Exports memories and mutable globals of a core module under reserved names, so that instances can be put back to
 * where they began (shared/host/exposed-state.ts). A module that remembers anything in another place comes back as it is.
 */
export function exposeState(module: Uint8Array): Uint8Array {
  const sections = sectionsOf(module)
  const state = stateOf(sections)
  if (state === null) return module
  const added = [
    ...state.memories.map((index, number) => exportOf(`${MEMORY_PREFIX}${number}`, KIND.memory, index)),
    ...state.globals.map((index, number) => exportOf(`${GLOBAL_PREFIX}${number}`, KIND.global, index)),
  ]
  return concat([module.subarray(0, HEADER_BYTES), ...withExports(sections, added), customSection()])
}

/** Null when the module may keep state in anything but memories and numeric globals. */
function stateOf(sections: readonly Section[]): State | null {
  const imported = { memories: 0, globals: 0 }
  const state = { memories: [] as number[], globals: [] as number[] }
  for (const { id, content } of sections) {
    const reader = { ...content }
    let reachable = true
    switch (id) {
      case SECTION.type: reachable = !definesHeapTypes(reader); break
      case SECTION.import: reachable = countImports(reader, imported); break
      case SECTION.memory: reachable = readMemories(reader, imported.memories, state.memories); break
      case SECTION.global: reachable = readGlobals(reader, imported.globals, state.globals); break
      case SECTION.export: reachable = !usesReservedNames(reader); break
      case SECTION.code: reachable = !changesHiddenState(reader); break
    }
    if (!reachable) return null
  }
  return state
}

/** Structs and arrays can be changed through references that stand anywhere. A plain function type begins with 0x60. */
function definesHeapTypes(reader: Reader): boolean {
  for (let count = readU32(reader); count > 0; count -= 1) {
    if (readByte(reader) !== 0x60) return true
    for (const _ of ['params', 'results']) {
      for (let types = readU32(reader); types > 0; types -= 1) if (!skipValueType(reader)) return true
    }
  }
  return false
}

function countImports(reader: Reader, imported: { memories: number; globals: number }): boolean {
  for (let count = readU32(reader); count > 0; count -= 1) {
    readPart(reader, readU32(reader))
    readPart(reader, readU32(reader))
    switch (readByte(reader)) {
      case 0: readU32(reader); break
      case KIND.table:
        if (!skipValueType(reader)) return false
        readLimits(reader)
        break
      case KIND.memory:
        imported.memories += 1
        readLimits(reader)
        break
      case KIND.global:
        imported.globals += 1
        if (!skipValueType(reader)) return false
        readByte(reader)
        break
      case 4:
        readByte(reader)
        readU32(reader)
        break
      default: return false
    }
  }
  return true
}

function readMemories(reader: Reader, first: number, into: number[]): boolean {
  for (let left = readU32(reader), index = first; left > 0; left -= 1, index += 1) {
    if (readLimits(reader).shared) return false
    into.push(index)
  }
  return true
}

/** JavaScript cannot read a v128, and what a reference leads to cannot be copied. */
function readGlobals(reader: Reader, first: number, into: number[]): boolean {
  for (let left = readU32(reader), index = first; left > 0; left -= 1, index += 1) {
    const numeric = (reader.bytes[reader.at] as number) >= 0x7c
    if (!skipValueType(reader)) return false
    const mutable = readByte(reader) === 1
    if (mutable && !numeric) return false
    if (mutable) into.push(index)
    if (!skipConstantExpression(reader)) return false
  }
  return true
}

function skipConstantExpression(reader: Reader): boolean {
  for (;;) {
    const opcode = reader.bytes[reader.at]
    if (readInstruction(reader) !== 'none') return false
    if (opcode === 0x0b) return true
  }
}

function usesReservedNames(reader: Reader): boolean {
  for (let count = readU32(reader); count > 0; count -= 1) {
    const name = readPart(reader, readU32(reader))
    if (textOf(name).startsWith(STATE_PREFIX)) return true
    readByte(reader)
    readU32(reader)
  }
  return false
}

function changesHiddenState(reader: Reader): boolean {
  for (let count = readU32(reader); count > 0; count -= 1) {
    const body = readPart(reader, readU32(reader))
    for (let groups = readU32(body); groups > 0; groups -= 1) {
      readU32(body)
      if (!skipValueType(body)) return true
    }
    while (!atEnd(body)) if (readInstruction(body) !== 'none') return true
  }
  return false
}

/** Bit 0: there is a maximum; bit 1: shared between threads; bit 2: 64-bit; bit 3: a page size of its own. */
function readLimits(reader: Reader): { readonly shared: boolean } {
  const flags = readByte(reader)
  const numbers = 1 + (flags & 1) + ((flags >> 3) & 1)
  for (let number = 0; number < numbers; number += 1) while (readByte(reader) >= 0x80);
  return { shared: (flags & 2) !== 0 }
}

/** The export section stands behind types, imports, functions, tables, memories, tags and globals. */
function withExports(sections: readonly Section[], added: readonly Uint8Array[]): readonly Uint8Array[] {
  const parts: Uint8Array[] = []
  let written = added.length === 0
  for (const { id, content } of sections) {
    if (!written && id !== SECTION.custom && id !== SECTION.tag && id >= SECTION.export) {
      const reader = { ...content }
      const count = id === SECTION.export ? readU32(reader) : 0
      const existing = id === SECTION.export ? reader.bytes.subarray(reader.at, reader.end) : new Uint8Array()
      parts.push(sectionOf(SECTION.export, [leb(count + added.length), existing, ...added]))
      written = true
      if (id === SECTION.export) continue
    }
    parts.push(sectionOf(id, [content.bytes.subarray(content.at, content.end)]))
  }
  if (!written) parts.push(sectionOf(SECTION.export, [leb(added.length), ...added]))
  return parts
}

function sectionsOf(module: Uint8Array): readonly Section[] {
  const reader: Reader = { bytes: module, at: HEADER_BYTES, end: module.length, budget: budgetOf(0) }
  const sections: Section[] = []
  while (!atEnd(reader)) {
    const id = readByte(reader)
    sections.push({ id, content: readPart(reader, readU32(reader)) })
  }
  return sections
}

const customSection = (): Uint8Array => sectionOf(SECTION.custom, [named(STATE_SECTION)])

function sectionOf(id: number, contents: readonly Uint8Array[]): Uint8Array {
  const content = concat(contents)
  return concat([Uint8Array.of(id), leb(content.length), content])
}

function exportOf(name: string, kind: number, index: number): Uint8Array {
  return concat([named(name), Uint8Array.of(kind), leb(index)])
}

function named(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name)
  return concat([leb(bytes.length), bytes])
}

function leb(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
    rest >>>= 7
  } while (rest > 0)
  return Uint8Array.from(bytes)
}

function textOf({ bytes, at, end }: Reader): string {
  return new TextDecoder().decode(bytes.subarray(at, end))
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
