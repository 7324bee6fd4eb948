import { suggest } from '../directive/did-you-mean.ts'
import { problem } from '../directive/problem.ts'
import { FAILURE_TYPE } from '../wit/ports.ts'
import type { PortType } from '../wit/types.ts'
import type { FlowUses } from './flow-uses.ts'
import { nodePlace, type NodePlace, type Report } from './report.ts'
import type { Signature } from './signature.ts'
import type { FlowSignature, ResolvedFlow } from './types.ts'

/** What is known of the directive's flows while one that may call them is resolved. */
export interface FlowsAtHand {
  readonly ids: readonly string[]
  readonly uses: FlowUses
  /** Those that come before it in the order of `uses`. */
  readonly known: ReadonlyMap<string, KnownFlow>
}

export interface KnownFlow {
  readonly signature: FlowSignature | null
  /** Whether there is a trigger `inputs`. With one and without a signature something is wrong with it, which has been said. */
  readonly hasInputs: boolean
  /** How deep flows call flows in it: 1 when it calls none. */
  readonly depth: number
}

/** Each level is executed on the stack of the one above. */
const MAX_DEPTH = 50

export function depthOf({ nodes }: ResolvedFlow, known: ReadonlyMap<string, KnownFlow>): number {
  const called = [...nodes.values()].flatMap(({ action }) => (action.kind === 'flow' ? [known.get(action.flow)!.depth] : []))
  return 1 + Math.max(0, ...called)
}

const UNIT: PortType = { kind: 'unit' }

/** A flow used as a node: its ports are those that its inside gives it. Null when it cannot be one, which is reported. */
export function flowNodeSignature(
  flow: string, at: NodePlace, { ids, uses, known }: FlowsAtHand, report: Report,
): Signature | null {
  const place = nodePlace(at, ['flow'])
  if (!ids.includes(flow)) {
    report(problem('unknown-flow', place, `There is no flow ${flow}.`, suggest(flow, 'flows', ids)))
    return null
  }
  const circle = uses.circle(at.flow, flow)
  if (circle !== null) {
    const message = `The flow ${at.flow} would call itself for ever: ${circle.join(' → ')}.`
    report(problem('recursive-flow', place, message, 'Take the node out, or let it call another flow.'))
    return null
  }
  const { signature, hasInputs, depth } = known.get(flow)!
  if (!hasInputs) {
    report(problem(
      'flow-without-inputs', place, `The flow ${flow} cannot be a node: it has no trigger inputs.`,
      'Add the trigger inputs to it, with {} where it takes nothing.',
    ))
  } else if (depth >= MAX_DEPTH) {
    const message = `Behind the flow ${flow} flows call flows ${MAX_DEPTH} deep, and no more than that can be executed.`
    report(problem('nested-too-deep', place, message, 'Draw the nodes of that flow here.'))
    return null
  }
  if (signature === null) return null
  const { inputs, outputs } = signature
  return { action: { kind: 'flow', flow, signature }, inputs, outputs: flowPorts(outputs), known: true }
}

/** The output ports of a node that gives these outputs. A variant's cases are ports of their own, as of a function. */
export function flowPorts(outputs: FlowSignature['outputs']): ReadonlyMap<string, PortType> {
  const ports = new Map<string, PortType>()
  for (const [name, type] of outputs) {
    ports.set(name, type)
    if (type.kind === 'variant') for (const each of type.cases) ports.set(`${name}.${each.name}`, each.type ?? UNIT)
  }
  if (outputs.size === 0) ports.set('done', UNIT)
  return ports.set('failed', FAILURE_TYPE)
}
