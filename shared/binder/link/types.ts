import { skipCoreDefType } from '../../wit/decode/core-type.ts'
import { malformed } from '../../wit/decode/error.ts'
import { readExternName } from '../../wit/decode/extern.ts'
import type { Reader } from '../../wit/decode/reader.ts'
import { peekByte, readByte, readCount, readLabel, readMany, readTypeIndex, readU32 } from '../../wit/decode/reader.ts'
import { readOptional } from '../../wit/decode/value-definition.ts'
import { primitiveOf } from '../../wit/decode/value-type.ts'
import type { BindType } from '../bind-type.ts'
import { readAlias } from './alias.ts'
import { addResource } from './plan-writer.ts'
import type { Definition, LinkEntity, LinkFuncType, LinkInstance, LinkType, LinkValueType, Scope } from './scope.ts'
import { add, openScope, outerOf, readFrom } from './scope.ts'
import { Unsupported } from './unsupported.ts'

/** `deftype` in "Binary.md", "Type Definitions". The type decoder was there before: it knows what is malformed. */
export function readDefType(reader: Reader, scope: Scope): LinkType {
  const start = reader.at
  const code = readByte(reader)
  const primitive = primitiveOf(code)
  if (primitive !== undefined) return { kind: 'value', type: primitiveType(primitive.wit) }
  switch (code) {
    case 0x3f: return defineResource(reader, scope)
    case 0x3e: throw new Unsupported('a resource whose destructor is async')
    case 0x40:
    case 0x43: return { kind: 'func', type: readFuncType(reader, scope, code === 0x43) }
    case 0x41: return { kind: 'component', definition: skipDeclarations(reader, scope, 'component-type') }
    case 0x42: return { kind: 'instance', definition: skipDeclarations(reader, scope, 'instance-type') }
    default: return { kind: 'value', type: readDefValType(reader, scope, code, start) }
  }
}

/** Of the kinds of WitType, only primitives and what is unusable come from a single code. */
function primitiveType(wit: { readonly kind: string }): LinkValueType {
  return wit.kind === 'unusable' ? { kind: 'unsupported', reason: 'an error-context' } : (wit as BindType)
}

function defineResource(reader: Reader, scope: Scope): LinkType {
  readByte(reader) // its representation, which is i32
  const destructor = readOptional(reader, () => readFrom(reader, scope.core.func, 'core function'))
  const { within, linking: { plan } } = scope
  return { kind: 'resource', resource: addResource(plan, { kind: 'defined', within, destructor }) }
}

function readFuncType(reader: Reader, scope: Scope, async: boolean): LinkFuncType {
  const params = readMany(reader, () => ({ name: readLabel(reader), type: readValType(reader, scope) as BindType }))
  const result = readByte(reader) === 0x00 ? readValType(reader, scope) : skipNamedResults(reader, scope)
  return { params, result: result as BindType | null, async }
}

function skipNamedResults(reader: Reader, scope: Scope): LinkValueType | null {
  const results = readMany(reader, () => (readLabel(reader), readValType(reader, scope)))
  return results.length === 0 ? null : { kind: 'unsupported', reason: 'a function whose results have names' }
}

/** `valtype`. Unsupported types stand among the others until somebody uses them (`placeType`). */
function readValType(reader: Reader, scope: Scope): BindType {
  const start = reader.at
  const primitive = primitiveOf(peekByte(reader))
  if (primitive !== undefined) {
    reader.at += 1
    return primitiveType(primitive.wit) as BindType
  }
  const type = scope.types[readTypeIndex(reader)]
  if (type?.kind !== 'value') throw malformed(start, "something else stands where a value's type is needed")
  return type.type as BindType
}

/** `defvaltype`, behind its code. */
function readDefValType(reader: Reader, scope: Scope, code: number, start: number): LinkValueType {
  const inner = (): BindType => readValType(reader, scope)
  switch (code) {
    case 0x72: return { kind: 'record', fields: readMany(reader, () => ({ name: readLabel(reader), type: inner() })) }
    case 0x71: return { kind: 'variant', cases: readMany(reader, () => readCase(reader, scope)) }
    case 0x70: return { kind: 'list', item: inner() }
    case 0x6f: return { kind: 'tuple', items: readMany(reader, inner) }
    case 0x6e: return { kind: 'flags', flags: readMany(reader, readLabel) }
    case 0x6d: return { kind: 'enum', cases: readMany(reader, readLabel) }
    case 0x6b: return { kind: 'option', some: inner() }
    case 0x6a: return { kind: 'result', ok: readOptional(reader, inner), err: readOptional(reader, inner) }
    case 0x69: return handleOf(reader, scope, 'own')
    case 0x68: return handleOf(reader, scope, 'borrow')
    case 0x67:
      inner()
      readU32(reader)
      return { kind: 'unsupported', reason: 'a list of a fixed length' }
    case 0x66:
      readOptional(reader, inner)
      return { kind: 'unsupported', reason: 'a stream' }
    case 0x65:
      readOptional(reader, inner)
      return { kind: 'unsupported', reason: 'a future' }
    case 0x63:
      inner()
      inner()
      return { kind: 'unsupported', reason: 'a map' }
    default: throw malformed(start, `unknown type code 0x${code.toString(16)}`)
  }
}

