import { problem } from '../directive/problem.ts'
import { parsePattern, routeKey } from '../nodes/route-pattern.ts'
import { nodePlace, type Report } from './report.ts'
import type { ResolvedFlow } from './types.ts'

/** Two triggers for the same requests: which one would answer is nobody's choice. */
export function reportDuplicateRoutes(flows: Iterable<ResolvedFlow>, report: Report): void {
  const taken = new Map<string, string>()
  for (const flow of flows) for (const { id, action } of flow.nodes.values()) {
    if (action.kind !== 'trigger' || action.trigger.kind !== 'http') continue
    const { method, path } = action.trigger
    const parsed = parsePattern(path)
    if (!parsed.ok) throw new Error(`a trigger was resolved with the path ${path}`)
    const key = routeKey(method, parsed.pattern)
    const other = taken.get(key)
    if (other === undefined) taken.set(key, `${flow.id}/${id}`)
    else {
      const message = `${method} ${path} is taken by ${other} already.`
      report(problem(
        'duplicate-route',
        nodePlace({ flow: flow.id, node: id }, ['with', 'path']),
        message,
        'Give one of the two another path or method.',
      ))
    }
  }
}
