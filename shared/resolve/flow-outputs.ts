import type { PortType } from '../wit/types.ts'
import { unify } from '../wit/unify.ts'
import { JSON_TYPE } from './bound-type.ts'
import type { Signature } from './signature.ts'

/**
 * The types of a flow's outputs, by name: what the sinks of that name take, or json where only json takes it all. A
 * variable as long as nothing is known of it.
 */
export function outputTypes(signatures: Iterable<Signature>): ReadonlyMap<string, PortType> {
  const taken = new Map<string, PortType[]>()
  for (const { action, inputs } of signatures) {
    if (action.kind !== 'sink' || action.sink !== 'output') continue
    const types = taken.get(action.name) ?? []
    taken.set(action.name, types)
    types.push(...inputs.map(({ type }) => type).filter(({ kind }) => kind !== 'var'))
  }
  return new Map(Array.from(taken, ([name, types]) => [name, together(types)]))
}

function together(types: readonly PortType[]): PortType {
  const unified = unify(types)
  if (unified === null) return { kind: 'var', name: 'T' }
  return unified.kind === 'agreed' ? unified.type : JSON_TYPE
}

/** The sinks of one name take what their output is of. */
export function withOutputType(signature: Signature, outputs: ReadonlyMap<string, PortType>): Signature {
  const { action, inputs } = signature
  if (action.kind !== 'sink' || action.sink !== 'output') return signature
  return { ...signature, inputs: inputs.map((input) => ({ ...input, type: outputs.get(action.name)! })) }
}
