import { problem, type Problem } from '../../shared/directive/problem.ts'
import { parsePattern, routeKey, type RoutePattern } from '../../shared/nodes/route-pattern.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import type { Deployed, DeployedTrigger } from './deployed.ts'

export interface HttpRoute extends DeployedTrigger {
  readonly settings: Extract<TriggerSettings, { kind: 'http' }>
  readonly pattern: RoutePattern
}

export function httpRoutes(triggers: readonly DeployedTrigger[]): readonly HttpRoute[] {
  return triggers.flatMap((trigger) => {
    if (trigger.settings.kind !== 'http') return []
    const read = parsePattern(trigger.settings.path)
    // The resolver accepted it already.
    if (!read.ok) throw new Error(`the path ${trigger.settings.path} was accepted and cannot be read: ${read.message}`)
    return [{ ...trigger, settings: trigger.settings, pattern: read.pattern }]
  })
}

/** All applications share one listener, so one method and path can go to one trigger only. */
export function routeConflicts(triggers: readonly DeployedTrigger[], others: readonly Deployed[]): readonly Problem[] {
  const taken = new Map<string, { readonly owner: string; readonly path: string }>()
  for (const { app, triggers } of others) {
    for (const { settings, pattern } of httpRoutes(triggers)) {
      taken.set(routeKey(settings.method, pattern), { owner: `the application ${app}`, path: settings.path })
    }
  }
  return httpRoutes(triggers).flatMap(({ flow, node, settings, pattern }) => {
    const key = routeKey(settings.method, pattern)
    const other = taken.get(key)
    taken.set(key, { owner: `the node ${node} of the flow ${flow}`, path: settings.path })
    if (other === undefined) return []
    return [
      problem(
        'route-taken',
        { flow, node },
        `${settings.method} ${settings.path} goes to ${other.owner} already${other.path === settings.path ? '' : ` (as ${other.path})`}.`,
        'Choose another path or method, or stop the other one.',
      ),
    ]
  })
}
