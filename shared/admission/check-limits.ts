import { readSort } from '../wit/decode/alias.ts'
import { skipCoreDefType } from '../wit/decode/core-type.ts'
import { malformed } from '../wit/decode/error.ts'
import { readExternName } from '../wit/decode/extern.ts'
import { checkExportName } from '../wit/decode/limits.ts'
import type { Reader } from '../wit/decode/reader.ts'
import { budgetOf, expectEnd, readByte, readMany, readName, readU32 } from '../wit/decode/reader.ts'
import { openComponent, SECTION, sectionsOf, skipPreamble } from '../wit/decode/section.ts'
import { readOptional } from '../wit/decode/value-definition.ts'
import { checkLimit } from './limits.ts'
import type { Totals } from './module-walk.ts'
import { walkModule } from './module-walk.ts'

/**
 * Walks every section of a component, of the components and of the core modules in it, and refuses what exceeds the
 * limits. To be called before anything else touches a stranger's bytes. What component types may hold is up to
 * `decodeComponent`, which comes next.
 *
 * @throws ComponentError with code `limit`, naming the limit and what it allows; or with the code of whatever keeps
 *   the walk from going on. Nothing else.
 */
export function checkLimits(bytes: Uint8Array): void {
  // Every item read is at least one byte of the file, read once.
  const reader = openComponent(bytes, budgetOf(bytes.length))
  walkSections(reader, 0, { functions: 0, tableEntries: 0 })
}

function walkSections(reader: Reader, depth: number, totals: Totals): void {
  for (const { id, at, content } of sectionsOf(reader)) {
    switch (id) {
      case SECTION.coreModule:
        walkModule(content, totals)
        continue
      case SECTION.component:
        checkLimit('componentNesting', depth + 1, at, 'Components are nested too deeply')
        walkSections(skipPreamble(content), depth + 1, totals)
        continue
      case SECTION.coreInstance:
        readMany(content, walkCoreInstance)
        break
      case SECTION.coreType:
        readMany(content, skipCoreDefType)
        break
      case SECTION.instance:
        readMany(content, walkInstance)
        break
      case SECTION.alias:
        readMany(content, walkAlias)
        break
      case SECTION.import:
        readMany(content, walkImport)
        break
      case SECTION.export:
        readMany(content, walkExport)
        break
      // Types and what refers to them make sense only when they are decoded.
      case SECTION.custom:
      case SECTION.type:
      case SECTION.canon:
      case SECTION.start:
      case SECTION.value:
        continue
      default:
        throw malformed(at, `unknown section ${id}`)
    }
    expectEnd(content, 'a section')
  }
}

/** `core:instance` in "Binary.md", "Instance Definitions". */
function walkCoreInstance(reader: Reader): void {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      readU32(reader)
      readMany(reader, () => {
        readName(reader)
        readByte(reader)
        readU32(reader)
      })
      return
    case 0x01:
      readMany(reader, () => {
        checkExportName(readName(reader), reader.at)
        readByte(reader)
        readU32(reader)
      })
      return
    default:
      throw malformed(start, 'unknown form of core instance')
  }
}

/** `instance`, likewise. */
function walkInstance(reader: Reader): void {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      readU32(reader)
      readMany(reader, () => {
        readName(reader)
        readSort(reader)
        readU32(reader)
      })
      return
    case 0x01:
      readMany(reader, () => {
        checkExportName(readExternName(reader).name, reader.at)
        readSort(reader)
        readU32(reader)
      })
      return
    default:
      throw malformed(start, 'unknown form of instance')
  }
}

/** `alias`: the names by which core exports are reached are written into JavaScript. */
function walkAlias(reader: Reader): void {
  const start = reader.at
  readSort(reader)
  switch (readByte(reader)) {
    case 0x00:
    case 0x01:
      readU32(reader)
      readName(reader)
      return
    case 0x02:
      readU32(reader)
      readU32(reader)
      return
    default:
      throw malformed(start, 'unknown alias')
  }
}

/** `import` and `export` in "Binary.md", "Import and Export Definitions". */
function walkImport(reader: Reader): void {
  readExternName(reader)
  walkDescription(reader)
}

function walkExport(reader: Reader): void {
  checkExportName(readExternName(reader).name, reader.at)
  readSort(reader)
  readU32(reader)
  readOptional(reader, walkDescription)
}

/** `externdesc` without looking its types up. */
function walkDescription(reader: Reader): void {
  const { at } = reader
  const sort = readSort(reader)
  if (sort === 'core') throw malformed(at, 'unknown kind of import or export')
  if (sort === 'type' && readByte(reader) !== 0x00) return
  readU32(reader)
}
