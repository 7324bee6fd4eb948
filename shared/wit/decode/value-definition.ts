import type { FuncType, Scope } from './entities.ts'
import { at } from './entities.ts'
import { malformed } from './error.ts'
import type { Reader } from './reader.ts'
import { peekByte, readByte, readLabel, readMany, readTypeIndex, readU32 } from './reader.ts'
import type { ValueType } from './value-type.ts'
import { handleOf, primitiveOf, unusableType, valueType, weightOf } from './value-type.ts'

/** `functype`, behind its code. */
export function readFuncType(reader: Reader, scope: Scope, async: boolean): FuncType {
  const params = readMany(reader, () => ({ name: readLabel(reader), type: readValType(reader, scope) }))
  checkUnique(
    params.map((param) => param.name),
    reader.at,
  )
  const { result, namedResults } = readResults(reader, scope)
  const weight = weightOf([...params.map((param) => param.type), ...(result === null ? [] : [result])])
  return { params, result, async, namedResults, ...weight }
}

/** `resultlist` */
function readResults(reader: Reader, scope: Scope): Pick<FuncType, 'result' | 'namedResults'> {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      return { result: readValType(reader, scope), namedResults: false }
    case 0x01: {
      const results = readMany(reader, () => (readLabel(reader), readValType(reader, scope)))
      return { result: null, namedResults: results.length > 0 }
    }
    default:
      throw malformed(start, 'unknown form of results')
  }
}

/** `defvaltype`, behind its code. Types inside come before it in the index space, so there is nothing to recurse into. */
export function readDefValType(reader: Reader, scope: Scope, code: number, start: number): ValueType {
  switch (code) {
    case 0x72: {
      const fields = readMany(reader, () => ({ name: readLabel(reader), type: readValType(reader, scope) }))
      checkUnique(
        fields.map((field) => field.name),
        start,
      )
      const wit = {
        kind: 'record',
        name: null,
        fields: fields.map(({ name, type }) => ({ name, type: type.wit })),
      } as const
      return valueType(
        wit,
        fields.map((field) => field.type),
      )
    }
    case 0x71:
      return readVariant(reader, scope, start)
    case 0x70: {
      const item = readValType(reader, scope)
      return valueType({ kind: 'list', item: item.wit }, [item])
    }
    case 0x6f: {
      const items = readMany(reader, () => readValType(reader, scope))
      return valueType({ kind: 'tuple', items: items.map((item) => item.wit) }, items)
    }
    case 0x6e: {
      const flags = readLabels(reader)
      return valueType({ kind: 'flags', name: null, flags }, [])
    }
    case 0x6d: {
      const cases = readLabels(reader)
      return valueType({ kind: 'enum', name: null, cases }, [])
    }
    case 0x6b: {
      const some = readValType(reader, scope)
      return valueType({ kind: 'option', some: some.wit }, [some])
    }
    case 0x6a: {
      const ok = readOptional(reader, () => readValType(reader, scope))
      const err = readOptional(reader, () => readValType(reader, scope))
      const children = [ok, err].filter((child) => child !== null)
      return valueType(
        { kind: 'result', ok: ok === null ? null : ok.wit, err: err === null ? null : err.wit },
        children,
      )
    }
    case 0x69:
    case 0x68:
      return unusableType(handleOf(resourceAt(reader, scope)))
    case 0x67:
      readValType(reader, scope)
      return unusableType(`a list of the fixed length ${readU32(reader)}`)
    case 0x66:
      readOptional(reader, () => readValType(reader, scope))
      return unusableType('a stream')
    case 0x65:
      readOptional(reader, () => readValType(reader, scope))
      return unusableType('a future')
    case 0x63:
      readValType(reader, scope)
      readValType(reader, scope)
      return unusableType('a map')
    default:
      throw malformed(start, `unknown type code 0x${code.toString(16)}`)
  }
}

function readVariant(reader: Reader, scope: Scope, start: number): ValueType {
  const cases = readMany(reader, () => {
    const name = readLabel(reader)
    const type = readOptional(reader, () => readValType(reader, scope))
    if (readByte(reader) !== 0x00) throw malformed(reader.at - 1, 'a case refines another one')
    return { name, type }
  })
  checkUnique(
    cases.map((each) => each.name),
    start,
  )
  const children = cases.map((each) => each.type).filter((type) => type !== null)
  const wit = {
    kind: 'variant',
    name: null,
    cases: cases.map(({ name, type }) => ({ name, type: type === null ? null : type.wit })),
  } as const
  return valueType(wit, children)
}

function resourceAt(reader: Reader, scope: Scope): string | null {
  const start = reader.at
  const type = at(scope.types, readU32(reader), start, 'type')
  if (type.kind !== 'resource') throw malformed(start, 'a handle is of a type that is no resource')
  return type.name
}

/** `valtype`: a primitive or the index of a type that was defined before. */
export function readValType(reader: Reader, scope: Scope): ValueType {
  const start = reader.at
  const primitive = primitiveOf(peekByte(reader))
  if (primitive !== undefined) {
    reader.at += 1
    return primitive
  }
  const type = at(scope.types, readTypeIndex(reader), start, 'type')
  if (type.kind !== 'value') throw malformed(start, `a ${type.kind} type stands where a value's type is needed`)
  return type.value
}

/** `<T>?` */
export function readOptional<Item>(reader: Reader, readItem: (reader: Reader) => Item): Item | null {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      return null
    case 0x01:
      return readItem(reader)
    default:
      throw malformed(start, 'something optional is neither there nor not')
  }
}

function readLabels(reader: Reader): string[] {
  const start = reader.at
  const labels = readMany(reader, readLabel)
  checkUnique(labels, start)
  return labels
}

function checkUnique(labels: readonly string[], offset: number): void {
  if (new Set(labels).size < labels.length) throw malformed(offset, 'two members of a type have the same name')
}
