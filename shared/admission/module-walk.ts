import { readRecType, readTableType, skipCoreImportDescription, skipCoreValueType } from '../wit/decode/core-type.ts'
import { malformed } from '../wit/decode/error.ts'
import { checkExportName } from '../wit/decode/limits.ts'
import type { Reader } from '../wit/decode/reader.ts'
import {
  expectEnd,
  peekByte,
  readByte,
  readCount,
  readMany,
  readName,
  readPart,
  readU32,
} from '../wit/decode/reader.ts'
import { sectionsOf, skipModulePreamble } from '../wit/decode/section.ts'
import { walkExpression } from './code-walk.ts'
import { checkLimit } from './limits.ts'

/** What counts over all modules of a file. */
export interface Totals {
  functions: number
  tableEntries: number
}

/** Walks a core module (core specification, "Modules"). */
export function walkModule(reader: Reader, totals: Totals): void {
  /** The number of parameters of each type and of each function defined here. */
  const types: (number | null)[] = []
  const functions: number[] = []
  for (const { id, at, content } of sectionsOf(skipModulePreamble(reader))) {
    switch (id) {
      case 1:
        readMany(content, () => readRecType(content, types))
        break
      case 2:
        readMany(content, () => readImport(content, totals))
        break
      case 3:
        readMany(content, () => functions.push(paramsOf(types, content)))
        countFunctions(totals, functions.length, at)
        break
      case 4:
        readMany(content, () => countEntries(totals, readTable(content), content.at))
        break
      case 7:
        readMany(content, readExport)
        break
      case 10:
        walkCode(content, functions)
        break
      // Custom, memories, globals, start, elements, data, their count, tags: nothing that a limit is about.
      case 0:
      case 5:
      case 6:
      case 8:
      case 9:
      case 11:
      case 12:
      case 13:
        continue
      default:
        throw malformed(at, `unknown section ${id} in a core module`)
    }
    expectEnd(content, 'a section')
  }
}

function paramsOf(types: readonly (number | null)[], reader: Reader): number {
  const start = reader.at
  const params = types[readU32(reader)]
  if (params === undefined || params === null) throw malformed(start, 'a function has no function type')
  return params
}

function readImport(reader: Reader, totals: Totals): void {
  const start = reader.at
  readName(reader)
  readName(reader)
  const imported = skipCoreImportDescription(reader)
  if (imported === 'func') countFunctions(totals, 1, start)
  else if (imported !== 'other') countEntries(totals, imported.table, start)
}

function countFunctions(totals: Totals, count: number, offset: number): void {
  totals.functions += count
  checkLimit('functions', totals.functions, offset, 'The file has too many core functions')
}

function countEntries(totals: Totals, count: number, offset: number): void {
  totals.tableEntries += count
  checkLimit('tableEntries', totals.tableEntries, offset, 'The tables of the file have too many entries')
}

/** Gives the entries from the start. A table whose type is marked by 0x40 has an expression for their first value. */
function readTable(reader: Reader): number {
  if (peekByte(reader) !== 0x40) return readTableType(reader)
  reader.at += 2
  const entries = readTableType(reader)
  reader.at = walkExpression(reader.bytes, reader.at, reader.end)
  return entries
}

function readExport(reader: Reader): void {
  const start = reader.at
  checkExportName(readName(reader), start)
  readByte(reader)
  readU32(reader)
}

function walkCode(reader: Reader, functions: readonly number[]): void {
  const count = readCount(reader)
  if (count !== functions.length)
    throw malformed(reader.at, `${count} functions have code, ${functions.length} are declared`)
  for (const params of functions) {
    const size = readU32(reader)
    checkLimit('bodyBytes', size, reader.at, 'A function is too long, in bytes')
    walkBody(readPart(reader, size), size, params)
  }
}

function walkBody(body: Reader, size: number, params: number): void {
  const start = body.at
  let locals = params
  const groups = readCount(body)
  for (let index = 0; index < groups; index += 1) {
    locals += readU32(body)
    skipCoreValueType(body)
  }
  checkLimit('locals', locals, start, 'A function has too many locals')
  checkLimit('bodyBytesTimesLocals', size * locals, start, 'A function is too long for its number of locals')
  if (walkExpression(body.bytes, body.at, body.end) !== body.end)
    throw malformed(body.at, 'a function goes on behind its end')
}
