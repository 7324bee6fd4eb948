import { suggest } from '../directive/did-you-mean.ts'
import type { OperatorPolicy } from '../directive/operator-policy.ts'
import type { PortPath } from '../directive/path.ts'
import { problem, warning, type Problem } from '../directive/problem.ts'
import type { Directive, Flow, Node } from '../directive/schema.ts'
import { missing, resolveBinding } from './binding.ts'
import type { ConfigVariable } from './config.ts'
import { graphOf, type Slot } from './flow-graph.ts'
import type { FlowsAtHand } from './flow-node.ts'
import { outputTypes, withOutputType } from './flow-outputs.ts'
import { reportFlowProblems } from './flow-problems.ts'
import { reportRunner, suggestRunner } from './own-runner.ts'
import { inferTypes, type Clash } from './infer.ts'
import { flowPlace, nodePlace, type NodePlace, type Report } from './report.ts'
import { withPolicies } from './policies.ts'
import { signatureOf, type Components, type Signature } from './signature.ts'
import { signatureOfFlow } from './flow-signature.ts'
import { findSource } from './source.ts'
import type { Policies, ResolvedFlow, ResolvedInput, ResolvedNode } from './types.ts'
import { wireBetween } from '../wit/wire.ts'

export interface FlowScope {
  readonly directive: Directive
  readonly components: Components
  readonly policy: OperatorPolicy
  readonly config: ReadonlyMap<string, ConfigVariable>
  readonly flows: FlowsAtHand
  readonly report: Report
}

/**
 * Looks up every name of one flow. Problems come node by node in the document's order, those of the whole flow last.
 */
export function resolveFlow(id: string, flow: Flow, scope: FlowScope): ResolvedFlow {
  const { directive, components, policy, config, flows, report } = scope
  // A wire may lead back to a node that comes before, so ports are known before wires are looked at.
  const found = new Map<string, Parameters<Report>[0][]>()
  const plain = new Map<string, Signature>()
  const policies = new Map<string, Policies>()
  for (const [node, written] of Object.entries(flow.nodes)) {
    const problems: Parameters<Report>[0][] = []
    found.set(node, problems)
    const at = { flow: id, node }
    const reportHere: Report = (each) => problems.push(each)
    const own = signatureOf(written, at, { directive, components, policy, flows }, reportHere)
    const settled = withPolicies(own, written, at, reportHere)
    plain.set(node, settled.signature)
    policies.set(node, settled.policies)
  }
  const inferred = inferTypes(flow.nodes, plain, policies, config)
  for (const [node, clash] of inferred.clashes) found.get(node)!.push(clashOf(clash, { flow: id, node }))

  const outputs = outputTypes(inferred.signatures.values())
  const signatures = new Map(Array.from(inferred.signatures, ([node, each]) => [node, withOutputType(each, outputs)]))
  const onError = resolveOnError(id, flow, signatures, report)
  const slots = new Map<string, readonly Slot[]>()
  const nodes = new Map<string, ResolvedNode>()
  for (const [node, written] of Object.entries(flow.nodes)) {
    const at = { flow: id, node }
    for (const each of found.get(node)!) report(each)
    const waits: Slot[] = []
    slots.set(node, waits)
    nodes.set(node, {
      ...resolveNode(written, at, signatures, policies.get(node)!, scope, (slot) => waits.push(slot)),
      open: inferred.open.get(node) ?? null,
    })
    reportRunner(written, at, signatures.get(node)!.action, report)
    if (isFailureTrigger(signatures.get(node)) && node !== onError) {
      report(warning(
        'unused-failure',
        nodePlace(at),
        `Nothing that fails comes to ${node}.`,
        'Make it the error handler of the flow, or take it out.',
      ))
    }
  }
  suggestRunner(id, flow, signatures, report)
  const graph = graphOf(slots)
  reportFlowProblems({ id, signatures, graph, onError }, report)
  return { id, nodes, onError, signature: signatureOfFlow({ signatures, graph, onError, outputs }) }
}

function clashOf({ input, reason }: Clash, at: NodePlace): Problem {
  return problem(
    'bad-wire',
    nodePlace(at, ['in', input], input),
    `What is bound to ${input} has no type: ${reason}`,
    'Convert one of the values on its way.',
  )
}

