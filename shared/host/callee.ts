import type { ComponentFunction } from '../wit/component.ts'
import { memberOf } from '../wit/value.ts'

/** An exported function. */
export type Callee = (...args: readonly unknown[]) => unknown

/**
 * As jco gives it: a result's `ok` is returned, its `err` thrown bare. Null when the generated module does not export it,
 * which means that it was not made from this component.
 */
export function calleeOf(exports: object, { instance, name }: ComponentFunction): Callee | null {
  const owner = instance === null ? exports : (memberIn(exports, instance) ?? memberIn(exports, memberOf(instance)))
  const callee = owner === undefined ? undefined : memberIn(owner as object, memberOf(name))
  return typeof callee === 'function' ? (callee as Callee) : null
}

function memberIn(owner: object, name: string): unknown {
  return Object.hasOwn(owner, name) ? (owner as Readonly<Record<string, unknown>>)[name] : undefined
}
