import { malformed } from '../../wit/decode/error.ts'
import type { Reader } from '../../wit/decode/reader.ts'
import { readByte, readName, readU32 } from '../../wit/decode/reader.ts'
import type { CoreItem } from '../plan.ts'
import type { CoreSort, LinkEntity, Scope } from './scope.ts'
import { add, readFrom } from './scope.ts'

export type Sort =
  | { readonly kind: 'core'; readonly sort: CoreSort }
  | { readonly kind: LinkEntity['sort'] }
  | { readonly kind: 'core-type' | 'core-instance' }

const CORE_SORTS: Readonly<Record<number, CoreSort>> = {
  0x00: 'func', 0x01: 'table', 0x02: 'memory', 0x03: 'global', 0x04: 'tag',
}

export function readCoreSort(reader: Reader): Sort {
  const start = reader.at
  const code = readByte(reader)
  const sort = CORE_SORTS[code]
  if (sort !== undefined) return { kind: 'core', sort }
  switch (code) {
    case 0x10: return { kind: 'core-type' }
    case 0x11: return { kind: 'module' }
    case 0x12: return { kind: 'core-instance' }
    default: throw malformed(start, 'unknown core sort')
  }
}

/** `sort` in "Binary.md", "Instance Definitions". */
export function readSort(reader: Reader): Sort {
  const start = reader.at
  switch (readByte(reader)) {
    case 0x00: return readCoreSort(reader)
    case 0x01: return { kind: 'func' }
    case 0x03: return { kind: 'type' }
    case 0x04: return { kind: 'component' }
    case 0x05: return { kind: 'instance' }
    default: throw malformed(start, 'unknown sort')
  }
}

/** `sortidx` of what can be exported and given to a component. */
export function readEntity(reader: Reader, scope: Scope): LinkEntity {
  const start = reader.at
  const { kind } = readSort(reader)
  switch (kind) {
    case 'func': return { sort: kind, func: readFrom(reader, scope.funcs, 'function') }
    case 'type': return { sort: kind, type: readFrom(reader, scope.types, 'type') }
    case 'instance': return { sort: kind, instance: readFrom(reader, scope.instances, 'instance') }
    case 'component': return { sort: kind, component: readFrom(reader, scope.components, 'component') }
    case 'module': return { sort: kind, module: readFrom(reader, scope.modules, 'core module') }
    case 'core':
    case 'core-type':
    case 'core-instance': throw malformed(start, 'a core item stands where only a module may')
  }
}

/** `core:sortidx` of what a core instance can be put together from. */
export function readCoreItem(reader: Reader, scope: Scope): CoreItem {
  const start = reader.at
  const sort = readCoreSort(reader)
  if (sort.kind !== 'core') throw malformed(start, 'a core instance cannot export this')
  return readFrom(reader, scope.core[sort.sort], `core ${sort.sort}`)
}

/** `alias` in "Binary.md", "Alias Definitions". */
export function readAlias(reader: Reader, scope: Scope): void {
  const start = reader.at
  const sort = readSort(reader)
  switch (readByte(reader)) {
    case 0x00: {
      const instance = readFrom(reader, scope.instances, 'instance')
      const name = readName(reader)
      const entity = instance.get(name)
      if (entity === undefined || entity.sort !== sort.kind)
        throw malformed(start, `an instance has no such export "${name}"`)
      add(scope, entity)
      return
    }
    case 0x01: {
      const instance = readFrom(reader, scope.coreInstances, 'core instance')
      const name = readName(reader)
      if (sort.kind !== 'core') throw malformed(start, 'a core instance exports core items only')
      const { index, items } = instance
      const item = items === null ? ({ kind: 'export', instance: index, name } as const) : items.get(name)
      if (item === undefined) throw malformed(start, `a core instance has no export "${name}"`)
      scope.core[sort.sort].push(item)
      return
    }
    case 0x02:
      addOuter(scope, sort, readU32(reader), readU32(reader), start)
      return
    default: throw malformed(start, 'unknown alias')
  }
}

/** What was defined later than the component in question is not seen in it. */
function addOuter(scope: Scope, { kind }: Sort, count: number, index: number, start: number): void {
  if (kind === 'core-type') return
  let around = scope
  let { types, components, modules } = {
    types: scope.types.length, components: scope.components.length, modules: scope.modules.length,
  }
  for (let level = 0; level < count; level += 1) {
    if (around.outer === null) throw malformed(start, 'an alias reaches out of the component')
    ;({ types, components, modules } = around.outer)
    around = around.outer.scope
  }
  const type = around.types[index]
  const component = around.components[index]
  const module = around.modules[index]
  if (kind === 'type' && type !== undefined && index < types) scope.types.push(type)
  else if (kind === 'component' && component !== undefined && index < components) scope.components.push(component)
  else if (kind === 'module' && module !== undefined && index < modules) scope.modules.push(module)
  else throw malformed(start, `there is no outer ${kind} ${index}`)
}
