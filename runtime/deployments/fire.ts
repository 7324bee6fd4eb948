import type { TriggerEvent } from '../../shared/triggers/event.ts'
import { cancelRun, type RunSink } from '../runner/runner.ts'
import { recordRun, type Deployed, type RunOrigin } from './deployed.ts'

/**
 * Starts a run that nobody outside waits for, now or when there is room. Its values are wanted, as such runs are few.
 * False when there is no room and it may not wait.
 */
export function fireTrigger(deployed: Deployed, origin: RunOrigin, event: TriggerEvent): boolean {
  const { run, flow, trigger } = origin
  const gate = deployed.gates.of(flow, trigger)
  let status: number | null = null
  const record: RunSink = {
    reply(report) {
      status = report.status
    },
    ended(summary, trace, recording) {
      recordRun(deployed, origin, status, summary, trace, recording)
    },
  }
  const enter = (): void => {
    deployed.supervisor.run({ kind: 'run', run, flow, trigger, event, trace: event.kind === 'manual' }, {
      reply: record.reply,
      ended(summary, trace, recording) {
        record.ended(summary, trace, recording)
        gate.leave()
      },
    })
  }
  const dropped = (): void => {
    // Whoever pressed was told the run's name; of a tick nobody asks.
    if (event.kind === 'manual') cancelRun(record, 'Newer events took its place while it waited.')
  }
  if (!gate.tryEnter()) return gate.wait({ enter, dropped })
  enter()
  return true
}