function readCase(reader: Reader, scope: Scope): { readonly name: string; readonly type: BindType | null } {
  const name = readLabel(reader)
  const type = readOptional(reader, () => readValType(reader, scope))
  readByte(reader) // what it refines: nothing
  return { name, type }
}

function handleOf(reader: Reader, scope: Scope, kind: 'own' | 'borrow'): LinkValueType {
  const start = reader.at
  const type = readFrom(reader, scope.types, 'type')
  if (type.kind !== 'resource') throw malformed(start, 'a handle is of a type that is no resource')
  const { resource } = type
  return resource === null ? { kind: 'unsupported', reason: 'a resource that nothing provides' } : { kind, resource }
}

/** Only running through declarations tells where they end. */
function skipDeclarations(reader: Reader, scope: Scope, of: Definition['of']): Definition {
  const definition: Definition = { of, at: reader.at, end: reader.end, outer: outerOf(scope) }
  runDeclarations(reader, definition, scope, null)
  return definition
}

/** What the host gives for an import of this type: `instance` is the import's name. */
export function imagine(definition: Definition, from: Scope, instance: string | null): LinkInstance {
  const { bytes, budget } = from.linking
  return runDeclarations({ bytes, at: definition.at, end: definition.end, budget }, definition, from, instance)
}

/** `componenttype` and `instancetype`. Without `instance` they are only skipped. */
function runDeclarations(reader: Reader, definition: Definition, from: Scope, instance: string | null): LinkInstance {
  const scope = openScope(from.linking, definition.outer, from.depth + 1, from.within)
  const exports = new Map<string, LinkEntity>()
  const count = readCount(reader)
  for (let index = 0; index < count; index += 1) {
    const start = reader.at
    switch (readByte(reader)) {
      case 0x00: skipCoreDefType(reader); break
      case 0x01: scope.types.push(readDefType(reader, scope)); break
      case 0x02: readAlias(reader, scope); break
      case 0x03:
      case 0x04: {
        const { name } = readExternName(reader)
        const entity = describe(readExtern(reader, scope), scope, instance, name)
        add(scope, entity)
        exports.set(name, entity)
        break
      }
      default: throw malformed(start, 'unknown declaration in a type')
    }
  }
  return exports
}

/** `externdesc` in "Binary.md", "Import and Export Definitions". `resource` is a type bound of `(sub resource)`. */
export type Extern =
  | { readonly sort: 'module' | 'resource' }
  | { readonly sort: 'func'; readonly type: LinkFuncType }
  | { readonly sort: 'type'; readonly type: LinkType }
  | { readonly sort: 'instance' | 'component'; readonly definition: Definition }

export function readExtern(reader: Reader, scope: Scope): Extern {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      readByte(reader)
      readU32(reader)
      return { sort: 'module' }
    case 0x01: {
      const type = readFrom(reader, scope.types, 'type')
      if (type.kind !== 'func') break
      return { sort: 'func', type: type.type }
    }
    case 0x03:
      if (readByte(reader) !== 0x00) return { sort: 'resource' }
      return { sort: 'type', type: readFrom(reader, scope.types, 'type') }
    case 0x04: {
      const type = readFrom(reader, scope.types, 'type')
      if (type.kind !== 'component') break
      return { sort: 'component', definition: type.definition }
    }
    case 0x05: {
      const type = readFrom(reader, scope.types, 'type')
      if (type.kind !== 'instance') break
      return { sort: 'instance', definition: type.definition }
    }
  }
  throw malformed(start, 'unknown kind of import or export')
}

/** What an import is when the host gives it: `instance` null means that nobody is going to. */
function describe(extern: Extern, scope: Scope, instance: string | null, name: string): LinkEntity {
  switch (extern.sort) {
    case 'func': return { sort: 'func', func: { kind: 'import', instance, name, type: extern.type } }
    case 'type': return { sort: 'type', type: extern.type }
    case 'resource': {
      const resource = instance === null ? null : addResource(scope.linking.plan, { kind: 'imported', instance, name })
      return { sort: 'type', type: { kind: 'resource', resource } }
    }
    case 'instance':
      return { sort: 'instance', instance: imagine(extern.definition, scope, instance) }
    case 'component': return { sort: 'component', component: extern.definition }
    case 'module': return { sort: 'module', module: -1 }
  }
}

/** An import of the component itself. */
export function imported(extern: Extern, scope: Scope, name: string): LinkEntity {
  switch (extern.sort) {
    case 'func': return { sort: 'func', func: { kind: 'import', instance: null, name, type: extern.type } }
    case 'type': return { sort: 'type', type: extern.type }
    case 'resource': {
      const resource = addResource(scope.linking.plan, { kind: 'imported', instance: null, name })
      return { sort: 'type', type: { kind: 'resource', resource } }
    }
    case 'instance': return { sort: 'instance', instance: imagine(extern.definition, scope, name) }
    case 'component': throw new Unsupported('an import of a component')
    case 'module': throw new Unsupported('an import of a core module')
  }
}
