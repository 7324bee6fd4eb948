import { CORES } from '../nodes/catalogue.ts'
import type { CoreCall } from '../nodes/definition.ts'
import { eachOutputs, eachResult, resultOf } from '../resolve/policies.ts'
import type { ResolvedInput, ResolvedNode } from '../resolve/types.ts'
import { converter } from '../wit/convert.ts'
import { outputSplitter } from '../wit/ports.ts'
import type { PortType } from '../wit/types.ts'
import type { MakeArg } from './args.ts'
import { gatherResults } from './calls.ts'
import { flowSplitter, gatherOutputs, insideOf } from './flow-call.ts'
import type { PlanNode, PlanOf } from './plan.ts'

// What a plan says of calling a node.

/** In previews much is drawn and not there yet: a function, its sample, the value of a variable. */
export function canRun({ action, inputs }: ResolvedNode, planOf: PlanOf): boolean {
  if (inputs.some(({ required, binding }) => required && binding === null)) return false
  switch (action.kind) {
    case 'blank': return action.sample !== null
    case 'flow': return planOf(action.flow, action.signature.trigger) !== null
    case 'unresolved': return false
    case 'core': return CORES.get(action.core)?.work.kind !== 'none'
    case 'trigger': case 'function': case 'sink': return true
  }
}

/** What one call of the node gives, and what its ports are made of. */
export function callingOf(
  { action, policies }: ResolvedNode, planOf: PlanOf,
): Pick<PlanNode, 'result' | 'gather' | 'inside' | 'split'> {
  const { each } = policies
  const none = { result: null, gather: () => undefined, inside: null }
  switch (action.kind) {
    case 'function': case 'core': case 'blank': {
      const result = resultOf(action)
      if (result === undefined) throw new Error('a core node was planned with settings that it refuses')
      if (each === null) return { ...none, result, split: outputSplitter(result) }
      const { errors } = each
      return { result, gather: gatherResults(result, errors), inside: null, split: outputSplitter(eachResult(result, errors)) }
    }
    case 'trigger':
      return { ...none, split: (value) => [['out', value]] }
    case 'sink':
      return { ...none, split: () => [['done', undefined]] }
    case 'flow': {
      const { flow, signature } = action
      const plan = planOf(flow, signature.trigger)
      if (plan === null) throw new Error(`the flow ${flow} was planned as a node, although it cannot run`)
      return {
        result: null, gather: gatherOutputs(signature.outputs), inside: insideOf(signature, policies, plan),
        split: flowSplitter(each === null ? signature.outputs : eachOutputs(signature.outputs)),
      }
    }
    case 'unresolved':
      throw new Error(`an unresolved node was planned: ${action.what}`)
  }
}

export function coreCallOf({ action }: ResolvedNode): CoreCall | null {
  if (action.kind !== 'core') return null
  const work = CORES.get(action.core)?.work
  return work?.kind === 'call' ? work.prepare(action.with, action.types) : null
}

/** What leaves a node that is switched off. Only the value that it lets through is made: nobody asks for the others. */
export function passingOf({ disabled, inputs, outputs }: ResolvedNode, args: readonly MakeArg[]): PlanNode['pass'] {
  if (disabled === null) return null
  const { pass } = disabled
  if (pass === null) return () => ({ args: [], fired: [] })
  const make = args[pass] as MakeArg
  const convert = converter((inputs[pass] as ResolvedInput).type, outputs.get('out') as PortType)
  return (arrivals) => {
    const value = make(arrivals)
    return { args: inputs.map((_, at) => (at === pass ? value : undefined)), fired: [['out', convert(value)]] }
  }
}
