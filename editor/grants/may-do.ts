import { CAPABILITIES, capabilityOf } from '../../shared/capabilities/catalogue.ts'
import type { CapabilityDefinition } from '../../shared/capabilities/definition.ts'
import type { Node } from '../../shared/directive/schema.ts'
import type { Powers } from '../../shared/capabilities/powers.ts'
import type { ComponentImport, ComponentInfo } from '../../shared/wit/component.ts'

/** What a component asks for, in words. */
export interface Imported {
  readonly capabilities: readonly CapabilityDefinition[]
  /** What everybody has without a grant: `the time`. */
  readonly free: readonly string[]
  /** Names of imports that nothing provides: calls of them fail. */
  readonly unknown: readonly string[]
}

/** WASI without any effect, by the beginning of the import's name. What is null goes without saying. */
const FREE: readonly (readonly [beginning: string, words: string | null])[] = [
  ['wasi:clocks/', 'the time'],
  ['wasi:random/', 'random numbers'],
  ['wasi:cli/', 'output into the log of the run'],
  ['wasi:filesystem/', 'an empty file system'],
  ['wasi:sockets/', 'a network that leads nowhere'],
  ['wasi:io/', null],
  ['wasi:http/types@', null],
]

/** An import that only brings types asks for nothing. */
export function importedBy(imports: readonly ComponentImport[]): Imported {
  const called = imports.filter(({ functions }) => functions.length > 0)
  const free = (name: string) => FREE.find(([beginning]) => name.startsWith(beginning))
  return {
    capabilities: [...new Set(called.flatMap(({ name }) => capabilityOf(name) ?? []))],
    free: FREE.flatMap(([beginning, words]) => (words !== null && called.some(({ name }) => name.startsWith(beginning)) ? [words] : [])),
    unknown: called.flatMap(({ name }) => (capabilityOf(name) === undefined && free(name) === undefined ? [name] : [])),
  }
}

/** What is asked of the host in the end: by the component, and by what stands between the two. */
export function askedOf(
  { imports }: ComponentInfo, { middleware }: Powers, componentOf: (digest: string) => ComponentInfo | undefined,
): readonly ComponentImport[] {
  const filled = new Set(middleware.flatMap((each) => (each.operator ? [] : [each.import])))
  const fillers = middleware.flatMap(({ digest }) => componentOf(digest)?.imports ?? [])
  return [...imports.filter(({ name }) => !filled.has(name)), ...fillers]
}

/** One line of what a node may do: a capability that it is granted, or that its component asks for. */
export interface MayDo {
  readonly definition: CapabilityDefinition
  /** The position among the node's grants; null for what it is not granted. */
  readonly index: number | null
  readonly used: boolean
}

/** In the order of the node's grants, then what is not granted. What nobody knows is a problem and not here. */
export function mayDo({ grant = [] }: Node, { capabilities }: Imported): readonly MayDo[] {
  const granted = grant.flatMap(({ capability }, index) => {
    const definition = CAPABILITIES.get(capability)
    return definition === undefined ? [] : [{ definition, index, used: capabilities.includes(definition) }]
  })
  const missing = capabilities.filter((each) => !granted.some(({ definition }) => definition === each))
  return [...granted, ...missing.map((definition) => ({ definition, index: null, used: true }))]
}

/** `a, b and c` */
export function wordsOf(list: readonly string[]): string {
  const last = list.at(-1) ?? ''
  return list.length < 2 ? last : `${list.slice(0, -1).join(', ')} and ${last}`
}
