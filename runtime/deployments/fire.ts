import type { TriggerEvent } from '../../shared/triggers/event.ts'
import { recordRun, type Deployed, type RunOrigin } from './deployed.ts'

/** Starts a run that nobody outside waits for. Its values are wanted, as such runs are few. */
export function fireTrigger(deployed: Deployed, origin: RunOrigin, event: TriggerEvent): void {
  const { run, flow, trigger } = origin
  let status: number | null = null
  deployed.supervisor.run({ kind: 'run', run, flow, trigger, event, trace: event.kind === 'manual' }, {
    reply(report) {
      status = report.status
    },
    ended(summary, trace, recording) {
      recordRun(deployed, origin, status, summary, trace, recording)
    },
  })
}
