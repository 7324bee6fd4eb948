import { reach, type FlowGraph } from './flow-graph.ts'
import type { Signature } from './signature.ts'
import type { FlowSignature } from './types.ts'

interface SignedFlow {
  readonly signatures: ReadonlyMap<string, Signature>
  readonly graph: FlowGraph
  readonly onError: string | null
  readonly outputs: FlowSignature['outputs']
}

/** What a flow is as a node. Null without a trigger `inputs` that can be read. */
export function signatureOfFlow({ signatures, graph, onError, outputs }: SignedFlow): FlowSignature | null {
  const trigger = graph.nodes.find((id) => isInputs(signatures.get(id)!))
  const action = trigger === undefined ? undefined : signatures.get(trigger)?.action
  if (trigger === undefined || action?.kind !== 'trigger' || action.trigger.kind !== 'inputs') return null
  const { inputs } = action.trigger
  const reached = reach(graph, onError === null ? [trigger] : [trigger, onError])
  return {
    trigger,
    inputs: inputs.map(({ name, type }) => ({ name, type, required: type.kind !== 'option' })),
    outputs,
    replies: [...reached].some((id) => mayReply(signatures.get(id))),
  }
}

export function isInputs({ action }: Signature): boolean {
  return action.kind === 'trigger' && action.trigger.kind === 'inputs'
}

/** Whether a node answers the request that its run began with, or calls a flow that may. */
export function mayReply(signature: Signature | undefined): boolean {
  if (signature === undefined) return false
  const { action } = signature
  return (action.kind === 'sink' && action.sink === 'http-reply') || (action.kind === 'flow' && action.signature.replies)
}
