import type { TriggerEvent } from '../../shared/triggers/event.ts'
import { cancelRun, type RunSink } from '../runner/runner.ts'
import { notWritten, type DurableRuns } from '../runs/durable-runs.ts'
import { recordRun, type Deployed, type RunOrigin } from './deployed.ts'

/**
 * Starts a run that nobody outside waits for, now or when there is room. Its values are wanted, as such runs are few.
 * False when there is no room and it may not wait. The event of a durable one is on the disk when this resolves.
 */
export async function fireTrigger(deployed: Deployed, origin: RunOrigin, event: TriggerEvent, durable: DurableRuns): Promise<boolean> {
  const { isDurable, ...start } = origin
  const { run, flow, trigger } = start
  const { app, deployment, supervisor } = deployed
  const gate = deployed.gates.of(flow, trigger)
  const record = recordingSink(deployed, origin)
  const sink: RunSink = {
    reply: record.reply,
    ended(summary, trace, recording) {
      record.ended(summary, trace, recording)
      gate.leave()
    },
  }
  const command = { kind: 'run', run, flow, trigger, event, trace: event.kind === 'manual' } as const
  const written = Promise.withResolvers<void>()
  written.promise.catch(() => {}) // told when it enters
  const enter = (): void => {
    if (!isDurable) return supervisor.run(command, sink)
    written.promise.then(
      () => supervisor.run(command, durable.journalled(run, sink)),
      (error: unknown) => cancelRun(sink, notWritten(error)),
    )
  }
  const dropped = (): void => {
    // Whoever pressed was told the run's name; of a tick nobody asks.
    if (event.kind === 'manual' || isDurable) cancelRun(record, 'Newer events took its place while it waited.')
  }
  if (gate.tryEnter()) enter()
  else if (!gate.wait({ enter, dropped })) return false
  if (!isDurable) return true
  try {
    await durable.begin({ ...start, app, deployment, event })
    written.resolve()
  } catch (error) {
    written.reject(error)
    throw error
  }
  return true
}

/** Keeps what came of a run, and nobody else is told. */
export function recordingSink(deployed: Pick<Deployed, 'deployment' | 'runs'>, origin: RunOrigin, replied: number | null = null): RunSink {
  let status = replied
  return {
    reply(report) {
      status = report.status
    },
    ended(summary, trace, recording) {
      recordRun(deployed, origin, status, summary, trace, recording)
    },
  }
}
