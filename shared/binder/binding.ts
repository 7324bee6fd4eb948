import { LIMITS } from '../directive/limits.ts'
import type { BindFuncType } from './bind-type.ts'
import type { Call } from './abi/call.ts'
import { createCall } from './abi/call.ts'
import { createCodecs } from './abi/codec-of.ts'
import type { FunctionCodec } from './abi/function-codec.ts'
import { functionCodec } from './abi/function-codec.ts'
import type { Resource } from './abi/handles.ts'
import { clear, createHandleTable, destroyFromOutside, dropHandle, isEmpty, newHandle, repOf } from './abi/handles.ts'
import type { ComponentState } from './abi/component-state.ts'
import type { Callee, CoreFunction, WaitingCoreFunction } from './abi/lift.ts'
import { lifted, liftedWaiting } from './abi/lift.ts'
import { lowered, loweredWaiting } from './abi/lower.ts'
import type { ImportSource, Provided, ProvidedResource } from './import-source.ts'
import { promising, suspending } from './waiting.ts'
import type { BindingPlan, CanonOptions, CoreItem, PlanFuncType, PlanResource, Step } from './plan.ts'
import { planFuncType, planTypes } from './plan-types.ts'

/** A component ready to be instantiated, without a line of generated code. */
export interface Binding {
  /** Throws what the component throws while it starts. */
  instantiate(imports: ImportSource): Bound
}

/** An instance. */
export interface Bound {
  /** Undefined for what is not exported. A `result` comes undivided; as a promise, if the instance waits. */
  calleeOf(instance: string | null, name: string): Callee | undefined
  /** What stands for a resource that it exports, in whoever imports it. Undefined for what is not exported. */
  resourceOf(instance: string | null, name: string): ProvidedResource | undefined
  /** Whether an import of it may wait: then all of its exports give promises. */
  readonly waits: boolean
  readonly cores: readonly WebAssembly.Instance[]
  /** Whether there are handles that a guest may remember. */
  hasHandles(): boolean
  /** When memory and globals were put back to where there were no handles. */
  dropHandles(): void
}

/** `liftBytes` is what the values of one call may take when they leave the component. */
export function createBinding(
  plan: BindingPlan, modules: ReadonlyMap<string, WebAssembly.Module>, liftBytes: number = LIMITS.liftBytes.default,
): Binding {
  const types = planTypes(plan.types)
  const codecOf = createCodecs()
  const typeOf = (type: PlanFuncType): BindFuncType => planFuncType(type, types)
  const prepared = plan.steps.map((step) => prepare(step, (type) => functionCodec(type, codecOf), typeOf))
  const parts: Parts = {
    plan,
    liftBytes,
    prepared,
    modules: plan.modules.map((name) => known(modules.get(name), `module ${name}`)),
    names: new Map(plan.exports.map(({ instance, name, func }) => [func, nameOf(instance, name)])),
    places: new Map(plan.exports.map(({ instance, name, func }) => [keyOf(instance, name), func])),
    resourceNames: new Map(plan.exportedResources.map(({ name, resource }) => [resource, name])),
    resourcePlaces: new Map(plan.exportedResources.map(({ instance, name, resource }) => [keyOf(instance, name), resource])),
  }
  return { instantiate: (imports) => instantiate(parts, imports) }
}

interface Parts {
  readonly plan: BindingPlan
  readonly liftBytes: number
  readonly prepared: readonly Prepared[]
  readonly modules: readonly WebAssembly.Module[]
  /** Of exported functions, for messages. */
  readonly names: ReadonlyMap<number, string>
  /** Where exported functions are to be found. */
  readonly places: ReadonlyMap<string, number>
  /** Of exported resources, for messages. */
  readonly resourceNames: ReadonlyMap<number, string>
  readonly resourcePlaces: ReadonlyMap<string, number>
}

/** A step with what is the same for all instances. */
interface Prepared {
  readonly step: Step
  readonly codec: FunctionCodec | null
  readonly givesResult: boolean
}

function prepare(
  step: Step,
  codecOf: (type: BindFuncType) => FunctionCodec,
  typeOf: (type: PlanFuncType) => BindFuncType,
): Prepared {
  if (step.kind !== 'lift' && step.kind !== 'import') return { step, codec: null, givesResult: false }
  const type = typeOf(step.type)
  return { step, codec: codecOf(type), givesResult: type.result?.kind === 'result' }
}

interface Func {
  readonly name: string
  readonly callee: Callee
  readonly codec: FunctionCodec
  readonly waits: boolean
}

/** A function that a guest calls; one that waits gets into modules in another wrapping. */
interface MadeFunc {
  readonly run: CoreFunction
  readonly asImport: unknown
}

type CoreExports = Readonly<Record<string, unknown>>

