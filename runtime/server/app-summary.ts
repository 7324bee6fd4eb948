import type { AppSummary, Deployment, Endpoint, LiveSummary } from '../../shared/protocol/messages.ts'
import type { Deployed } from '../deployments/deployed.ts'
import type { Services } from './services.ts'

export function appSummaries({
  apps,
  deployments,
  flowsUrl,
}: Pick<Services, 'apps' | 'deployments' | 'flowsUrl'>): readonly AppSummary[] {
  return apps.list().map((entry) => {
    const live = deployments.live(entry.app)
    return { ...entry, live: live === null ? null : liveSummary(live, flowsUrl) }
  })
}

export function liveSummary(
  { deployment, digest, deployedMs, supervisor, triggers }: Deployed,
  flowsUrl: string,
): LiveSummary {
  const { state, reason, culprit } = supervisor.state
  const endpoints = triggers.flatMap(({ flow, node, settings }): readonly Endpoint[] =>
    settings.kind === 'http' ? [{ flow, node, method: settings.method, url: flowsUrl + settings.path }] : [],
  )
  return { deployment, digest, deployedMs, state, reason, culprit, endpoints }
}

export function deploymentOf(deployed: Deployed, flowsUrl: string): Deployment {
  return { app: deployed.app, directive: deployed.directive, ...liveSummary(deployed, flowsUrl) }
}
