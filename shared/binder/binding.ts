import type { BindFuncType } from './bind-type.ts'
import type { Call } from './abi/call.ts'
import { createCall } from './abi/call.ts'
import { createCodecs } from './abi/codec-of.ts'
import type { FunctionCodec } from './abi/function-codec.ts'
import { functionCodec } from './abi/function-codec.ts'
import type { Resource } from './abi/handles.ts'
import { clear, createHandleTable, dropHandle, isEmpty, newHandle, repOf } from './abi/handles.ts'
import type { Callee, ComponentState, CoreFunction } from './abi/lift.ts'
import { lifted } from './abi/lift.ts'
import { lowered } from './abi/lower.ts'
import { hostClass, hostFunction, withResult } from './host-imports.ts'
import type { BindingPlan, CanonOptions, CoreItem, PlanFuncType, PlanResource, Step } from './plan.ts'
import { planFuncType, planTypes } from './plan-types.ts'

/** A component ready to be instantiated, without a line of generated code. */
export interface Binding {
  /** Throws what the component throws while it starts. */
  instantiate(): Bound
}

/** An instance. */
export interface Bound {
  /** Undefined for what is not exported. A `result` comes undivided. */
  calleeOf(instance: string | null, name: string): Callee | undefined
  readonly cores: readonly WebAssembly.Instance[]
  /** Whether there are handles that a guest may remember. */
  hasHandles(): boolean
  /** When memory and globals were put back to where there were no handles. */
  dropHandles(): void
}

/** `imports` is what `createImports` makes. */
export function createBinding(
  plan: BindingPlan,
  modules: ReadonlyMap<string, WebAssembly.Module>,
  imports: object,
): Binding {
  const types = planTypes(plan.types)
  const codecOf = createCodecs()
  const typeOf = (type: PlanFuncType): BindFuncType => planFuncType(type, types)
  const prepared = plan.steps.map((step) => prepare(step, (type) => functionCodec(type, codecOf), typeOf))
  const parts: Parts = {
    plan,
    prepared,
    modules: plan.modules.map((name) => known(modules.get(name), `module ${name}`)),
    imports,
    names: new Map(plan.exports.map(({ instance, name, func }) => [func, nameOf(instance, name)])),
    places: new Map(plan.exports.map(({ instance, name, func }) => [keyOf(instance, name), func])),
  }
  return { instantiate: () => instantiate(parts) }
}

interface Parts {
  readonly plan: BindingPlan
  readonly prepared: readonly Prepared[]
  readonly modules: readonly WebAssembly.Module[]
  readonly imports: object
  /** Of exported functions, for messages. */
  readonly names: ReadonlyMap<number, string>
  /** Where exported functions are to be found. */
  readonly places: ReadonlyMap<string, number>
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
}

type CoreExports = Readonly<Record<string, unknown>>

function instantiate({ plan, prepared, modules, imports, names, places }: Parts): Bound {
  const states: readonly ComponentState[] = Array.from({ length: plan.instances }, () => (
    { mayEnter: true, mayLeave: true, handles: createHandleTable() }
  ))
  const cores: WebAssembly.Instance[] = []
  const coreInstances: CoreExports[] = []
  const coreFuncs: CoreFunction[] = []
  const funcs: Func[] = []
  const resources: readonly Resource[] = plan.resources.map((resource) => resourceOf(resource))

  function item(of: CoreItem): unknown {
    return of.kind === 'made' ? coreFuncs[of.func] : coreInstances[of.instance]?.[of.name]
  }

  function func(of: CoreItem): CoreFunction {
    const found = item(of)
    if (typeof found !== 'function') throw new Error('the plan takes something for a core function that is none')
    return found as CoreFunction
  }

  function resourceOf(resource: PlanResource): Resource {
    if (resource.kind === 'imported') {
      const { instance, name } = resource
      const Class = hostClass(imports, instance, name)
      return {
        name, definedBy: null,
        isOne: (rep) => typeof Class === 'function' && rep instanceof Class,
        destroy: (rep) => (rep as Partial<Disposable>)[Symbol.dispose]?.(),
      }
    }
    const { within, destructor } = resource
    const state = known(states[within], `instance ${within}`)
    return {
      name: 'a resource of its own', definedBy: state.handles,
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
      handles: stateOf(within).handles, resources,
    })
  }

  function stateOf(within: number): ComponentState {
    return known(states[within], `instance ${within}`)
  }

  for (const { step, codec, givesResult } of prepared) {
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
        const { name, callee, codec: of } = known(funcs[step.func], `function ${step.func}`)
        const call = callOf(name, step.options, step.within)
        coreFuncs.push(lowered({ call, callee, codec: of, state: stateOf(step.within) }))
        break
      }
      case 'resource-new': {
        const { handles } = stateOf(step.within)
        const resource = known(resources[step.resource], `resource ${step.resource}`)
        coreFuncs.push((rep) => newHandle(handles, resource, rep as number))
        break
      }
      case 'resource-drop': {
        const { handles } = stateOf(step.within)
        const resource = known(resources[step.resource], `resource ${step.resource}`)
        coreFuncs.push((index) => {
          dropHandle(handles, resource, (index as number) >>> 0)
          return undefined
        })
        break
      }
      case 'resource-rep': {
        const { handles } = stateOf(step.within)
        const resource = known(resources[step.resource], `resource ${step.resource}`)
        coreFuncs.push((index) => repOf(handles, resource, (index as number) >>> 0))
        break
      }
      case 'import': {
        const callee = hostFunction(imports, step.instance, step.name)
        const name = nameOf(step.instance, step.name)
        funcs.push({ name, callee: givesResult ? withResult(callee) : callee, codec: codec as FunctionCodec })
        break
      }
      case 'lift': {
        const name = names.get(funcs.length) ?? 'a function inside the component'
        const { postReturn } = step.options
        const callee = lifted({
          call: callOf(name, step.options, step.within),
          core: func(step.core),
          codec: codec as FunctionCodec,
          postReturn: postReturn === null ? null : func(postReturn),
          state: stateOf(step.within),
        })
        funcs.push({ name, callee, codec: codec as FunctionCodec })
        break
      }
    }
  }

  return {
    calleeOf(instance, name) {
      const place = places.get(keyOf(instance, name))
      return place === undefined ? undefined : known(funcs[place], `function ${place}`).callee
    },
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
