import type { Linked } from '../binder/plan.ts'
import type { ComponentFunction } from '../wit/component.ts'

/**
 * Why a component's calls are made by generated code, null when the binder makes them. Completes "the component has …".
 * One instance serves a whole run, so all functions that can be nodes are called in the same way; those that cannot be
 * do not matter.
 */
export function generatedBecause(binding: Linked, functions: readonly ComponentFunction[]): string | null {
  if (binding.kind === 'unsupported') return binding.reason
  for (const { instance, name, reason } of binding.plan.left)
    if (functions.some((each) => each.name === name && each.instance === instance)) return `${reason} (${name})`
  return null
}
