import { printPath, type PortPath } from '../directive/path.ts'
import type { ResolvedBinding, ResolvedInput, ResolvedSource } from '../resolve/types.ts'
import { converter } from '../wit/convert.ts'
import { memberGetter, MISSING } from '../wit/member.ts'
import type { PortType, WitType } from '../wit/types.ts'
import { memberOf, type Value } from '../wit/value.ts'
import type { Arrival } from './join.ts'

/** Makes one input's value of a row. Throws `NoValueError`, or `ConversionError` from the wire. */
export type MakeArg = (arrivals: readonly Arrival[]) => Value

/** A JSON member or a case that a wire names and the value does not have. */
export class NoValueError extends Error {}

/** What a node waits for: one for each leaf of its bindings, and one for each entry of `after`. */
export interface Slot {
  /** The input it feeds, `after` for an order. */
  readonly input: string
  readonly sources: readonly SlotSource[]
  /** An entry of `after` with alternatives: any of them will do, and what comes later adds nothing. */
  readonly any: boolean
}

export interface SlotSource {
  readonly node: string
  readonly port: string
}

/** Compiles an input's binding; the slots it reads are appended to `slots`. */
export function compileArg(
  input: ResolvedInput,
  portType: (path: PortPath) => PortType,
  slots: Slot[],
): MakeArg {
  return input.binding === null ? () => undefined : compile(input.binding, input.type)

  function compile(binding: ResolvedBinding, target: PortType): MakeArg {
    switch (binding.kind) {
      case 'value': {
        const { value } = binding
        return () => value
      }
      case 'from':
        return compileFrom(binding.sources, target)
      case 'record': {
        const fields = binding.fields.map(
          ([name, part]) => [memberOf(name), compile(part, fieldType(binding.type, name))] as const,
        )
        return converted(binding.type, target, (arrivals) =>
          Object.fromEntries(fields.map(([member, make]) => [member, make(arrivals)])),
        )
      }
      case 'list': {
        const items = binding.items.map((part, at) => compile(part, itemType(binding.type, at)))
        return converted(binding.type, target, (arrivals) => items.map((make) => make(arrivals)))
      }
    }
  }

  function compileFrom(sources: readonly ResolvedSource[], target: PortType): MakeArg {
    const slot = slots.length
    slots.push({ input: input.name, sources: sources.map(({ path }) => path), any: false })
    const readers = sources.map((source) => compileSource(source, target))
    const only = readers.length === 1 ? readers[0] : undefined
    if (only !== undefined) return (arrivals) => only((arrivals[slot] as Arrival).value)
    return (arrivals) => {
      const arrival = arrivals[slot] as Arrival
      return (readers[arrival.source] as (value: Value) => Value)(arrival.value)
    }
  }

  function compileSource({ path, type, ...source }: ResolvedSource, target: PortType): (value: Value) => Value {
    const convert = source.verdict.kind === 'same' ? null : converter(type, target)
    if (path.members.length === 0) return convert ?? ((value) => value)
    const getter = memberGetter(portType(path), path.members)
    if (getter === null) throw new Error(`${printPath(path)} was resolved, although its port has no such member`)
    const optional = target.kind === 'option'
    return (value) => {
      const member = getter.get(value)
      if (member !== MISSING) return convert === null ? member : convert(member)
      if (optional) return undefined
      throw new NoValueError(`There is no ${path.members.join('.')} in what came from ${path.node}.${path.port}.`)
    }
  }
}

function converted(from: PortType, to: PortType, make: MakeArg): MakeArg {
  if (from === to) return make
  const convert = converter(from, to)
  return (arrivals) => convert(make(arrivals))
}

function fieldType(type: PortType, name: string): PortType {
  if (type.kind !== 'record') throw new Error(`a record binding has the type ${type.kind}`)
  const field = type.fields.find((candidate) => candidate.name === name)
  if (field === undefined) throw new Error(`the type of a record binding has no field ${name}`)
  return field.type
}

function itemType(type: PortType, at: number): WitType {
  if (type.kind === 'list') return type.item
  if (type.kind === 'tuple') return type.items[at] as WitType
  throw new Error(`a list binding has the type ${type.kind}`)
}
