import { readAlias } from './alias.ts'
import { skipCoreDefType } from './core-type.ts'
import type { Decoding, Definition, Entity, Instance, Outer, Scope, TypeEntity } from './entities.ts'
import { add, define, outerOf } from './entities.ts'
import { malformed, overLimit } from './error.ts'
import type { ExternDescription, ExternName } from './extern.ts'
import { readExternDescription, readExternName, typeNamed, withOrigin } from './extern.ts'
import { asKnown, isValuesInterface } from './known-types.ts'
import type { Reader } from './reader.ts'
import { readByte, readCount, readU32 } from './reader.ts'
import { readDefValType, readFuncType, readOptional } from './value-definition.ts'
import { primitiveOf } from './value-type.ts'

/** What is given for the imports of a component that is instantiated. Null when it is only looked at from outside. */
export type Arguments = ReadonlyMap<string, Entity> | null

export function openScope(decoding: Decoding, outer: Outer | null, depth: number, offset: number): Scope {
  const { nesting } = decoding.limits
  if (depth > nesting) throw overLimit(offset, 'nesting', nesting, 'Components or types are nested too deeply')
  return { decoding, outer, depth, types: [], funcs: [], instances: [], components: [] }
}

/** `deftype` in "Binary.md", "Type Definitions". */
export function readDefType(reader: Reader, scope: Scope): TypeEntity {
  const start = reader.at
  const code = readByte(reader)
  const primitive = primitiveOf(code)
  if (primitive !== undefined) return { kind: 'value', value: primitive }
  switch (code) {
    case 0x3f:
    case 0x3e:
      skipResource(reader, code)
      return { kind: 'resource', name: null }
    case 0x40:
    case 0x43:
      return { kind: 'func', type: readFuncType(reader, scope, code === 0x43) }
    case 0x41:
      return { kind: 'component', definition: readDeclarations(reader, scope, 'component-type').definition }
    case 0x42:
      return { kind: 'instance', ...readDeclarations(reader, scope, 'instance-type') }
    default:
      return { kind: 'value', value: readDefValType(reader, scope, code, start) }
  }
}

/** `resourcetype`; 0x3e is the one whose destructor may wait. */
function skipResource(reader: Reader, code: number): void {
  readByte(reader)
  if (code === 0x3e) readU32(reader)
  readOptional(reader, readU32)
}

/** Component and instance types are not preceded by their size: only running through them tells where they end. */
function readDeclarations(
  reader: Reader,
  scope: Scope,
  of: Definition['of'],
): { readonly definition: Definition; readonly instance: Instance } {
  const definition: Definition = { of, at: reader.at, end: reader.end, outer: outerOf(scope) }
  return { definition, instance: runDeclarations(reader, definition, scope, null, null) }
}

/**
 * `componenttype` and `instancetype`: the instance that they describe. `interfaceName` is the interface that it is
 * imported as, where that gives its types a meaning.
 */
export function runDeclarations(
  reader: Reader,
  definition: Definition,
  from: Scope,
  given: Arguments,
  interfaceName: string | null,
): Instance {
  const scope = openScope(from.decoding, definition.outer, from.depth + 1, reader.at)
  const exports = new Map<string, Entity>()
  const count = readCount(reader)
  for (let index = 0; index < count; index += 1) {
    const start = reader.at
    switch (readByte(reader)) {
      case 0x00:
        skipCoreDefType(reader)
        break
      case 0x01:
        scope.types.push(readDefType(reader, scope))
        break
      case 0x02:
        readAlias(reader, scope)
        break
      case 0x03:
        if (definition.of === 'instance-type') throw malformed(start, 'an instance imports something')
        readImport(reader, scope, given)
        break
      case 0x04: {
        const name = readExternName(reader)
        const declared = imagined(readExternDescription(reader, scope), name, scope)
        const entity =
          interfaceName !== null && declared.sort === 'type'
            ? ({ sort: 'type', type: asKnown(name.name, declared.type) } as const)
            : declared
        add(scope, entity)
        define(exports, name.name, entity, start)
        break
      }
      default:
        throw malformed(start, 'unknown declaration in a type')
    }
  }
  return { exports }
}

/** `import`, of a component or declared by a component type. */
export function readImport(
  reader: Reader,
  scope: Scope,
  given: Arguments,
): { readonly name: string; readonly entity: Entity } {
  const name = readExternName(reader)
  const description = readExternDescription(reader, scope)
  const entity = given === null ? imagined(description, name, scope) : taken(description, name, given, reader)
  add(scope, entity)
  return { name: name.name, entity }
}

/** What is known of something by its description alone. */
function imagined(description: ExternDescription, { name, interfaceName }: ExternName, scope: Scope): Entity {
  switch (description.sort) {
    case 'func':
      return { sort: 'func', func: { type: description.type, asyncLift: false, isScriptInit: false } }
    case 'type':
      return {
        sort: 'type',
        type: description.eq === null ? { kind: 'resource', name } : typeNamed(description.eq, name),
      }
    case 'instance': {
      const { definition, instance } = description.type
      if (!isValuesInterface(interfaceName)) return { sort: 'instance', instance }
      const { bytes, budget } = scope.decoding
      const again = { bytes, at: definition.at, end: definition.end, budget }
      return { sort: 'instance', instance: runDeclarations(again, definition, scope, null, interfaceName) }
    }
    case 'component':
      return { sort: 'component', component: description.type.definition }
    case 'module':
      return { sort: 'module' }
  }
}

/** What is given for an import: types, instances and components are the very ones, functions keep the import's type. */
function taken(
  description: ExternDescription,
  name: ExternName,
  given: ReadonlyMap<string, Entity>,
  reader: Reader,
): Entity {
  const entity = given.get(name.name)
  if (entity === undefined) throw malformed(reader.at, `nothing is given for the import "${name.name}"`)
  if (entity.sort !== description.sort) {
    throw malformed(
      reader.at,
      `the import "${name.name}" is of the sort ${description.sort}, a thing of the sort ${entity.sort} is given`,
    )
  }
  if (entity.sort === 'func' && description.sort === 'func') {
    return { sort: 'func', func: { ...entity.func, type: description.type } }
  }
  return withOrigin(entity, name, reader)
}
