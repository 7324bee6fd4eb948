import type { ResolvedDirective } from '../../shared/resolve/types.ts'
import type { DeployedTrigger } from './deployed.ts'

/** Where events can come in from outside: not by what fails, nor by the inputs of a flow that is used as a node. */
export function triggersOf({ flows }: ResolvedDirective): readonly DeployedTrigger[] {
  return [...flows.values()].flatMap(({ id: flow, nodes }) =>
    [...nodes.values()].flatMap(({ id: node, action, disabled }) =>
      action.kind === 'trigger' && !disabled && action.trigger.kind !== 'failure' && action.trigger.kind !== 'inputs'
        ? [{ flow, node, settings: action.trigger }]
        : [],
    ),
  )
}
