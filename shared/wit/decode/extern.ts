import type { Entity, FuncType, Scope, TypeEntity } from './entities.ts'
import { at } from './entities.ts'
import { ComponentError, malformed } from './error.ts'
import type { Reader } from './reader.ts'
import { readByte, readMany, readName, readU32, spend } from './reader.ts'
import { asValuesInstance, isValuesInterface } from './known-types.ts'
import { named } from './value-type.ts'

/** `importname'` and `exportname'` in "Binary.md", "Import and Export Definitions". */
export interface ExternName {
  readonly name: string
  /** The interface that it is: what `implements` says, else its own name. */
  readonly interfaceName: string
}

export function readExternName(reader: Reader): ExternName {
  const start = reader.at
  const form = readByte(reader)
  if (form > 0x02) throw malformed(start, 'unknown form of a name')
  const name = readName(reader)
  let interfaceName = name
  // 0x01 was once the form of interface names and means the same as 0x00.
  if (form === 0x02) {
    for (const { code, text } of readMany(reader, readNameOption)) if (code === IMPLEMENTS) interfaceName = text
  }
  return { name, interfaceName }
}

const IMPLEMENTS = 0x00

/** `implements`, a version's suffix or an identifier for the host. */
function readNameOption(reader: Reader): { readonly code: number; readonly text: string } {
  const start = reader.at
  const code = readByte(reader)
  if (code > 0x02) throw malformed(start, 'unknown attribute of a name')
  return { code, text: readName(reader) }
}

/** `externdesc`: what an import asks for and an export is said to be. */
export type ExternDescription =
  | { readonly sort: 'func'; readonly type: FuncType }
  | { readonly sort: 'type'; readonly eq: TypeEntity | null }
  | { readonly sort: 'instance'; readonly type: Extract<TypeEntity, { kind: 'instance' }> }
  | { readonly sort: 'component'; readonly type: Extract<TypeEntity, { kind: 'component' }> }
  | { readonly sort: 'module' }

export function readExternDescription(reader: Reader, scope: Scope): ExternDescription {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      if (readByte(reader) !== 0x11) throw malformed(start, 'unknown kind of core import')
      readU32(reader)
      return { sort: 'module' }
    case 0x01:
      return { sort: 'func', type: typeAt(reader, scope, 'func').type }
    case 0x02:
      throw new ComponentError('unsupported', 'The component imports or exports a value, which nothing runs yet', start)
    case 0x03:
      return { sort: 'type', eq: readTypeBound(reader, scope) }
    case 0x04:
      return { sort: 'component', type: typeAt(reader, scope, 'component') }
    case 0x05:
      return { sort: 'instance', type: typeAt(reader, scope, 'instance') }
    default:
      throw malformed(start, 'unknown kind of import or export')
  }
}

/** `typebound`: null for a resource of its own. */
function readTypeBound(reader: Reader, scope: Scope): TypeEntity | null {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      return at(scope.types, readU32(reader), start, 'type')
    case 0x01:
      return null
    default:
      throw malformed(start, 'unknown bound of a type')
  }
}

export function typeAt<Kind extends TypeEntity['kind']>(
  reader: Reader,
  scope: Scope,
  kind: Kind,
): Extract<TypeEntity, { kind: Kind }> {
  const start = reader.at
  const index = readU32(reader)
  const type = at(scope.types, index, start, 'type')
  if (type.kind !== kind) throw malformed(start, `type ${index} is a ${type.kind} type, a ${kind} type is needed`)
  return type as Extract<TypeEntity, { kind: Kind }>
}

/** A type under the name by which it is imported or exported. */
export function typeNamed(type: TypeEntity, name: string): TypeEntity {
  if (type.kind === 'value') return { kind: 'value', value: named(type.value, name) }
  return type.kind === 'resource' && type.name === null ? { kind: 'resource', name } : type
}

/** `entity` as it goes on under a name that says it is the values interface; anything else unchanged. */
export function withOrigin(entity: Entity, { interfaceName }: ExternName, reader: Reader): Entity {
  if (entity.sort !== 'instance' || !isValuesInterface(interfaceName)) return entity
  spend(reader.budget, entity.instance.exports.size, reader.at)
  return { sort: 'instance', instance: asValuesInstance(entity.instance) }
}

/** An export that is given a type of its own: what it is seen as from outside. */
export function ascribed(entity: Entity, description: ExternDescription, reader: Reader): Entity {
  if (entity.sort !== description.sort)
    throw malformed(reader.at, `something of the sort ${entity.sort} is exported as ${description.sort}`)
  if (entity.sort === 'func' && description.sort === 'func') {
    return { sort: 'func', func: { ...entity.func, type: description.type } }
  }
  if (entity.sort === 'instance' && description.sort === 'instance') {
    const seen = description.type.instance.exports
    spend(reader.budget, entity.instance.exports.size, reader.at)
    const exports = new Map([...entity.instance.exports].filter(([name]) => seen.has(name)))
    return { sort: 'instance', instance: { exports } }
  }
  return entity
}
