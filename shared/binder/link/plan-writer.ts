import type { CoreItem, LeftFunction, PlanExport, PlanExportedResource, PlanFuncType, PlanResource, PlanType, Step } from '../plan.ts'
import type { LinkFunc, LinkFuncType, LinkValueType } from './scope.ts'
import { Unsupported } from './unsupported.ts'

/** The plan while it is written. Everything gets its number when its step is added. */
export interface PlanWriter {
  readonly types: PlanType[]
  readonly modules: Uint8Array[]
  readonly resources: PlanResource[]
  readonly steps: Step[]
  readonly exports: PlanExport[]
  readonly exportedResources: PlanExportedResource[]
  /** Exported functions that the binder does not make the calls of. */
  readonly left: LeftFunction[]
  instances: number
  readonly coreInstances: CoreInstanceStep[]
  /** Of each module that was looked into, the flags of its exported memories. */
  readonly memoryFlags: Map<Uint8Array, ReadonlyMap<string, number>>
  coreFuncs: number
  funcs: number
  readonly typePlaces: Map<LinkValueType, number>
  readonly importedFuncs: Map<LinkFunc, number>
}

export function createPlanWriter(): PlanWriter {
  return {
    types: [], modules: [], resources: [], steps: [], exports: [], exportedResources: [], left: [],
    instances: 0, coreInstances: [], memoryFlags: new Map(), coreFuncs: 0, funcs: 0,
    typePlaces: new Map(), importedFuncs: new Map(),
  }
}

type CoreInstanceStep = Extract<Step, { kind: 'instantiate' | 'bundle' }>

/** Gives the core instance's number. */
export function addCoreInstance(plan: PlanWriter, step: CoreInstanceStep): number {
  plan.steps.push(step)
  return plan.coreInstances.push(step) - 1
}

type CoreFuncStep = Extract<Step, { kind: 'lower' | 'resource-new' | 'resource-drop' | 'resource-rep' }>

export function addCoreFunc(plan: PlanWriter, step: CoreFuncStep): CoreItem {
  plan.steps.push(step)
  return { kind: 'made', func: plan.coreFuncs++ }
}

export function addFunc(plan: PlanWriter, step: Extract<Step, { kind: 'import' | 'lift' }>): number {
  plan.steps.push(step)
  return plan.funcs++
}

export function addResource(plan: PlanWriter, resource: PlanResource): number {
  plan.resources.push(resource)
  return plan.resources.length - 1
}

/** The number of a function. Imports get theirs when somebody uses them: most functions of most imports nobody does. */
export function placeFunc(plan: PlanWriter, func: LinkFunc): number {
  if (func.kind === 'lift') return func.func
  if (func.kind === 'left') throw new Unsupported(func.reason)
  const known = plan.importedFuncs.get(func)
  if (known !== undefined) return known
  const { instance, name } = func
  const place = addFunc(plan, { kind: 'import', instance, name, type: placeFuncType(plan, func.type) })
  plan.importedFuncs.set(func, place)
  return place
}

export function placeFuncType(plan: PlanWriter, { params, result, async }: LinkFuncType): PlanFuncType {
  if (async) throw new Unsupported('an async function')
  return {
    params: params.map(({ name, type }) => ({ name, type: placeType(plan, type) })),
    result: result === null ? null : placeType(plan, result),
  }
}

function placeType(plan: PlanWriter, type: LinkValueType): number {
  const known = plan.typePlaces.get(type)
  if (known !== undefined) return known
  const flat = flatten(plan, type)
  plan.types.push(flat)
  plan.typePlaces.set(type, plan.types.length - 1)
  return plan.types.length - 1
}

const MAX_FLAGS = 32

function flatten(plan: PlanWriter, type: LinkValueType): PlanType {
  const place = (inner: LinkValueType): number => placeType(plan, inner)
  const placeOrNull = (inner: LinkValueType | null): number | null => (inner === null ? null : place(inner))
  switch (type.kind) {
    case 'unsupported': throw new Unsupported(type.reason)
    case 'list': return { kind: 'list', item: place(type.item) }
    case 'option': return { kind: 'option', some: place(type.some) }
    case 'result': return { kind: 'result', ok: placeOrNull(type.ok), err: placeOrNull(type.err) }
    case 'tuple': return { kind: 'tuple', items: type.items.map(place) }
    case 'record':
      return { kind: 'record', fields: type.fields.map((field) => ({ name: field.name, type: place(field.type) })) }
    case 'variant':
      return { kind: 'variant', cases: type.cases.map((each) => ({ name: each.name, type: placeOrNull(each.type) })) }
    case 'flags':
      if (type.flags.length > MAX_FLAGS) throw new Unsupported(`more than ${MAX_FLAGS} flags in one type`)
      return type
    default: return type
  }
}
