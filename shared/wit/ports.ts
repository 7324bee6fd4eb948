import type { Tagged } from './cases.ts'
import type { PortType, WitType } from './types.ts'
import type { Value } from './value.ts'

/** The type of every node's `failed` port; its value is a `Failure`. */
export const FAILURE_TYPE: WitType = {
  kind: 'record',
  name: 'failure',
  fields: [
    { name: 'kind', type: { kind: 'string' } },
    { name: 'message', type: { kind: 'string' } },
    { name: 'node', type: { kind: 'string' } },
    { name: 'attempt', type: { kind: 'u32' } },
    { name: 'payload', type: { kind: 'known', name: 'json' } },
  ],
}

const UNIT: PortType = { kind: 'unit' }

/**
 * The output ports of a function with this result (null: it returns nothing), in the order to be drawn; `failed` is
 * last.
 * Only the outermost option or result is taken apart. A result without a value has `done` in the place of `out`, and an
 * err without a value is a signal.
 */
export function outputsOf(result: WitType | null): ReadonlyMap<string, PortType> {
  const ports = new Map<string, PortType>()
  if (result === null) {
    ports.set('done', UNIT)
  } else if (result.kind === 'result') {
    if (result.ok !== null) addOut(ports, result.ok)
    ports.set('err', result.err ?? UNIT)
    if (result.ok === null) ports.set('done', UNIT)
    ports.set('result', result)
  } else if (result.kind === 'option') {
    addOut(ports, result.some)
    ports.set('none', UNIT)
    ports.set('result', result)
  } else {
    addOut(ports, result)
  }
  ports.set('failed', FAILURE_TYPE)
  return ports
}

function addOut(ports: Map<string, PortType>, type: WitType): void {
  ports.set('out', type)
  if (type.kind !== 'variant') return
  for (const each of type.cases) ports.set(`out.${each.name}`, each.type ?? UNIT)
}

export type OutputSplitter = (value: Value) => readonly (readonly [port: string, value: Value])[]

/**
 * What fires, and with what, when a function with this result gives a value. Made once per function; signals carry
 * `undefined`.
 */
export function outputSplitter(result: WitType | null): OutputSplitter {
  if (result === null) return () => DONE
  if (result.kind === 'result') {
    const ok = result.ok === null ? () => DONE : splitOut(result.ok)
    return (value) => {
      const { tag, val } = value as Tagged
      return tag === 'ok' ? [...ok(val), ['result', value]] : [['err', val], ['result', value]]
    }
  }
  if (result.kind === 'option') {
    const some = splitOut(result.some)
    if (result.some.kind === 'option') {
      return (value) => {
        const { tag, val } = value as Tagged
        return tag === 'none' ? [NONE, ['result', value]] : [...some(val), ['result', value]]
      }
    }
    return (value) => (value === undefined ? [NONE, ['result', value]] : [...some(value), ['result', value]])
  }
  return splitOut(result)
}

const NONE: readonly [string, Value] = ['none', undefined]
const DONE: readonly (readonly [string, Value])[] = [['done', undefined]]

function splitOut(type: WitType): OutputSplitter {
  if (type.kind !== 'variant') return (value) => [['out', value]]
  const ports = new Map(type.cases.map(({ name }) => [name, `out.${name}`]))
  return (value) => {
    const { tag, val } = value as Tagged
    const port = ports.get(tag)
    if (port === undefined) throw new Error(`a value has the case ${tag}, which its type does not have`)
    return [['out', value], [port, val]]
  }
}
