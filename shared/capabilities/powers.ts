import type { ComponentImport } from '../wit/component.ts'
import { capabilityOf } from './catalogue.ts'
import type { CapabilityDefinition } from './definition.ts'

/** What one node may do beyond computing. Nodes with equal powers share instances of their component. */
export interface Powers {
  /** By the capability's name; settings as its schema gave them. */
  readonly grants: ReadonlyMap<string, object>
  /** Equal powers have equal keys; empty for none. */
  readonly key: string
}

export const NO_POWERS: Powers = { grants: new Map(), key: '' }

/** Settings that say the same in another order share no instances, which does no harm. */
export function powersOf(grants: ReadonlyMap<string, object>): Powers {
  return { grants, key: JSON.stringify([...grants]) }
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
