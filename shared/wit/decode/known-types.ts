import type { KnownName } from '../types.ts'
import type { Entity, Instance, TypeEntity } from './entities.ts'
import type { ValueType } from './value-type.ts'
import { valueType } from './value-type.ts'

/** The interface that gives types a meaning (nodes-library/wit/types.wit), in any version compatible with 1.0.0. */
const VALUES_INTERFACE = /^runnel:types\/values@1(\.\d+\.\d+)?$/

const STANDS_FOR: ReadonlyMap<string, 'string' | 'bytes' | 's64'> = new Map(
  Object.entries({
    json: 'string',
    html: 'string',
    svg: 'string',
    markdown: 'string',
    csv: 'string',
    url: 'string',
    image: 'bytes',
    timestamp: 's64',
  } as const satisfies Record<KnownName, 'string' | 'bytes' | 's64'>),
)

export function isValuesInterface(instanceName: string): boolean {
  return VALUES_INTERFACE.test(instanceName)
}

/** `type` as it is when the values interface exports it under `name`: one of the known types, if it has its shape. */
export function asKnown(name: string, type: TypeEntity): TypeEntity {
  if (type.kind !== 'value' || !STANDS_FOR.has(name) || STANDS_FOR.get(name) !== shapeOf(type.value)) return type
  return { kind: 'value', value: valueType({ kind: 'known', name: name as KnownName }, []) }
}

function shapeOf({ wit }: ValueType): 'string' | 'bytes' | 's64' | null {
  if (wit.kind === 'string' || wit.kind === 's64') return wit.kind
  return wit.kind === 'list' && wit.item.kind === 'u8' ? 'bytes' : null
}

/** An instance that is imported or exported as the values interface, whatever made it. */
export function asValuesInstance(instance: Instance): Instance {
  const exports = new Map<string, Entity>()
  for (const [name, entity] of instance.exports) {
    exports.set(name, entity.sort === 'type' ? { sort: 'type', type: asKnown(name, entity.type) } : entity)
  }
  return { exports }
}
