import { NO_POLICY, type OperatorPolicy } from '../../shared/directive/operator-policy.ts'
import { useConnectionStore } from './runtime.ts'

/** What whoever runs the runtime lays down for all deployments. Kept while the line is down. */
export function operatorPolicy(): OperatorPolicy {
  const { state } = useConnectionStore.getState()
  if (state.kind === 'connected') last = state.hello.policy
  return last
}

let last: OperatorPolicy = NO_POLICY
