import { config } from './config.ts'
import type { CapabilityDefinition } from './definition.ts'
import { http } from './http/http.ts'
import { keyvalue } from './keyvalue.ts'
import { logging } from './logging.ts'
import { sqlite } from './sqlite.ts'

/** Everything that can be granted. A new one is a file beside this, a line here, and what does it in the runtime. */
export const CAPABILITIES: ReadonlyMap<string, CapabilityDefinition> = new Map(
  [logging, config, keyvalue, sqlite, http].map((each) => [each.name, each]),
)

const BY_IMPORT: ReadonlyMap<string, CapabilityDefinition> = new Map(
  [...CAPABILITIES.values()].flatMap((each) => [...each.interfaces.keys()].map((name) => [name, each] as const)),
)

/** The capability that provides an import, by the import's exact name. */
export function capabilityOf(importName: string): CapabilityDefinition | undefined {
  return BY_IMPORT.get(importName)
}