function instantiate(parts: Parts, imports: ImportSource): Bound {
  const { plan, liftBytes, prepared, modules, names, places, resourceNames, resourcePlaces } = parts
  const states: readonly ComponentState[] = Array.from({ length: plan.instances }, () => (
    { mayEnter: true, mayLeave: true, handles: createHandleTable() }
  ))
  const cores: WebAssembly.Instance[] = []
  const coreInstances: CoreExports[] = []
  const coreFuncs: MadeFunc[] = []
  const funcs: Func[] = []
  const provided = prepared.map(({ step, givesResult }): Provided | null =>
    step.kind === 'import' ? imports.functionOf(step.instance, step.name, givesResult) : null)
  // A function may reach each import through a table, so it is not asked which one it calls.
  const waits = provided.some((each) => each?.waits === true)
  const resources: readonly Resource[] = plan.resources.map(resourceOf)

  function item(of: CoreItem): unknown {
    return of.kind === 'made' ? coreFuncs[of.func]?.asImport : coreInstances[of.instance]?.[of.name]
  }

  function made(run: CoreFunction): void {
    coreFuncs.push({ run, asImport: run })
  }

  function func(of: CoreItem): CoreFunction {
    const found = of.kind === 'made' ? coreFuncs[of.func]?.run : item(of)
    if (typeof found !== 'function') throw new Error('the plan takes something for a core function that is none')
    return found as CoreFunction
  }

  function resourceOf(resource: PlanResource, place: number): Resource {
    if (resource.kind === 'imported') {
      const { instance, name } = resource
      const { isOne, destroy } = imports.resourceOf(instance, name)
      return { name, definedBy: null, isOne, destroy }
    }
    const { within, destructor } = resource
    const state = known(states[within], `instance ${within}`)
    return {
      name: resourceNames.get(place) ?? `resource ${place}`, definedBy: state,
      isOne: (rep) => typeof rep === 'number',
      destroy: (rep) => { if (destructor !== null) func(destructor)(rep as number) },
    }
  }

  function callOf(name: string, { encoding, memory, realloc }: CanonOptions, within: number): Call {
    const found = memory === null ? null : item(memory)
    if (found !== null && !(found instanceof WebAssembly.Memory))
      throw new Error('the plan takes something for a memory that is none')
    return createCall({
      name, encoding, memory: found,
      realloc: realloc === null ? null : (func(realloc) as Call['realloc']),
      liftBytes, handles: stateOf(within).handles, resources,
    })
  }

  function stateOf(within: number): ComponentState {
    return known(states[within], `instance ${within}`)
  }

  for (const [at, { step, codec }] of prepared.entries()) {
    switch (step.kind) {
      case 'instantiate': {
        const given = Object.create(null) as Record<string, CoreExports>
        for (const { name, instance } of step.with)
          given[name] = known(coreInstances[instance], `core instance ${instance}`)
        const module = known(modules[step.module], `module ${step.module}`)
        const instance = new WebAssembly.Instance(module, given as Record<string, Record<string, never>>)
        cores.push(instance)
        coreInstances.push(instance.exports)
        break
      }
      case 'bundle': {
        const exports = Object.create(null) as Record<string, unknown>
        for (const each of step.items) exports[each.name] = item(each.item)
        coreInstances.push(exports)
        break
      }
      case 'lower': {
        const { name, callee, codec: of, waits: calleeWaits } = known(funcs[step.func], `function ${step.func}`)
        const lowering = { call: callOf(name, step.options, step.within), callee, codec: of, state: stateOf(step.within) }
        if (calleeWaits) {
          const run = loweredWaiting(lowering)
          coreFuncs.push({ run, asImport: suspending(run) })
        } else made(lowered(lowering))
        break
      }
      case 'resource-new': {
        const state = stateOf(step.within)
        const resource = known(resources[step.resource], `resource ${step.resource}`)
        made((rep) => newHandle(state, resource, rep as number))
        break
      }
      case 'resource-drop': {
        const state = stateOf(step.within)
        const resource = known(resources[step.resource], `resource ${step.resource}`)
        made((index) => {
          dropHandle(state, resource, (index as number) >>> 0)
          return undefined
        })
        break
      }
      case 'resource-rep': {
        const state = stateOf(step.within)
        const resource = known(resources[step.resource], `resource ${step.resource}`)
        made((index) => repOf(state, resource, (index as number) >>> 0))
        break
      }
      case 'import': {
        funcs.push({ name: nameOf(step.instance, step.name), codec: codec as FunctionCodec, ...(provided[at] as Provided) })
        break
      }
      case 'lift': {
        const name = names.get(funcs.length) ?? 'a function inside the component'
        const { postReturn } = step.options
        const core = func(step.core)
        const lifting = {
          call: callOf(name, step.options, step.within),
          codec: codec as FunctionCodec,
          postReturn: postReturn === null ? null : func(postReturn),
          state: stateOf(step.within),
        }
        const callee = waits
          ? liftedWaiting({ ...lifting, core: step.core.kind === 'made' ? (core as unknown as WaitingCoreFunction) : promising(core) })
          : lifted({ ...lifting, core })
        funcs.push({ name, callee, codec: codec as FunctionCodec, waits })
        break
      }
    }
  }

  return {
    calleeOf(instance, name) {
      const place = places.get(keyOf(instance, name))
      return place === undefined ? undefined : known(funcs[place], `function ${place}`).callee
    },
    resourceOf(instance, name) {
      const place = resourcePlaces.get(keyOf(instance, name))
      if (place === undefined) return undefined
      const resource = known(resources[place], `resource ${place}`)
      return { isOne: resource.isOne, destroy: (rep) => destroyFromOutside(resource, rep) }
    },
    waits,
    cores,
    hasHandles: () => !states.every(({ handles }) => isEmpty(handles)),
    dropHandles() {
      for (const { handles } of states) clear(handles)
    },
  }
}

function nameOf(instance: string | null, name: string): string {
  return instance === null ? name : `${instance}#${name}`
}

/** No name holds a line break. */
function keyOf(instance: string | null, name: string): string {
  return instance === null ? name : `${instance}\n${name}`
}

function known<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new Error(`the plan mentions the ${what}, which is not there`)
  return thing
}
