import type { Powers } from '../capabilities/powers.ts'
import { nodeLimitsOf, type Limits } from '../directive/limits.ts'
import { pointerOf } from '../directive/pointer.ts'
import { problem, type Problem } from '../directive/problem.ts'
import type { Directive } from '../directive/schema.ts'
import type { ComponentHost, HostLimits } from '../host/types.ts'
import type { ResolvedFlow } from '../resolve/types.ts'
import type { NodeAt } from './messages.ts'

/** The components of a directive, ready to be called. Nodes that call one component with the same limits and powers share a host. */
export interface Hosts {
  of(flow: string, node: string): ComponentHost
  /** Whether its calls are made here; else in a runner of its own. */
  has(flow: string, node: string): boolean
  /** Nodes whose calls cannot be made. */
  readonly problems: readonly Problem[]
}

type Prepare = (digest: string, limits: HostLimits, powers: Powers) => Promise<ComponentHost>

export async function prepareHosts(
  directive: Directive, flows: Iterable<ResolvedFlow>, limits: Limits, isHere: (at: NodeAt) => boolean, prepare: Prepare,
): Promise<Hosts> {
  const preparing = new Map<string, Promise<ComponentHost>>()
  const nodes = [...flows].flatMap((flow) => [...flow.nodes.values()].flatMap(({ id: node, action }) => {
    if (action.kind !== 'function' || !isHere({ flow: flow.id, node })) return []
    const { memoryBytes, liftBytes, logBytes } = nodeLimitsOf(limits, directive.flows[flow.id]?.nodes[node])
    const { digest, powers } = action
    const key = [digest, memoryBytes, liftBytes, logBytes, powers.key].join(' ')
    let host = preparing.get(key)
    if (host === undefined) preparing.set(key, (host = prepare(digest, { memoryBytes, liftBytes, logBytes }, powers)))
    return [{ flow: flow.id, node, host }]
  }))
  await Promise.all(preparing.values())

  const byFlow = new Map<string, Map<string, ComponentHost>>()
  const problems: Problem[] = []
  for (const { flow, node, host } of nodes) {
    let ofFlow = byFlow.get(flow)
    if (ofFlow === undefined) byFlow.set(flow, (ofFlow = new Map()))
    const prepared = await host
    ofFlow.set(node, prepared)
    if (prepared.refusal === null) continue
    const place = { flow, node, pointer: pointerOf('flows', flow, 'nodes', node) }
    problems.push(problem('limit', place, `${prepared.refusal}.`, 'Raise it for this node, or for all in policy.limits.'))
  }
  return {
    of: (flow, node) => byFlow.get(flow)?.get(node) as ComponentHost,
    has: (flow, node) => byFlow.get(flow)?.has(node) === true,
    problems,
  }
}

/** Null when the components that the application uses have no more core modules than it may have. */
export function tooManyModules(digests: Iterable<string>, modulesOf: (digest: string) => number, { modules }: Limits): Problem | null {
  const count = [...new Set(digests)].reduce((sum, digest) => sum + modulesOf(digest), 0)
  if (count <= modules) return null
  return problem(
    'limit',
    { pointer: pointerOf('packages') },
    `The components have ${count} core modules together, and policy.limits.modules allows ${modules}.`,
    'Raise it, or use fewer packages.',
  )
}
