import type { Primitive } from '../wit/types.ts'

export type Linked =
  | { readonly kind: 'linked'; readonly plan: BindingPlan }
  /** jco's generated code is used. `reason` completes "the component has …". */
  | { readonly kind: 'unsupported'; readonly reason: string }

/**
 * How a component is instantiated, as JSON: nested components and instances, aliases and arguments are resolved, what
 * is left is a list of steps that each make the next core instance, core function or function. Made by
 * `linkComponent` from the component's bytes, followed by `createBinding`.
 */
export interface BindingPlan {
  /** Places are smaller than those of the types that mention them. */
  readonly types: readonly PlanType[]
  /** Core modules by the name of their file. */
  readonly modules: readonly string[]
  readonly resources: readonly PlanResource[]
  readonly steps: readonly Step[]
  readonly exports: readonly PlanExport[]
  readonly exportedResources: readonly PlanExportedResource[]
  /** Exported functions that are not in it, because the binder does not support them. */
  readonly left: readonly LeftFunction[]
  /** How many component instances there are; each has handles and guards of its own. */
  readonly instances: number
}

/** A `BindType` whose inner types are places in `BindingPlan.types`. */
export type PlanType =
  | { readonly kind: Primitive }
  | { readonly kind: 'list'; readonly item: number }
  | { readonly kind: 'option'; readonly some: number }
  | { readonly kind: 'result'; readonly ok: number | null; readonly err: number | null }
  | { readonly kind: 'tuple'; readonly items: readonly number[] }
  | { readonly kind: 'record'; readonly fields: readonly PlanField[] }
  | { readonly kind: 'variant'; readonly cases: readonly PlanCase[] }
  | { readonly kind: 'enum'; readonly cases: readonly string[] }
  | { readonly kind: 'flags'; readonly flags: readonly string[] }
  | { readonly kind: 'own' | 'borrow'; readonly resource: number }

export interface PlanField {
  readonly name: string
  readonly type: number
}

export interface PlanCase {
  readonly name: string
  readonly type: number | null
}

/** A resource type of the host's or of one component instance. */
export type PlanResource =
  | { readonly kind: 'imported'; readonly instance: string | null; readonly name: string }
  | { readonly kind: 'defined'; readonly within: number; readonly destructor: CoreItem | null }

export interface PlanFuncType {
  readonly params: readonly PlanField[]
  readonly result: number | null
}

/** `within` is the component instance whose memory and handles a step is about. */
export type Step =
  /** Makes the next core instance, of a module. */
  | { readonly kind: 'instantiate'; readonly module: number; readonly with: readonly CoreArgument[] }
  /** Makes the next core instance, of things that are there. */
  | { readonly kind: 'bundle'; readonly items: readonly { readonly name: string; readonly item: CoreItem }[] }
  /** These make the next core function. */
  | { readonly kind: 'lower'; readonly func: number; readonly within: number; readonly options: CanonOptions }
  | { readonly kind: 'resource-new'; readonly resource: number; readonly within: number }
  | { readonly kind: 'resource-drop'; readonly resource: number; readonly within: number }
  | { readonly kind: 'resource-rep'; readonly resource: number; readonly within: number }
  /** These make the next function. */
  | { readonly kind: 'import'; readonly instance: string | null; readonly name: string; readonly type: PlanFuncType }
  | {
      readonly kind: 'lift'
      readonly core: CoreItem
      readonly within: number
      readonly options: CanonOptions
      readonly type: PlanFuncType
    }

export interface CoreArgument {
  readonly name: string
  readonly instance: number
}

/** A function, memory, table or global of a core instance, or a core function that a step made. */
export type CoreItem =
  | { readonly kind: 'export'; readonly instance: number; readonly name: string }
  | { readonly kind: 'made'; readonly func: number }

export type StringEncoding = 'utf8' | 'utf16' | 'latin1+utf16'

/** `canonopt` in "Binary.md", "Canonical Definitions". */
export interface CanonOptions {
  readonly encoding: StringEncoding
  readonly memory: CoreItem | null
  readonly realloc: CoreItem | null
  readonly postReturn: CoreItem | null
}

export interface PlanExport {
  /** As the binary spells it, null for a function of the world. */
  readonly instance: string | null
  readonly name: string
  readonly func: number
}

export interface PlanExportedResource {
  readonly instance: string | null
  readonly name: string
  readonly resource: number
}

export interface LeftFunction {
  readonly instance: string | null
  readonly name: string
  /** Completes "the component has …". */
  readonly reason: string
}
