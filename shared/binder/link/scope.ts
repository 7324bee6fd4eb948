import { malformed, overLimit } from '../../wit/decode/error.ts'
import type { Budget, Reader } from '../../wit/decode/reader.ts'
import { readU32 } from '../../wit/decode/reader.ts'
import type { BindFuncType, BindType } from '../bind-type.ts'
import type { CoreItem } from '../plan.ts'
import type { PlanWriter } from './plan-writer.ts'

/** What the index spaces of a component hold while it is linked: the very things that stand there at run time. */
export interface Scope {
  readonly linking: Linking
  readonly outer: Outer | null
  readonly depth: number
  /** The component instance that this is; of types, that of the component around them. */
  readonly within: number
  readonly modules: number[]
  readonly coreInstances: CoreInstance[]
  readonly core: Readonly<Record<CoreSort, CoreItem[]>>
  readonly types: LinkType[]
  readonly funcs: LinkFunc[]
  readonly instances: LinkInstance[]
  readonly components: Definition[]
}

export interface Linking {
  readonly bytes: Uint8Array
  readonly budget: Budget
  readonly maxNesting: number
  readonly plan: PlanWriter
}

export type CoreSort = 'func' | 'table' | 'memory' | 'global' | 'tag'

export interface CoreInstance {
  readonly index: number
  /** Null for an instance of a module, whose exports are known at run time only. */
  readonly items: ReadonlyMap<string, CoreItem> | null
}

export type LinkEntity =
  | { readonly sort: 'func'; readonly func: LinkFunc }
  | { readonly sort: 'type'; readonly type: LinkType }
  | { readonly sort: 'instance'; readonly instance: LinkInstance }
  | { readonly sort: 'component'; readonly component: Definition }
  | { readonly sort: 'module'; readonly module: number }

export type LinkInstance = ReadonlyMap<string, LinkEntity>

export type LinkType =
  | { readonly kind: 'value'; readonly type: LinkValueType }
  | { readonly kind: 'func'; readonly type: LinkFuncType }
  | { readonly kind: 'instance'; readonly definition: Definition }
  | { readonly kind: 'component'; readonly definition: Definition }
  /** Null while a type is only skipped, where nobody makes a resource. */
  | { readonly kind: 'resource'; readonly resource: number | null }

/** Types that the binder does not know are no fault until a function that is lifted or lowered uses them. */
export type LinkValueType = BindType | { readonly kind: 'unsupported'; readonly reason: string }

export type LinkFuncType = BindFuncType & { readonly async: boolean }

export type LinkFunc =
  | { readonly kind: 'import'; readonly instance: string | null; readonly name: string; readonly type: LinkFuncType }
  | { readonly kind: 'lift'; readonly func: number }
  /** It cannot be lifted. No matter unless something inside the component calls it. */
  | { readonly kind: 'left'; readonly reason: string }

export interface Definition {
  readonly of: 'component' | 'component-type' | 'instance-type'
  readonly at: number
  readonly end: number
  readonly outer: Outer | null
}

/** A scope as it was when something was defined in it. */
export interface Outer {
  readonly scope: Scope
  readonly types: number
  readonly components: number
  readonly modules: number
}

export function openScope(linking: Linking, outer: Outer | null, depth: number, within: number): Scope {
  if (depth > linking.maxNesting)
    throw overLimit(null, 'nesting', linking.maxNesting, 'Components or types are nested too deeply')
  return {
    linking, outer, depth, within,
    modules: [], coreInstances: [], core: { func: [], table: [], memory: [], global: [], tag: [] },
    types: [], funcs: [], instances: [], components: [],
  }
}

export function outerOf(scope: Scope): Outer {
  const { types, components, modules } = scope
  return { scope, types: types.length, components: components.length, modules: modules.length }
}

export function add(scope: Scope, entity: LinkEntity): void {
  switch (entity.sort) {
    case 'func': scope.funcs.push(entity.func); return
    case 'type': scope.types.push(entity.type); return
    case 'instance': scope.instances.push(entity.instance); return
    case 'component': scope.components.push(entity.component); return
    case 'module': scope.modules.push(entity.module); return
  }
}

/** What stands at the index that follows. */
export function readFrom<Item>(reader: Reader, space: readonly Item[], what: string): Item {
  const start = reader.at
  const index = readU32(reader)
  const item = space[index]
  if (item === undefined) throw malformed(start, `there is no ${what} ${index}`)
  return item
}
