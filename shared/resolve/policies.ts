import { suggest } from '../directive/did-you-mean.ts'
import { problem } from '../directive/problem.ts'
import type { Node } from '../directive/schema.ts'
import { CORES } from '../nodes/catalogue.ts'
import { outputsOf } from '../wit/ports.ts'
import type { PortType, WitType } from '../wit/types.ts'
import { flowPorts } from './flow-node.ts'
import { nodePlace, type NodePlace, type Report } from './report.ts'
import type { Signature } from './signature.ts'
import type { Action, FlowSignature, Policies } from './types.ts'

// What a node says about how it is called: for each item of a list, again after a failure. It changes the node's ports
// before anything is said about its wires.

export const NO_POLICIES: Policies = { each: null, retry: null }

const DEFAULT_CONCURRENCY = 1

/** What a call of the node's function gives, before `each`; undefined when the node calls none. */
export function resultOf(action: Action): WitType | null | undefined {
  switch (action.kind) {
    case 'function':
      return action.fn.result
    case 'blank': case 'core':
      return action.result
    case 'trigger': case 'sink': case 'flow': case 'unresolved':
      return undefined
  }
}

function isCalled(action: Action): boolean {
  return action.kind !== 'core' || CORES.get(action.core)?.work.kind === 'call'
}

/** The result of a node that is called for each item: a list, where the first error is the node's, or of each item's result. */
export function eachResult(result: WitType | null, errors: 'first' | 'collect'): WitType | null {
  if (result === null) return null
  if (result.kind !== 'result' || errors === 'collect') return { kind: 'list', item: result }
  return { kind: 'result', ok: result.ok === null ? null : { kind: 'list', item: result.ok }, err: result.err }
}

/** The outputs of a flow that is called for each item: a list, or lists of options where not each item has to give each. */
export function eachOutputs(outputs: ReadonlyMap<string, PortType>): ReadonlyMap<string, PortType> {
  return new Map(Array.from(outputs, ([name, type]): [string, PortType] => {
    if (type.kind === 'any' || type.kind === 'var' || type.kind === 'unit') return [name, type]
    return [name, { kind: 'list', item: outputs.size === 1 ? type : { kind: 'option', some: type } }]
  }))
}

/** The signature with the node's policies in its ports, and the policies themselves. */
export function withPolicies(
  signature: Signature, node: Node, at: NodePlace, report: Report,
): { readonly signature: Signature; readonly policies: Policies } {
  const asked = (['each', 'retry', 'cache'] as const).filter((name) => node[name] !== undefined)
  if (signature.action.kind === 'flow') return withFlowPolicies(signature, signature.action.signature.outputs, node, at, report)
  const result = isCalled(signature.action) ? resultOf(signature.action) : undefined
  if (asked.length === 0 || !signature.known) return { signature, policies: NO_POLICIES }
  if (result === undefined) {
    if (signature.action.kind !== 'unresolved') {
      for (const name of asked) {
        report(problem(
          'bad-settings', nodePlace(at, [name]), `${name} is for nodes that call a function.`, `Take ${name} out.`,
        ))
      }
    }
    return { signature, policies: NO_POLICIES }
  }
  if (signature.action.kind === 'core' && node.cache !== undefined) {
    report(problem(
      'bad-settings', nodePlace(at, ['cache']), 'cache is for nodes that call a function of a package.', 'Take cache out.',
    ))
  }
  const retry = retryOf(node)
  const each = eachOf(node, signature, at, report)
  if (each === null) return { signature, policies: { each, retry } }
  return {
    signature: { ...signature, inputs: listInput(signature.inputs, each.input), outputs: outputsOf(eachResult(result, each.errors)) },
    policies: { each, retry },
  }
}

/** What a flow gives is no result of its own, and each call in it has its own time and may be kept. */
function withFlowPolicies(
  signature: Signature, outputs: FlowSignature['outputs'], node: Node, at: NodePlace, report: Report,
): { readonly signature: Signature; readonly policies: Policies } {
  for (const name of ['timeout', 'cache'] as const) {
    if (node[name] === undefined) continue
    report(problem(
      'bad-settings', nodePlace(at, [name]), `${name} is for nodes that call a function, and this one calls a flow.`,
      `Set it at the nodes inside of that flow.`,
    ))
  }
  if (node.each?.errors === 'collect') {
    report(problem(
      'bad-settings', nodePlace(at, ['each', 'errors']), 'A flow gives no error values, so there are none to collect.',
      'Take errors out.',
    ))
  }
  const retry = retryOf(node)
  const each = eachOf(node, signature, at, report)
  if (each === null) return { signature, policies: { each, retry } }
  return {
    signature: { ...signature, inputs: listInput(signature.inputs, each.input), outputs: flowPorts(eachOutputs(outputs)) },
    policies: { each: { ...each, errors: 'first' }, retry },
  }
}

function listInput(inputs: Signature['inputs'], at: number): Signature['inputs'] {
  const { name, type } = inputs[at]!
  return inputs.with(at, { name, type: { kind: 'list', item: type as WitType }, required: true })
}

function eachOf(node: Node, signature: Signature, at: NodePlace, report: Report): Policies['each'] {
  if (node.each === undefined) return null
  const { over, concurrency = DEFAULT_CONCURRENCY, errors = 'first' } = node.each
  const input = signature.inputs.findIndex(({ name }) => name === over)
  const port = signature.inputs[input]
  if (port === undefined || port.type.kind === 'any' || port.type.kind === 'unit') {
    const names = signature.inputs.map(({ name }) => name)
    const place = nodePlace(at, ['each', 'over'], over)
    report(port === undefined
      ? problem('unknown-input', place, `The node has no input ${over}.`, suggest(over, 'inputs', names))
      : problem('bad-type', place, `The input ${over} takes anything, so there is no list of it.`, 'Name an input with a type of its own.'))
    return null
  }
  return { input, concurrency, errors }
}

function retryOf({ retry }: Node): Policies['retry'] {
  if (retry === undefined) return null
  const { attempts, delay = 0, backoff = 'constant', jitter = false, on = null } = retry
  return { attempts, delayMs: delay, backoff, jitter, on }
}