function resolveNode(
  node: Node, at: NodePlace, signatures: ReadonlyMap<string, Signature>, policies: Policies,
  { config, report }: FlowScope, addSlot: (slot: Slot) => void,
): Omit<ResolvedNode, 'open'> {
  const { action, inputs, outputs, known } = signatures.get(at.node)!
  const given = node.in ?? {}
  const scope = { at, signatures, config, report, addSlot }
  const resolved = inputs.map(({ name, type, required }): ResolvedInput => {
    const binding = Object.hasOwn(given, name) ? given[name] : undefined
    if (binding === undefined && required) report(missing(at, { below: ['in', name], input: name }))
    return {
      name, type, required, binding: binding === undefined ? null : resolveBinding(binding, { name, type }, scope),
    }
  })
  if (known) reportUnknownInputs(Object.keys(given), inputs.map(({ name }) => name), at, report)
  return {
    id: at.node, flow: at.flow, action, inputs: resolved, outputs, after: resolveAfter(node, scope), policies,
    disabled: node.disabled === true ? { pass: passing(resolved, outputs) } : null,
  }
}

/** The input whose value a node that is switched off lets through: the first bound one of a type that `out` takes. */
function passing(inputs: readonly ResolvedInput[], outputs: ResolvedNode['outputs']): number | null {
  const out = outputs.get('out')
  if (out === undefined) return null
  const fits = inputs.findIndex(({ binding, type }) => binding !== null && wireBetween(type, out).kind !== 'refused')
  return fits === -1 ? null : fits
}

function reportUnknownInputs(given: readonly string[], names: readonly string[], at: NodePlace, report: Report): void {
  for (const name of given) {
    if (names.includes(name)) continue
    const mend = names.length === 0 ? 'Take it out: this node takes nothing in.' : suggest(name, 'inputs', names)
    report(problem('unknown-input', nodePlace(at, ['in', name], name), `The node has no input ${name}.`, mend))
  }
}

interface AfterScope {
  readonly at: NodePlace
  readonly signatures: ReadonlyMap<string, Signature>
  readonly report: Report
  readonly addSlot: (slot: Slot) => void
}

function resolveAfter(node: Node, { at, signatures, report, addSlot }: AfterScope): readonly (readonly PortPath[])[] {
  const entries = node.after ?? []
  if ('trigger' in node) {
    if (entries.length > 0) {
      report(problem(
        'bad-after', nodePlace(at, ['after']), 'A trigger waits for nothing: it begins a run.', 'Take after out.',
      ))
    }
    return []
  }
  if (signatures.get(at.node)!.outputs.size === 0) {
    if (entries.length > 0) {
      report(problem('bad-after', nodePlace(at, ['after']), 'A comment is no part of a run.', 'Take after out.'))
    }
    return []
  }
  return entries.flatMap((entry, index) => {
    const paths: PortPath[] = []
    const slot: Slot[number][] = []
    for (const [position, text] of [entry].flat().entries()) {
      const place = nodePlace(at, typeof entry === 'string' ? ['after', index] : ['after', index, position])
      const source = findSource(text, signatures, place)
      if (source.path !== null) slot.push({ node: source.path.node, port: source.path.port })
      if (source.kind === 'wrong') report(source.problem)
      if (source.kind !== 'found') continue
      if (source.path.members.length === 0) paths.push(source.path)
      else report(problem(
        'bad-after',
        place,
        `after waits for a port, and ${text} goes on behind it.`,
        `Write ${source.path.node}.${source.path.port}.`,
      ))
    }
    addSlot(slot)
    return paths.length === 0 ? [] : [paths]
  })
}

function resolveOnError(
  id: string, flow: Flow, signatures: ReadonlyMap<string, Signature>, report: Report,
): string | null {
  if (flow.onError === undefined) return null
  if (isFailureTrigger(signatures.get(flow.onError))) return flow.onError
  const handlers = [...signatures].filter(([, signature]) => isFailureTrigger(signature)).map(([node]) => node)
  const add = 'Add a failure trigger and name it.'
  const mend = handlers.length === 0 ? add : suggest(flow.onError, 'failure triggers', handlers)
  report(problem(
    'bad-error-handler',
    flowPlace(id, ['onError']),
    `The error handler ${flow.onError} is not a failure trigger of this flow.`,
    mend,
  ))
  return null
}

function isFailureTrigger(signature: Signature | undefined): boolean {
  return signature?.action.kind === 'trigger' && signature.action.trigger.kind === 'failure'
}
