import type { Culprit, LiveSummary } from '../../shared/protocol/messages.ts'
import css from './LiveDot.module.css'

export function LiveDot({ live }: { readonly live: LiveSummary | null }) {
  return <span className={css.dot} data-state={liveState(live)} aria-hidden />
}

/** A state as it is shown: what lives and is ended again and again is `unhealthy`. */
export function liveState(live: LiveSummary | null): LiveSummary['state'] | 'unhealthy' {
  if (live === null) return 'stopped'
  return live.state === 'live' && live.culprit !== null ? 'unhealthy' : live.state
}

export function liveText(live: LiveSummary | null): string {
  const state = liveState(live)
  return state === 'stopped' ? 'not deployed' : state
}

/** Why it is unhealthy, as one sentence. */
export function culpritText({ flow, node, times }: Culprit): string {
  return `The node ${node} of the flow ${flow} ended the deployment's process ${times} times within a minute.`
}
