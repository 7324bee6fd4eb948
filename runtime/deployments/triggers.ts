import type { ResolvedDirective } from '../../shared/resolve/types.ts'
import type { DeployedTrigger } from './deployed.ts'

/** Where events can come in. The `failure` trigger takes no events from outside. */
export function triggersOf({ flows }: ResolvedDirective): readonly DeployedTrigger[] {
  return [...flows.values()].flatMap(({ id: flow, nodes }) =>
    [...nodes.values()].flatMap(({ id: node, action, disabled }) =>
      action.kind === 'trigger' && !disabled && action.trigger.kind !== 'failure'
        ? [{ flow, node, settings: action.trigger }]
        : [],
    ),
  )
}
