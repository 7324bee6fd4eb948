import { readAlias, readEntity } from './alias.ts'
import { readCanon } from './canon.ts'
import type { Arguments } from './definition.ts'
import { openScope, readDefType, readImport, runDeclarations } from './definition.ts'
import type { Decoding, Definition, Entity, Instance, Scope } from './entities.ts'
import { add, at, define, outerOf } from './entities.ts'
import { malformed } from './error.ts'
import { ascribed, readExternDescription, readExternName, typeNamed, withOrigin } from './extern.ts'
import { withScriptInit } from './javascript.ts'
import type { Reader } from './reader.ts'
import { expectEnd, readByte, readMany, readName, readU32 } from './reader.ts'
import { SECTION, sectionsOf, skipPreamble } from './section.ts'
import { readOptional } from './value-definition.ts'

export interface Component extends Instance {
  readonly imports: ReadonlyMap<string, Entity>
}

/** Runs through a component's sections in their order, types in place of values. */
export function runComponent(definition: Definition, decoding: Decoding, depth: number, given: Arguments): Component {
  const { bytes, budget } = decoding
  const reader = skipPreamble({ bytes, at: definition.at, end: definition.end, budget })
  const scope = openScope(decoding, definition.outer, depth, definition.at)
  const component = { imports: new Map<string, Entity>(), exports: new Map<string, Entity>() }
  for (const { id, at: start, content } of sectionsOf(reader)) {
    switch (id) {
      case SECTION.custom:
      case SECTION.coreModule:
      case SECTION.coreInstance:
      case SECTION.coreType:
      case SECTION.start:
      case SECTION.value:
        continue
      case SECTION.component:
        scope.components.push({ of: 'component', at: content.at, end: content.end, outer: outerOf(scope) })
        continue
      case SECTION.instance:
        readMany(content, () => scope.instances.push(readInstance(content, scope)))
        break
      case SECTION.alias:
        readMany(content, () => readAlias(content, scope))
        break
      case SECTION.type:
        readMany(content, () => scope.types.push(readDefType(content, scope)))
        break
      case SECTION.canon:
        readMany(content, () => readCanon(content, scope))
        break
      case SECTION.import:
        readMany(content, () => {
          const { name, entity } = readImport(content, scope, given)
          define(component.imports, name, entity, content.at)
        })
        break
      case SECTION.export:
        readMany(content, () => readExport(content, scope, component.exports))
        break
      default:
        throw malformed(start, `unknown section ${id}`)
    }
    expectEnd(content, 'a section')
  }
  return component
}

/** `instance` in "Binary.md", "Instance Definitions". */
function readInstance(reader: Reader, scope: Scope): Instance {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00: {
      const definition = at(scope.components, readU32(reader), start, 'component')
      const given = new Map<string, Entity>()
      readMany(reader, () => {
        const name = readName(reader)
        define(given, name, readEntity(reader, scope), reader.at)
      })
      return withScriptInit(instantiate(definition, scope, given), given)
    }
    case 0x01: {
      const exports = new Map<string, Entity>()
      readMany(reader, () => define(exports, readExternName(reader).name, readEntity(reader, scope), reader.at))
      return { exports }
    }
    default:
      throw malformed(start, 'unknown form of instance')
  }
}

function instantiate(definition: Definition, scope: Scope, given: Arguments): Instance {
  const { decoding, depth } = scope
  if (definition.of === 'component') return runComponent(definition, decoding, depth + 1, given)
  const { bytes, budget } = decoding
  return runDeclarations({ bytes, at: definition.at, end: definition.end, budget }, definition, scope, given, null)
}

/** `export` in "Binary.md", "Import and Export Definitions". */
function readExport(reader: Reader, scope: Scope, exports: Map<string, Entity>): void {
  const start = reader.at
  const name = readExternName(reader)
  const entity = readEntity(reader, scope)
  const description = readOptional(reader, () => readExternDescription(reader, scope))
  const seen = description === null ? entity : ascribed(entity, description, reader)
  const exported =
    seen.sort === 'type'
      ? ({ sort: 'type', type: typeNamed(seen.type, name.name) } as const)
      : withOrigin(seen, name, reader)
  add(scope, exported)
  define(exports, name.name, exported, start)
}
