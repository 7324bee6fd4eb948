import type { Problem } from '../directive/problem.ts'
import type { PortPath } from '../directive/path.ts'
import type { Powers } from '../capabilities/powers.ts'
import type { Json } from '../json/json.ts'
import type { ComponentFunction } from '../wit/component.ts'
import type { Variables } from '../wit/type-variables.ts'
import type { PortType, WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import type { WireVerdict } from '../wit/wire.ts'

// A directive with every name looked up: what the canvas draws, what `runnel check` reports and what the engine's plan
// is made of. Made once per edit; nodes that could not be resolved are present with what is known of them.

export interface ResolvedDirective {
  readonly flows: ReadonlyMap<string, ResolvedFlow>
  readonly problems: readonly Problem[]
}

export interface ResolvedFlow {
  readonly id: string
  readonly nodes: ReadonlyMap<string, ResolvedNode>
  /** The `failure` trigger that takes what fails unwired. */
  readonly onError: string | null
  /** Its ports as a node; null for a flow without a trigger `inputs`, which is none. */
  readonly signature: FlowSignature | null
}

/** What a flow looks like from outside, where it is used as a node. */
export interface FlowSignature {
  /** The node inside that gives the values of the inputs: its trigger `inputs`. */
  readonly trigger: string
  readonly inputs: readonly { readonly name: string; readonly type: WitType; readonly required: boolean }[]
  /** By the name that its sinks `output` give, in the document's order. None: the node gives `done`. */
  readonly outputs: ReadonlyMap<string, PortType>
  /** Whether what its inputs lead to may answer a request. */
  readonly replies: boolean
}

export interface ResolvedNode {
  readonly id: string
  /** The flow that it stands in. */
  readonly flow: string
  readonly action: Action
  /** In the order of parameters. Inputs that the document binds but the node does not have are a problem and not here. */
  readonly inputs: readonly ResolvedInput[]
  /** By port name, cases included (`out.below`), in the order to be drawn; `failed` is last. */
  readonly outputs: ReadonlyMap<string, PortType>
  /** Each entry must have fired; any path of an entry will do. */
  readonly after: readonly (readonly PortPath[])[]
  readonly policies: Policies
  /** Null for a node that is switched on. */
  readonly disabled: Disabled | null
  /** What wires to its inputs are judged by where these mention type variables; null where none does. */
  readonly open: OpenInputs | null
}

/** The inputs of a node before its type variables were known. Each list is in the order of the inputs. */
export interface OpenInputs {
  readonly types: readonly PortType[]
  readonly evidence: readonly (readonly Evidence[])[]
}

/** What one thing bound to an input says about a type variable. */
export interface Evidence {
  readonly variable: string
  readonly type: PortType
  /** A typed-in value is json where nothing else is known, and fits in where something is. */
  readonly literal: boolean
}

/** How a node's function is called. */
export interface Policies {
  /** Once for each item of the list that input `input` takes. */
  readonly each: { readonly input: number; readonly concurrency: number; readonly errors: 'first' | 'collect' } | null
  /** `on`: the kinds of failures and the cases of errors that are tried again; null for all that may pass. */
  readonly retry: {
    readonly attempts: number
    readonly delayMs: number
    readonly backoff: 'constant' | 'exponential'
    readonly jitter: boolean
    readonly on: readonly string[] | null
  } | null
}

/** A node that is switched off calls nothing. The value of input `pass`, if there is one that fits, leaves by `out`. */
export interface Disabled {
  readonly pass: number | null
}

export type Action =
  | { readonly kind: 'trigger'; readonly trigger: TriggerSettings }
  | {
      readonly kind: 'function'
      readonly alias: string
      readonly digest: string
      readonly fn: ComponentFunction
      readonly powers: Powers
    }
  | { readonly kind: 'sink'; readonly sink: 'http-reply' | 'debug' }
  /** Where a value leaves the flow, by the port `name` of the nodes that the flow is used as. */
  | { readonly kind: 'sink'; readonly sink: 'output'; readonly name: string }
  /** A flow used as a node. */
  | { readonly kind: 'flow'; readonly flow: string; readonly signature: FlowSignature }
  /** `types`: what the type variables of its signature stand for. `result`: what one call gives. */
  | {
      readonly kind: 'core'
      readonly core: string
      readonly with: Readonly<Record<string, Json>>
      readonly types: Variables
      readonly result: WitType | null
    }
  /**
   * A function that is not there yet. `sample` is what a preview takes for what every call gives; null where nobody
   * has typed one in.
   */
  | { readonly kind: 'blank'; readonly result: WitType | null; readonly sample: { readonly value: Value } | null }
  /** Known to the document, not executed yet, or unknown: a problem says which. */
  | { readonly kind: 'unresolved'; readonly what: string }

export type TriggerSettings =
  | {
      readonly kind: 'http'
      readonly method: string
      /** With parameters as `:name`: `/hello/:name`. */
      readonly path: string
      readonly body: 'none' | 'json' | 'text' | 'form' | 'bytes' | 'typed'
      /** The type of `out.body`; null for `none`. */
      readonly bodyType: PortType | null
      /** 100 MB bodies are refused by default. */
      readonly maxBodyBytes: number
      /** Whether its events and what their runs are given are on the disk before anything comes of them. */
      readonly durable: boolean
      readonly busy: Busy
    }
  | { readonly kind: 'manual'; readonly value: Json; readonly durable: boolean; readonly busy: Busy }
  | { readonly kind: 'interval'; readonly everyMs: number; readonly durable: boolean; readonly busy: Busy }
  | { readonly kind: 'failure' }
  /** Where the inputs of a flow that is used as a node come in. An event of its own is for previews and tests. */
  | { readonly kind: 'inputs'; readonly inputs: readonly { readonly name: string; readonly type: WitType }[] }

/** What becomes of events that come faster than their runs end. */
export interface Busy {
  readonly maxRunning: number
  /** Of no account where `whenFull` is `refuse`. */
  readonly maxWaiting: number
  readonly whenFull: 'refuse' | 'wait' | 'drop-oldest'
}

export interface ResolvedInput {
  readonly name: string
  readonly type: PortType
  /** Options may stay unbound. */
  readonly required: boolean
  /** Null when unbound or when the binding has a problem. */
  readonly binding: ResolvedBinding | null
}

export type ResolvedBinding =
  /** Already converted to the input's type. */
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'from'; readonly sources: readonly ResolvedSource[] }
  | { readonly kind: 'record'; readonly type: PortType; readonly fields: readonly (readonly [name: string, ResolvedBinding])[] }
  | { readonly kind: 'list'; readonly type: PortType; readonly items: readonly ResolvedBinding[] }

/** One wire. */
export interface ResolvedSource {
  /** As written. `port` is the port that fires: for a case `out.<case>`, with the members behind it in `members`. */
  readonly path: PortPath
  /** What travels: the type at the end of the members. */
  readonly type: PortType
  readonly verdict: WireVerdict
}
