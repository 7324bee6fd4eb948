import type { Directive } from '../directive/schema.ts'
import type { Problem } from '../directive/problem.ts'
import { resolveConfig } from './config.ts'
import { reportUnsupportedOfDirective } from './not-yet.ts'
import { resolveFlow } from './resolve-flow.ts'
import { reportDuplicateRoutes } from './routes.ts'
import type { Components } from './signature.ts'
import type { ResolvedDirective, ResolvedFlow } from './types.ts'

/**
 * Looks up every name of a directive and says everything that is wrong with it: what concerns the whole first, then
 * flow by flow and node by node in the document's order. Fast enough to be called after every edit; see
 * resolve-speed.test.ts.
 */
export function resolveDirective(directive: Directive, components: Components): ResolvedDirective {
  const problems: Problem[] = []
  const report = (found: Problem) => void problems.push(found)
  reportUnsupportedOfDirective(directive, report)
  const config = resolveConfig(directive.config, report)
  const flows = new Map<string, ResolvedFlow>()
  for (const [id, flow] of Object.entries(directive.flows)) {
    flows.set(id, resolveFlow(id, flow, { directive, components, config, report }))
  }
  reportDuplicateRoutes(flows.values(), report)
  return { flows, problems }
}
