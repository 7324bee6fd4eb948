import type { Problem } from '../../shared/directive/problem.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { RunnerCommand, RunnerReport, RunSummary, Trace } from '../../shared/runner/messages.ts'
import type { Recording } from '../../shared/runner/recording.ts'
import type { TriggerEvent } from '../../shared/triggers/event.ts'

/** A runner as the contract sees it: the same commands and reports, whatever carries them. */
export interface TestedRunner {
  /** The problems for which the directive was refused, none when it was loaded. */
  load(directive: Directive): Promise<readonly Problem[]>
  /** As its recording says, when there is one. */
  run(trigger: string, event: TriggerEvent, recorded?: Recording): Promise<Ran>
  close(): Promise<void>
}

export interface Ran {
  readonly reply: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array } | null
  readonly summary: RunSummary
  readonly trace: Trace
  readonly recording: Recording
}

/** How commands and reports travel. `send` takes one command; reports come one at a time to `onReport`. */
export interface Carrier {
  send(command: RunnerCommand): void
  close(): Promise<void>
}

export function testedRunner(
  open: (onReport: (report: RunnerReport) => void, onDeath: (why: string) => void) => Carrier,
): TestedRunner {
  let waiting: { readonly takes: (report: RunnerReport) => boolean; readonly reject: (error: Error) => void }[] = []
  const carrier = open(
    (report) => { waiting = waiting.filter(({ takes }) => !takes(report)) },
    (why) => waiting.forEach(({ reject }) => reject(new Error(`the runner ended: ${why}`))),
  )
  const until = <T>(take: (report: RunnerReport) => T | undefined) => new Promise<T>((resolve, reject) => {
    const takes = (report: RunnerReport) => {
      const taken = take(report)
      if (taken !== undefined) resolve(taken)
      return taken !== undefined
    }
    waiting.push({ takes, reject })
  })
  let flow = ''
  let runs = 0
  return {
    load(directive) {
      flow = Object.keys(directive.flows)[0] as string
      carrier.send({ kind: 'load', directive, preview: false })
      return until((report) => report.kind === 'loaded' ? [] : report.kind === 'refused' ? report.problems : undefined)
    },
    run(trigger, event, recorded) {
      const run = recorded?.run ?? `run-${++runs}`
      let reply: Ran['reply'] = null
      carrier.send({ kind: 'run', run, flow, trigger, event, trace: true, ...(recorded === undefined ? {} : { journal: recorded.journal }) })
      return until((report) => {
        if (report.kind === 'reply' && report.run === run) {
          const body = typeof report.body === 'string' ? new TextEncoder().encode(report.body) : new Uint8Array(report.body)
          reply = { status: report.status, headers: Object.fromEntries(report.headers), body }
        }
        return report.kind === 'ended' && report.run === run
          ? { reply, summary: report.summary, trace: report.trace as Trace, recording: JSON.parse(report.recording as string) as Recording }
          : undefined
      })
    },
    close: () => carrier.close(),
  }
}
