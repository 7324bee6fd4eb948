import type { ValueType } from './value-type.ts'
import type { DecodeLimits } from './limits.ts'
import type { Budget } from './reader.ts'
import { malformed } from './error.ts'

/**
 * What the index spaces of a component hold while it is decoded. A component is run through as if it were
 * instantiated, with types in place of values: so an alias, an import or an argument is the very type it stands for.
 */
export type Entity =
  | { readonly sort: 'func'; readonly func: Func }
  | { readonly sort: 'type'; readonly type: TypeEntity }
  | { readonly sort: 'instance'; readonly instance: Instance }
  | { readonly sort: 'component'; readonly component: Definition }
  | { readonly sort: 'module' }

export type TypeEntity =
  | { readonly kind: 'value'; readonly value: ValueType }
  | { readonly kind: 'func'; readonly type: FuncType }
  | { readonly kind: 'instance'; readonly definition: Definition; readonly instance: Instance }
  | { readonly kind: 'component'; readonly definition: Definition }
  | { readonly kind: 'resource'; readonly name: string | null }

export interface FuncType {
  readonly params: readonly { readonly name: string; readonly type: ValueType }[]
  readonly result: ValueType | null
  readonly async: boolean
  /** Results with names were taken out of the format; nothing makes them any more. */
  readonly namedResults: boolean
  /** What its types weigh together. */
  readonly nodes: number
  readonly depth: number
}

export interface Func {
  readonly type: FuncType
  /** Lifted with the `async` option: it may wait although its type does not say so. */
  readonly asyncLift: boolean
  /** See javascript.ts. */
  readonly isScriptInit: boolean
}

export interface Instance {
  readonly exports: ReadonlyMap<string, Entity>
}

/** The bytes of a component, or of the declarations of a component or instance type, and what it sees of its surroundings. */
export interface Definition {
  readonly of: 'component' | 'component-type' | 'instance-type'
  readonly at: number
  readonly end: number
  readonly outer: Outer | null
}

/** A scope as it was when something was defined in it: what comes later is not seen, so nothing can contain itself. */
export interface Outer {
  readonly scope: Scope
  readonly types: number
  readonly components: number
}

/** The component-level index spaces ("Binary.md", "Instance Definitions"). Core ones are not needed to know types. */
export interface Scope {
  readonly decoding: Decoding
  readonly outer: Outer | null
  readonly depth: number
  readonly types: TypeEntity[]
  readonly funcs: Func[]
  readonly instances: Instance[]
  readonly components: Definition[]
}

export interface Decoding {
  readonly bytes: Uint8Array
  readonly limits: DecodeLimits
  readonly budget: Budget
}

export function outerOf(scope: Scope): Outer {
  return { scope, types: scope.types.length, components: scope.components.length }
}

/** Every import, alias and export takes a new index in the space of its sort. */
export function add(scope: Scope, entity: Entity): void {
  switch (entity.sort) {
    case 'func':
      scope.funcs.push(entity.func)
      return
    case 'type':
      scope.types.push(entity.type)
      return
    case 'instance':
      scope.instances.push(entity.instance)
      return
    case 'component':
      scope.components.push(entity.component)
      return
    case 'module':
      return
  }
}

export function at<Item>(space: readonly Item[], index: number, offset: number, what: string): Item {
  const item = space[index]
  if (item === undefined) throw malformed(offset, `there is no ${what} ${index}`)
  return item
}

export function define(exports: Map<string, Entity>, name: string, entity: Entity, offset: number): void {
  if (exports.has(name)) throw malformed(offset, `two things are named "${name}"`)
  exports.set(name, entity)
}
