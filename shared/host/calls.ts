import type { Powers } from '../capabilities/powers.ts'
import { entryOf } from '../wit/entry.ts'
import { createComparedHost } from './compared.ts'
import type { Filling } from './stack.ts'
import { createComponentHost } from './component-host.ts'
import type { ComponentHost, HostLimits, LoadModule, Starting, TranspiledComponent } from './types.ts'

/**
 * What makes the calls of components, chosen when a runtime starts: the binder, with jco's generated code for what it
 * does not support; the generated code alone; or both, to find differences.
 */
export const CALLS = ['binder', 'generated', 'both'] as const
export type Calls = (typeof CALLS)[number]

export function hostFor(
  calls: Calls,
  transpiled: TranspiledComponent,
  loadModule: LoadModule,
  starting: Starting,
  limits: HostLimits,
  powers: Powers,
  fillings: readonly Filling[],
): Promise<ComponentHost> {
  // What is done outside is done once, and generated code runs no commands and handlers.
  if (calls === 'both' && powers.key === '' && !transpiled.info.functions.some((fn) => entryOf(fn) !== null)) return createComparedHost(transpiled, loadModule, starting, limits)
  return createComponentHost(transpiled, loadModule, calls === 'both' ? 'binder' : calls, starting, limits, powers, fillings)
}
