import { Id } from '../../shared/directive/schema.ts'
import type { Directive } from '../../shared/directive/schema.ts'

/** Why a variable cannot be called so; null when it can. */
export function nameFlaw(name: string, before: string, { config = {} }: Directive): string | null {
  if (!Id.safeParse(name).success) return 'Use lower-case letters, digits and hyphens, and begin with a letter.'
  return name !== before && Object.hasOwn(config, name) ? `There is another variable ${name}.` : null
}
