import type { z } from '../zod.ts'
import type { Current } from '../host/surroundings.ts'
import type { Io } from '../host/wasi/io.ts'

/** By lowerCamelCase for functions, UpperCamelCase for resources, as `createImports` has them. */
export type Interface = Readonly<Record<string, unknown>>

/**
 * Something that a directive can grant to a node. Resolver, inspector, component host and preview are served by this
 * alone; what it does outside stands in `runtime/capabilities/`.
 */
export interface CapabilityDefinition {
  /** As a grant names it. */
  readonly name: string
  readonly label: string
  /** What a node may do that has it, as one sentence. */
  readonly help: string
  /** A lucide icon's name in kebab-case. */
  readonly icon: string
  /** The shape of the grant's `with`. Members carry `title` and `description` for the form. */
  readonly settings: z.ZodObject
  /** What it provides, by the exact name of the import: a draft and the next one differ. */
  readonly interfaces: ReadonlyMap<string, Provide>
  /** What previews do in its place, as one sentence; null where they do the same. */
  readonly simulated: string | null
  /** The beginnings of the names of the imports whose functions give promises. */
  readonly waits: readonly string[]
}

/**
 * The functions of one interface for one component instance. `settings` is what the definition's schema gave, `io` the
 * streams and pollables that the instance has.
 */
export type Provide = (current: Current, settings: never, io: Io) => Interface
