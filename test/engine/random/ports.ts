import { S32 } from '../../../shared/engine/flow.test-support.ts'
import type { WitType } from '../../../shared/wit/types.ts'

const BRANCHING: WitType = {
  kind: 'variant', name: null, cases: [{ name: 'low', type: S32 }, { name: 'high', type: S32 }, { name: 'stop', type: null }],
}

/** What a random node's function gives. */
export const RESULTS = {
  number: S32, branch: BRANCHING, fallible: { kind: 'result', ok: S32, err: S32 }, optional: { kind: 'option', some: S32 },
  list: { kind: 'list', item: S32 }, nothing: null,
} as const satisfies Record<string, WitType | null>
export type ResultName = keyof typeof RESULTS

export type Carried = 'number' | 'branch' | 'list' | 'failure' | 'signal'

/** The ports of a node by what they carry. A merge takes sources that carry the same. */
export type Ports = Readonly<Partial<Record<Carried, readonly string[]>>>

export const PORTS: Readonly<Record<ResultName, Ports>> = {
  number: { number: ['out'] },
  branch: { number: ['out.low', 'out.high'], branch: ['out'], signal: ['out.stop'] },
  fallible: { number: ['out', 'err', 'result.ok'] },
  optional: { number: ['out'], signal: ['none'] },
  list: { list: ['out'] },
  nothing: { signal: ['done'] },
}

export const PORTS_OF_EACH: Readonly<Partial<Record<ResultName, Record<'first' | 'collect', Ports>>>> = {
  number: { first: { list: ['out'] }, collect: { list: ['out'] } },
  fallible: { first: { list: ['out'], number: ['err'] }, collect: { signal: ['out'] } },
  nothing: { first: { signal: ['done'] }, collect: { signal: ['done'] } },
}

export type PortsOf = readonly (readonly [node: string, ports: Ports])[]

/** The ports that carry it, as sources. Every port but a member and `failed` does for a signal, which nobody reads. */
export function carrying(nodes: PortsOf, what: Carried): readonly string[] {
  return nodes.flatMap(([node, ports]) => {
    const { failure: _, ...usual } = ports
    const fit = what === 'signal' ? [...new Set(Object.values(usual).flat())].filter((port) => port !== 'result.ok') : (ports[what] ?? [])
    return fit.map((port) => `${node}.${port}`)
  })
}

export const nodeOf = (source: string) => source.slice(0, source.indexOf('.'))

export function oneOf<T>(choice: readonly T[], drawn: number): T {
  return choice[drawn % choice.length] as T
}
