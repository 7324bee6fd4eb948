import { skipCoreDefType } from '../../wit/decode/core-type.ts'
import { malformed } from '../../wit/decode/error.ts'
import { readExternName } from '../../wit/decode/extern.ts'
import type { Reader } from '../../wit/decode/reader.ts'
import { readByte, readMany, readName } from '../../wit/decode/reader.ts'
import { readOptional } from '../../wit/decode/value-definition.ts'
import { SECTION, sectionsOf, skipPreamble } from '../../wit/decode/section.ts'
import type { CoreItem } from '../plan.ts'
import { readAlias, readCoreItem, readEntity } from './alias.ts'
import { readCanon } from './canon.ts'
import { addCoreInstance } from './plan-writer.ts'
import type { CoreInstance, Definition, LinkEntity, LinkInstance, Linking, Scope } from './scope.ts'
import { add, openScope, outerOf, readFrom } from './scope.ts'
import { imported, readDefType, readExtern } from './types.ts'
import { Unsupported } from './unsupported.ts'

/**
 * Instantiates a component as far as that goes without running it, section by section. `given` is null for the outermost
 * one.
 */
export function runComponent(
  definition: Definition,
  linking: Linking,
  depth: number,
  given: LinkInstance | null,
): LinkInstance {
  const { bytes, budget, plan } = linking
  const scope = openScope(linking, definition.outer, depth, plan.instances++)
  const exports = new Map<string, LinkEntity>()
  const reader = skipPreamble({ bytes, at: definition.at, end: definition.end, budget })
  for (const { id, at: start, content } of sectionsOf(reader)) {
    switch (id) {
      case SECTION.custom:
        break
      case SECTION.coreModule:
        plan.modules.push(bytes.subarray(content.at, content.end))
        scope.modules.push(plan.modules.length - 1)
        break
      case SECTION.component:
        scope.components.push({ of: 'component', at: content.at, end: content.end, outer: outerOf(scope) })
        break
      case SECTION.coreInstance:
        readMany(content, () => scope.coreInstances.push(readCoreInstance(content, scope)))
        break
      case SECTION.coreType:
        readMany(content, skipCoreDefType)
        break
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
      case SECTION.start:
        throw new Unsupported('a start function at the level of components')
      case SECTION.import:
        readMany(content, () => readImport(content, scope, given))
        break
      case SECTION.export:
        readMany(content, () => readExport(content, scope, exports))
        break
      default:
        throw malformed(start, `unknown section ${id}`)
    }
  }
  return exports
}

/** `core:instance` in "Binary.md", "Core Instance Definitions". */
function readCoreInstance(reader: Reader, scope: Scope): CoreInstance {
  const { plan } = scope.linking
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00: {
      const module = readFrom(reader, scope.modules, 'core module')
      const given = readMany(reader, () => {
        const name = readName(reader)
        if (readByte(reader) !== 0x12)
          throw malformed(reader.at - 1, 'a core module is given something that is no instance')
        return { name, instance: readFrom(reader, scope.coreInstances, 'core instance').index }
      })
      return { index: addCoreInstance(plan, { kind: 'instantiate', module, with: given }), items: null }
    }
    case 0x01: {
      const items = new Map<string, CoreItem>()
      readMany(reader, () => {
        const name = readName(reader)
        items.set(name, readCoreItem(reader, scope))
      })
      const step = { kind: 'bundle', items: [...items].map(([name, item]) => ({ name, item })) } as const
      return { index: addCoreInstance(plan, step), items }
    }
    default: throw malformed(start, 'unknown form of core instance')
  }
}

/** `instance` in "Binary.md", "Instance Definitions". */
function readInstance(reader: Reader, scope: Scope): LinkInstance {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00: {
      const definition = readFrom(reader, scope.components, 'component')
      const given = new Map<string, LinkEntity>()
      readMany(reader, () => {
        const name = readName(reader)
        given.set(name, readEntity(reader, scope))
      })
      if (definition.of !== 'component') throw new Unsupported('an instance of an imported component')
      return runComponent(definition, scope.linking, scope.depth + 1, given)
    }
    case 0x01: {
      const exports = new Map<string, LinkEntity>()
      readMany(reader, () => {
        const { name } = readExternName(reader)
        exports.set(name, readEntity(reader, scope))
      })
      return exports
    }
    default: throw malformed(start, 'unknown form of instance')
  }
}

/** `import` in "Binary.md", "Import and Export Definitions". What is given is the very thing, whatever type it has. */
function readImport(reader: Reader, scope: Scope, given: LinkInstance | null): void {
  const start = reader.at
  const { name } = readExternName(reader)
  const extern = readExtern(reader, scope)
  if (given === null) {
    add(scope, imported(extern, scope, name))
    return
  }
  const entity = given.get(name)
  const sort = extern.sort === 'resource' ? 'type' : extern.sort
  if (entity?.sort !== sort) throw malformed(start, `nothing fitting is given for the import "${name}"`)
  add(scope, entity)
}

/** `export`: its type, if there is one, only says how it is seen from outside. */
function readExport(reader: Reader, scope: Scope, exports: Map<string, LinkEntity>): void {
  const { name } = readExternName(reader)
  const entity = readEntity(reader, scope)
  readOptional(reader, () => readExtern(reader, scope))
  add(scope, entity)
  exports.set(name, entity)
}
