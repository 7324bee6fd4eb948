import { NO_POLICY, policyMiddleware, type OperatorPolicy } from '../../shared/directive/operator-policy.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { SampleAnswer } from '../../shared/directive/sample-answer.ts'
import type { JournalEntry } from '../../shared/engine/journal-entry.ts'
import type { Problem } from '../../shared/directive/problem.ts'
import type { RunnerReport, RunSummary, Trace } from '../../shared/runner/messages.ts'
import type { TriggerEvent } from '../../shared/triggers/event.ts'
import type { Unanswered, WorkerCommand, WorkerReport } from '../sandbox/messages.ts'
import type { Sandbox } from './sandbox.ts'

/** What to preview: each event runs once, one after the other, through the same flow. */
export interface PreviewRequest {
  readonly directive: Directive
  /** What the runtime would add to it. */
  readonly policy?: OperatorPolicy
  readonly flow: string
  readonly events: readonly PreviewEvent[]
}

export interface PreviewEvent {
  readonly trigger: string
  readonly event: TriggerEvent
  /** What a recorded run was given: its calls are not made where they are the same. */
  readonly journal?: readonly JournalEntry[]
  /** What was typed in for what nodes ask for outside. */
  readonly answers?: readonly SampleAnswer[]
}

export interface PreviewRun {
  readonly trigger: string
  readonly summary: RunSummary
  readonly trace: Trace
  readonly reply: PreviewReply | null
  /** What nodes asked for outside, and nothing was typed in for. */
  readonly unanswered: readonly Unanswered[]
}

export type PreviewReply = Pick<Extract<RunnerReport, { kind: 'reply' }>, 'status' | 'headers' | 'body'>

export type PreviewOutcome =
  | { readonly kind: 'ran'; readonly request: PreviewRequest; readonly runs: readonly PreviewRun[] }
  | { readonly kind: 'refused'; readonly request: PreviewRequest; readonly problems: readonly Problem[] }
  /** The worker had to be ended or broke: `node` was being called. */
  | { readonly kind: 'stopped'; readonly request: PreviewRequest; readonly node: string | null; readonly message: string }

export interface PreviewSurroundings {
  readonly open: (onReport: (report: WorkerReport) => void) => Promise<Sandbox>
  /** Null for one that the library does not have: its nodes have a problem and are left out. */
  readonly loadComponent: (digest: string) => Promise<Extract<WorkerCommand, { kind: 'component' }> | null>
  readonly onOutcome: (outcome: PreviewOutcome) => void
  /** Runs a task after a while unless the returned function is called before. */
  readonly later: (afterMs: number, task: () => void) => () => void
}

export interface PreviewSession {
  /** Runs the request; while one is running only the newest further one is kept. */
  show(request: PreviewRequest): void
  close(): void
}

/** Loading code and starting a worker count as well, so this is longer than a call's own limit. */
const SILENCE_MS = 10_000

export function createPreviewSession({ open, loadComponent, onOutcome, later }: PreviewSurroundings): PreviewSession {
  let sandbox: Promise<Sandbox> | null = null
  let sent = new Set<string>()
  let current: Running | null = null
  let next: PreviewRequest | null = null
  let loadedDirective: Directive | null = null
  let counter = 0
  let cancelDeadline = () => {}

  interface Running {
    readonly request: PreviewRequest
    readonly runs: PreviewRun[]
    reply: PreviewReply | null
    unanswered: Unanswered[]
    node: string | null
  }

  return {
    show(request) {
      next = request
      if (current === null) void begin()
    },
    close() {
      next = null
      drop()
    },
  }

  async function begin(): Promise<void> {
    const request = next
    if (request === null) return
    next = null
    const running: Running = (current = { request, runs: [], reply: null, unanswered: [], node: null })
    try {
      expectWithin(SILENCE_MS)
      sandbox ??= open((report) => current !== null && take(report))
      const worker = await sandbox
      const { directive, policy = NO_POLICY } = request
      for (const { digest } of [...Object.values(directive.packages), ...policyMiddleware(policy)]) {
        if (sent.has(digest)) continue
        const component = await loadComponent(digest)
        if (current !== running) return
        if (component === null) continue
        worker.send(component)
        sent.add(digest)
      }
      if (current !== running) return
      if (loadedDirective === request.directive) return runNext(running)
      loadedDirective = request.directive
      worker.send({ kind: 'load', directive: withoutSamples(directive), policy, preview: true })
    } catch (error) {
      if (current === running) stop(running, error instanceof Error ? error.message : String(error))
    }
  }

  function take(report: WorkerReport): void {
    const running = current as Running
    expectWithin(report.kind === 'calling' ? report.timeoutMs : SILENCE_MS)
    switch (report.kind) {
      case 'calling':
        running.node = report.node
        return
      case 'loaded':
        return void runNext(running)
      case 'refused':
        return end({ kind: 'refused', request: running.request, problems: report.problems })
      case 'reply':
        running.reply = { status: report.status, headers: report.headers, body: report.body }
        return
      case 'ended': {
        const { trigger } = running.request.events[running.runs.length] as { trigger: string }
        const trace = report.trace ?? { firings: [], logs: [], waiting: [] }
        running.runs.push({ trigger, summary: report.summary, trace, reply: running.reply, unanswered: running.unanswered })
        running.reply = null
        running.unanswered = []
        return void runNext(running)
      }
      case 'unanswered': {
        const { flow, node, ask } = report
        running.unanswered.push({ flow, node, ask })
        return
      }
      case 'counts':
        return
      case 'broken':
        return stop(running, report.message)
    }
  }

  async function runNext(running: Running): Promise<void> {
    const { request, runs } = running
    const event = request.events[runs.length]
    if (event === undefined) return end({ kind: 'ran', request, runs })
    const worker = await sandbox
    worker?.send({ kind: 'run', run: `preview-${++counter}`, flow: request.flow, ...event, trace: true })
  }

  function end(outcome: PreviewOutcome): void {
    cancelDeadline()
    current = null
    onOutcome(outcome)
    void begin()
  }

  function stop(running: Running, message: string): void {
    const { request, node } = running
    drop()
    end({ kind: 'stopped', request, node, message })
  }

  function expectWithin(ms: number): void {
    cancelDeadline()
    cancelDeadline = later(ms, () => {
      if (current !== null) stop(current, `The preview was ended: it gave no answer for ${ms / 1000} s.`)
    })
  }

  function drop(): void {
    cancelDeadline()
    void sandbox?.then((open) => open.close(), () => {})
    sandbox = null
    sent = new Set()
    loadedDirective = null
    current = null
  }
}

/** Samples may be large and are of no use to a runner. */
function withoutSamples({ samples: _, view: __, ...directive }: Directive): Directive {
  return directive
}
