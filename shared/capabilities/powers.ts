import type { ComponentImport } from '../wit/component.ts'
import { capabilityOf } from './catalogue.ts'
import type { CapabilityDefinition } from './definition.ts'

/** What one node may do beyond computing. Nodes with equal powers share instances of their component. */
export interface Powers {
  /** By the capability's name; settings as its schema gave them. */
  readonly grants: ReadonlyMap<string, object>
  /** What stands between the component and the host; of one import the outermost first. */
  readonly middleware: readonly Middleware[]
  /** Equal powers have equal keys; empty for none. */
  readonly key: string
}

export interface Middleware {
  /** The import that it fills, and the interface that it exports. */
  readonly import: string
  readonly alias: string
  readonly digest: string
  /** Laid down by whoever runs the runtime: it stands next to the host, whoever asks. */
  readonly operator: boolean
}

export const NO_POWERS: Powers = { grants: new Map(), middleware: [], key: '' }

/** Settings that say the same in another order share no instances, which does no harm. */
export function powersOf(grants: ReadonlyMap<string, object>, middleware: readonly Middleware[] = []): Powers {
  if (grants.size === 0 && middleware.length === 0) return NO_POWERS
  return { grants, middleware, key: JSON.stringify([[...grants], middleware]) }
}

/** The capability that an import is granted by, and whether it is. Null for an import that is no capability. */
export function grantOf({ name }: ComponentImport, { grants }: Powers): Granted | null {
  const capability = capabilityOf(name)
  return capability === undefined ? null : { capability, settings: grants.get(capability.name) ?? null }
}

export interface Granted {
  readonly capability: CapabilityDefinition
  /** Null when it is not granted. */
  readonly settings: object | null
}
