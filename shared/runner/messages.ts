import type { OperatorPolicy } from '../directive/operator-policy.ts'
import type { Directive } from '../directive/schema.ts'
import type { Problem } from '../directive/problem.ts'
import type { JournalLog, JournalOutcome } from '../engine/journal.ts'
import type { JournalEntry } from '../engine/journal-entry.ts'
import type { Failure, Waiting, Within } from '../engine/types.ts'
import type { Json } from '../json/json.ts'
import type { TriggerEvent } from '../triggers/event.ts'

// What a runner is told and what it reports. A child process and the preview worker both speak this; only the way
// the messages travel differs (frames over a pipe, postMessage).

/** A node of a directive. */
export interface NodeAt {
  readonly flow: string
  readonly node: string
}

/** `only`: the runner is for the calls of that node, and executes no flow. */
export type RunnerCommand =
  | { readonly kind: 'load'; readonly directive: Directive; readonly preview: boolean; readonly policy?: OperatorPolicy; readonly only?: NodeAt }
  | {
      readonly kind: 'run'
      readonly run: string
      readonly flow: string
      readonly trigger: string
      readonly event: TriggerEvent
      /** Whether the values of this run are wanted even if it does not fail. */
      readonly trace: boolean
      /**
       * What the run was given when it went before: what stands there is not asked for again. In a preview the flow may
       * have changed since, and calls are taken from it that are of the same function with the same arguments; elsewhere
       * a journal that is none of this run fails it.
       */
      readonly journal?: readonly JournalEntry[]
      /** Whether it had replied when it went before: its reply goes nowhere then. */
      readonly replied?: boolean
    }
  /** To the `ask` of that number; an `Answer`, packed. */
  | { readonly kind: 'answer'; readonly ask: number; readonly answer: string }
  /** Tells the counts now. */
  | { readonly kind: 'count' }
  /** Of the only node: JSON text of each argument. */
  | { readonly kind: 'call'; readonly call: number; readonly run: string; readonly args: readonly string[] }
  /** That run will call no more. */
  | { readonly kind: 'release'; readonly run: string }

/** What the `call` of that number gave. */
export interface Called {
  readonly kind: 'called'
  readonly call: number
  readonly outcome: JournalOutcome
  readonly logs: readonly JournalLog[]
}

export type RunnerReport =
  | { readonly kind: 'loaded' }
  | Called
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'reply'
      readonly run: string
      readonly status: number
      readonly headers: readonly (readonly [string, string])[]
      readonly body: Uint8Array | string
    }
  | {
      readonly kind: 'ended'
      readonly run: string
      readonly summary: RunSummary
      readonly trace: Trace | null
      /** The JSON text of a `Recording`. Null in previews, for runs without a trace and for long ones. */
      readonly recording: string | null
    }
  /** What a durable run was given, before it waits for more: behind what was reported of it, or stands in its command. */
  | { readonly kind: 'journal'; readonly run: string; readonly entries: readonly JournalEntry[] }
  /** A component wants something done outside, by what its node is granted; an `Ask`, packed. */
  | {
      readonly kind: 'ask'
      readonly ask: number
      readonly run: string
      readonly flow: string
      readonly node: string
      readonly what: string
    }
  /** At most every 100 ms while something changes, and when asked; whole, not a difference. */
  | { readonly kind: 'counts'; readonly counts: RunCounts }

/** Small enough to be sent for every run. */
export interface RunSummary {
  readonly ok: boolean
  readonly failure: Failure | null
  readonly replied: boolean
  readonly durationMs: number
}

/** Exact, since the directive was loaded; the runner adds up, so that a run's report stays small. */
export interface RunCounts {
  readonly runs: { readonly ok: number; readonly failed: number }
  /** By `flow/node`; nodes that never fired are absent. */
  readonly fired: Readonly<Record<string, { readonly ok: number; readonly failed: number }>>
  /** Values that left each output port, by `flow/node.port` (`flow/sort.out.below` for a case). */
  readonly passed: Readonly<Record<string, number>>
  /** Calls made by generated code, because the binder does not support the component, by `flow/node`. */
  readonly generated: Readonly<Record<string, number>>
}

/** A run's values, copied out in the JSON form and clipped. */
export interface Trace {
  readonly firings: readonly TracedFiring[]
  readonly logs: readonly TracedLog[]
  readonly waiting: readonly Waiting[]
}

export interface TracedLog {
  readonly within: Within
  /** The flow that the node stands in. */
  readonly flow: string
  readonly node: string
  readonly stream: 'stdout' | 'stderr' | 'debug'
  readonly text: string
}

export interface TracedFiring {
  /** The calls of flow nodes that it happened in, outermost first; empty in the flow of the run. */
  readonly within: Within
  /** The flow that the node stands in. */
  readonly flow: string
  readonly node: string
  readonly tag: readonly { readonly key: string; readonly index: number }[]
  readonly attempt: number
  readonly inputs: Readonly<Record<string, TracedValue>>
  readonly outputs: Readonly<Record<string, TracedValue>>
  readonly failure: Failure | null
  /** From the run's start, fractional. */
  readonly startedMs: number
  readonly durationMs: number
  /** In a preview: the outcome of an earlier run with the same inputs was taken over. */
  readonly reused: boolean
}

/** `whole` says whether anything was cut off; `bytes` is the size before. Cut text and lists keep their beginning. */
export interface TracedValue {
  readonly json: Json
  readonly whole: boolean
  readonly bytes: number
}

/** What a trace holds at most, about, in bytes of JSON text: of one value, and of all of them together. */
export interface TraceLimits {
  readonly valueBytes: number
  readonly traceBytes: number
}

/** Of a run in the runtime. */
export const TRACED: TraceLimits = { valueBytes: 64 * 1024, traceBytes: 4 * 1024 * 1024 }

/** Of a preview, whose values stay in the browser: a value may be a picture from a camera. */
export const PREVIEWED: TraceLimits = { valueBytes: 8 * 1024 * 1024, traceBytes: 128 * 1024 * 1024 }

/** Of what nodes write in one run, in characters. */
export const MAX_LOGGED = 1024 * 1024
