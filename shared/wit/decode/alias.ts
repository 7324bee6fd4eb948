import type { Entity, Scope } from './entities.ts'
import { add, at } from './entities.ts'
import { ComponentError, malformed } from './error.ts'
import type { Reader } from './reader.ts'
import { readByte, readName, readU32 } from './reader.ts'

export type Sort = Entity['sort'] | 'core'

/** `sort` in "Binary.md", "Instance Definitions". Core things other than modules are all alike to the decoder. */
export function readSort(reader: Reader): Sort {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00:
      return readByte(reader) === 0x11 ? 'module' : 'core'
    case 0x01:
      return 'func'
    case 0x02:
      throw new ComponentError('unsupported', 'The component handles values as such, which nothing runs yet', start)
    case 0x03:
      return 'type'
    case 0x04:
      return 'component'
    case 0x05:
      return 'instance'
    default:
      throw malformed(start, 'unknown sort')
  }
}

/** `sortidx`: something from one of the index spaces. */
export function readEntity(reader: Reader, scope: Scope): Entity {
  const start = reader.at
  const sort = readSort(reader)
  const index = readU32(reader)
  switch (sort) {
    case 'func':
      return { sort, func: at(scope.funcs, index, start, 'function') }
    case 'type':
      return { sort, type: at(scope.types, index, start, 'type') }
    case 'instance':
      return { sort, instance: at(scope.instances, index, start, 'instance') }
    case 'component':
      return { sort, component: at(scope.components, index, start, 'component') }
    case 'module':
      return { sort }
    case 'core':
      throw malformed(start, 'a core item stands where only a module may')
  }
}

/** `alias` in "Binary.md", "Alias Definitions". */
export function readAlias(reader: Reader, scope: Scope): void {
  const start = reader.at
  const sort = readSort(reader)
  switch (readByte(reader)) {
    case 0x00: {
      const instance = at(scope.instances, readU32(reader), start, 'instance')
      const name = readName(reader)
      const entity = instance.exports.get(name)
      if (entity === undefined) throw malformed(start, `an instance has no export "${name}"`)
      if (entity.sort !== sort) throw malformed(start, `the export "${name}" is a ${entity.sort} and no ${sort}`)
      add(scope, entity)
      return
    }
    case 0x01:
      if (sort !== 'core') throw malformed(start, 'a core instance exports core items only')
      readU32(reader)
      readName(reader)
      return
    case 0x02:
      addOuter(scope, sort, readU32(reader), readU32(reader), start)
      return
    default:
      throw malformed(start, 'unknown alias')
  }
}

function addOuter(scope: Scope, sort: Sort, count: number, index: number, start: number): void {
  if (sort === 'core' || sort === 'module') return
  let around = scope
  let { types, components } = { types: scope.types.length, components: scope.components.length }
  for (let level = 0; level < count; level += 1) {
    if (around.outer === null) throw malformed(start, 'an alias reaches out of the component')
    ;({ types, components } = around.outer)
    around = around.outer.scope
  }
  if (sort === 'type' && index < types) scope.types.push(at(around.types, index, start, 'type'))
  else if (sort === 'component' && index < components)
    scope.components.push(at(around.components, index, start, 'component'))
  else throw malformed(start, `there is no outer ${sort} ${index}`)
}
