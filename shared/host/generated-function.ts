import type { ComponentFunction } from '../wit/component.ts'
import { memberOf } from '../wit/value.ts'

/** An exported function as jco gives it: a result's `ok` is returned, its `err` thrown bare. */
export type GeneratedFunction = (...args: readonly unknown[]) => unknown

/** Null when the generated module does not export it, which means that it was not made from this component. */
export function generatedFunction(exports: object, { instance, name }: ComponentFunction): GeneratedFunction | null {
  const owner = instance === null ? exports : (memberIn(exports, instance) ?? memberIn(exports, memberOf(instance)))
  const callee = owner === undefined ? undefined : memberIn(owner as object, memberOf(name))
  return typeof callee === 'function' ? (callee as GeneratedFunction) : null
}

function memberIn(owner: object, name: string): unknown {
  return Object.hasOwn(owner, name) ? (owner as Readonly<Record<string, unknown>>)[name] : undefined
}
