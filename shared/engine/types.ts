import type { ComponentFunction } from '../wit/component.ts'
import type { AnyValue } from '../wit/any-value.ts'
import type { ResolvedNode } from '../resolve/types.ts'
import type { Value } from '../wit/value.ts'

/** Which turn and merge source a value belongs to: sorted by `key`. Empty without loops and merges. See ARCHITECTURE.md. */
export type Tag = readonly { readonly key: string; readonly index: number }[]

/** One attempt at calling a flow that is used as a node: for one tag of the node, for one item of its `each`. */
export interface Frame {
  readonly node: string
  readonly tag: Tag
  readonly element: number
  readonly attempt: number
}

/** The calls of flow nodes that something happened in, outermost first. Empty in the flow that the event came to. */
export type Within = readonly Frame[]

/** Names one call for journal, traces and idempotency. */
export interface CallKey {
  readonly run: string
  readonly within: Within
  readonly node: string
  readonly tag: Tag
  /** Position in an `each`, 0 without one. */
  readonly element: number
  /** Counted from 1. */
  readonly attempt: number
}

export interface Call {
  readonly key: CallKey
  /** The flow that the node stands in. */
  readonly flow: string
  readonly digest: string
  readonly fn: ComponentFunction
  /** One for each parameter, in order. */
  readonly args: readonly Value[]
}

/** What a call gave: the undivided WIT result (`undefined` when there is none), or why there is none. */
export type Outcome =
  | { readonly ok: true; readonly value: Value }
  /** `payload`: JSON text of the error value or of what was thrown, where there is one. */
  | { readonly ok: false; readonly kind: FailureKind; readonly message: string; readonly payload?: string }

export type FailureKind =
  | 'trap' | 'exit' | 'timeout' | 'no-grant' | 'no-import' | 'bad-value' | 'no-value' | 'limit'
  | 'err' | 'already-replied' | 'ambiguous' | 'cancelled' | 'thrown'

/** The value of every node's `failed` port: WIT `record failure { kind, message, node: string, attempt: u32, payload: json }`. */
export interface Failure {
  readonly kind: FailureKind
  readonly message: string
  readonly node: string
  readonly attempt: number
  /** JSON text: for `err` its value, for `thrown` what was thrown, else `null`. */
  readonly payload: string
}

/** What a run asks of its surroundings. Time is in milliseconds since 1970 and may be fractional. */
export interface RunHost {
  call(call: Call): Outcome | Promise<Outcome>
  reply(reply: Reply): void
  debug(by: ResolvedNode, within: Within, value: AnyValue): void
  now(): number
  /** Ends after a while, for waiting between attempts. */
  sleep(ms: number): Promise<void>
  /** From 0 up to, but not including, 1. */
  random(): number
}

export interface Reply {
  readonly node: string
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array | string
}

/** One firing of one node, values by reference. */
export interface Firing {
  readonly node: ResolvedNode
  readonly within: Within
  readonly tag: Tag
  readonly attempt: number
  /** One for each input of the node, in order; empty when an input could not be made. */
  readonly args: readonly Value[]
  /** What fired, members excluded: `out`, `err`, `none`, `done`, `result`, `failed`, `out.<case>`. */
  readonly fired: readonly (readonly [port: string, value: Value])[]
  readonly failure: Failure | null
  readonly startedMs: number
  readonly endedMs: number
}

export interface RunResult {
  readonly ok: boolean
  /** Why the run failed: the first failure that nothing took. */
  readonly failure: Failure | null
  readonly replied: boolean
  readonly firings: readonly Firing[]
  readonly waiting: readonly Waiting[]
}

/** A node that had some inputs and still waited for others when the run, or the call it was in, ended. */
export interface Waiting {
  readonly within: Within
  /** The flow that the node stands in. */
  readonly flow: string
  readonly node: string
  /** Those that nothing had reached. */
  readonly inputs: readonly string[]
}
