import type { FlowSignature, Policies } from '../resolve/types.ts'
import type { Tagged } from '../wit/cases.ts'
import type { PortType } from '../wit/types.ts'
import { memberOf, type Value } from '../wit/value.ts'
import { listOf } from './calls.ts'
import type { Execute } from './execute.ts'
import { Execution, isOver } from './execution.ts'
import type { RunPlan } from './plan.ts'
import type { Failure, Firing, Frame, Outcome } from './types.ts'

/** What a flow node calls. */
export interface Inside {
  readonly plan: RunPlan
  /** The members of its trigger's value, one for each input of the node. */
  readonly members: readonly string[]
  /** Of a node that is called for each item, the one output: without it there is no item for the list. */
  readonly sole: string | null
}

/** What a call of a flow gives: values by output, those that fired only. */
type Outputs = Readonly<Record<string, Value>>

export function insideOf({ inputs, outputs }: FlowSignature, { each }: Policies, plan: RunPlan): Inside {
  const [first] = outputs.keys()
  const sole = each !== null && outputs.size === 1 ? (first as string) : null
  return { plan, members: inputs.map(({ name }) => memberOf(name)), sole }
}

/** Executes the inside as a run within the run: its own joins, its own tags. Its outputs leave when it is quiet. */
export function callFlow(
  { plan, members, sole }: Inside, args: readonly Value[], frame: Frame, caller: Execution, execute: Execute,
): Outcome | Promise<Outcome> {
  const execution = new Execution(caller.course, caller, [...caller.within, frame])
  let outcome: Outcome | null = null
  let finish = (ended: Outcome): void => { outcome = ended }
  if (plan.trigger.node.disabled !== null) return outcomeOf(null)
  execute(plan, eventOf(members, args), execution, (failure) => finish(outcomeOf(failure)))
  return (outcome as Outcome | null) ?? new Promise((resolve) => { finish = resolve })

  function outcomeOf(failure: Failure | null): Outcome {
    if (isOver(caller)) return { ok: false, kind: 'cancelled', message: 'The run had failed before the flow was done.' }
    if (failure !== null) {
      const { kind, message, node, payload } = failure
      return { ok: false, kind, message: `In ${node}: ${message}`, payload }
    }
    const outputs: Outputs = execution.outputs ?? {}
    if (sole === null || Object.hasOwn(outputs, sole)) return { ok: true, value: outputs }
    return { ok: false, kind: 'no-value', message: `The flow ended without a value for its output ${sole}.` }
  }
}

function eventOf(members: readonly string[], args: readonly Value[]): Value {
  return members.length === 0 ? undefined : Object.fromEntries(members.map((member, at) => [member, args[at]]))
}

/** The ports that fire when a flow with these outputs ended. A variant's cases are ports of their own, as of a function. */
export function flowSplitter(outputs: ReadonlyMap<string, PortType>): (value: Value) => Firing['fired'] {
  if (outputs.size === 0) return () => [['done', undefined]]
  return (value) => {
    const given = value as Outputs
    return [...outputs].flatMap(([name, type]) => {
      if (!Object.hasOwn(given, name)) return []
      const one = given[name]
      if (type.kind !== 'variant') return [[name, one] as const]
      const { tag, val } = one as Tagged
      return [[name, one] as const, [`${name}.${tag}`, val] as const]
    })
  }
}

/** One value for each output of what the calls for all items gave: lists, of options where there are several outputs. */
export function gatherOutputs(outputs: ReadonlyMap<string, PortType>): (values: readonly Value[]) => Outputs {
  return (values) => Object.fromEntries([...outputs].map(([name, type]) => {
    if (outputs.size > 1) return [name, values.map((each) => optionOf(each as Outputs, name, type))]
    return [name, listOf(values.map((each) => (each as Outputs)[name]), type)]
  }))
}

function optionOf(outputs: Outputs, name: string, type: PortType): Value {
  if (type.kind !== 'option') return outputs[name]
  return Object.hasOwn(outputs, name) ? { tag: 'some', val: outputs[name] } : { tag: 'none' }
}
