import type { Directive } from '../../shared/directive/schema.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import type { RunSummary, Trace } from '../../shared/runner/messages.ts'
import type { AppRuns } from '../runs/app-runs.ts'
import type { Gates } from '../triggers/gate.ts'
import type { Supervisor } from './supervisor.ts'

/** What is live of one application. */
export interface Deployed {
  readonly app: string
  readonly deployment: number
  readonly digest: string
  readonly deployedMs: number
  readonly directive: Directive
  readonly triggers: readonly DeployedTrigger[]
  readonly supervisor: Supervisor
  readonly gates: Gates
  readonly runs: AppRuns
}

export interface DeployedTrigger {
  readonly flow: string
  readonly node: string
  readonly settings: TriggerSettings
}

/** One run as the runtime sees it from outside. */
export interface RunOrigin {
  readonly run: string
  readonly flow: string
  readonly trigger: string
  readonly startedMs: number
  /** `GET /hello/ada`, `manual`, `every 5 s`. */
  readonly title: string
  readonly isDurable: boolean
}

/** Keeps a run that was sampled, failed or was durable. */
export function recordRun(
  { deployment, runs }: Pick<Deployed, 'deployment' | 'runs'>,
  { isDurable, ...origin }: RunOrigin,
  status: number | null,
  summary: RunSummary,
  trace: Trace | null,
  recording: string | null,
): void {
  if (trace === null && summary.ok && !isDurable) return
  runs.add({ ...origin, deployment, status, summary }, trace, recording, isDurable)
}
