import type { SampleAnswer, SampleAsk } from '../../shared/directive/sample-answer.ts'
import type { RunnerCommand, RunnerReport } from '../../shared/runner/messages.ts'
import type { FlatComponent } from '../../shared/wit/flat.ts'

export interface Unanswered {
  readonly flow: string
  readonly node: string
  readonly ask: SampleAsk
}

/** Page → frame. The frame has an opaque origin and no network: all it has is what it is sent. */
export type FrameCommand =
  /** Makes a worker of `workerSource`, in place of the one before, and hands it the message's one port. */
  | { readonly kind: 'start'; readonly workerSource: string }
  | { readonly kind: 'stop' }

/** Page → worker, over the port. */
export type WorkerCommand =
  | Exclude<RunnerCommand, { readonly kind: 'run' }>
  /** `answers`: what was typed in for what its nodes ask for outside. */
  | (Extract<RunnerCommand, { readonly kind: 'run' }> & { readonly answers?: readonly SampleAnswer[] })
  /** Must come before the first `load` that uses the component. */
  | {
      readonly kind: 'component'
      readonly digest: string
      readonly component: FlatComponent
      /** A `Linked`, which the worker checks. */
      readonly binding: unknown
      readonly source: string
      readonly cores: readonly (readonly [name: string, bytes: Uint8Array])[]
    }

/** Worker → page, over the port. */
export type WorkerReport =
  | RunnerReport
  /** A call begins. Whoever hears nothing more within `timeoutMs` ends the worker. */
  | { readonly kind: 'calling'; readonly node: string; readonly timeoutMs: number }
  /** A node asked for something that nothing was typed in for: its call fails. */
  | ({ readonly kind: 'unanswered' } & Unanswered)
  /** A bug of ours or an engine limit; the worker is of no more use. */
  | { readonly kind: 'broken'; readonly message: string }
