import type { z } from '../zod.ts'
import type { Flaw } from '../directive/explain.ts'
import type { Json } from '../json/json.ts'
import type { Outcome } from '../engine/types.ts'
import type { TriggerSettings } from '../resolve/types.ts'
import type { Variables } from '../wit/type-variables.ts'
import type { PortType, WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'

// What a built-in node says of itself: palette, canvas, inspector, resolver and engine are served by this alone.

export type NodeDefinition = TriggerDefinition | SinkDefinition | CoreDefinition

interface Described {
  /** As the directive names it: `{ "trigger": "http" }`. */
  readonly name: string
  readonly label: string
  /** Markdown-free sentences. */
  readonly help: string
  /** A lucide icon's name in kebab-case. */
  readonly icon: string
  /** The heading in the palette. */
  readonly category: string
  /** The shape of `with`. Members carry `title` and `description` for the form; see settings-form.ts. */
  readonly settings: z.ZodObject
}

export interface TriggerDefinition extends Described {
  readonly kind: 'trigger'
  /** Reads `with`; the type of `out` follows from it. */
  readonly settle: (given: Given) => Settled<{ readonly settings: TriggerSettings; readonly out: PortType }>
}

export interface SinkDefinition extends Described {
  readonly kind: 'sink'
  readonly name: 'http-reply' | 'debug' | 'output'
  readonly inputs: readonly InputDefinition[]
}

export interface CoreDefinition extends Described {
  readonly kind: 'core'
  /** Reads `with`; the signature follows from it. */
  readonly settle: (given: Given) => Settled<CoreSignature>
  readonly work: CoreWork
}

export interface CoreSignature {
  /** Their types may mention type variables, which stand for what is bound: see shared/resolve/infer.ts. */
  readonly inputs: readonly InputDefinition[]
  /** What a call gives, undivided as a component's function gives it; `never`: it always fails. */
  readonly result: WitType | null | 'never'
}

/** How the engine executes a node: calls it, or as its own rules say, or not at all. */
export type CoreWork =
  | {
      readonly kind: 'call'
      /** Made once for each node of a plan. `types` says what the node's type variables stand for. */
      readonly prepare: (given: Given, types: Variables) => CoreCall
      /** Run as tests in Node and in the browser, and shown. */
      readonly examples: readonly CoreExample[]
    }
  /** Makes one list of what comes: shared/engine/collects.ts. */
  | { readonly kind: 'collect' }
  /** Stands on the canvas and has no ports. */
  | { readonly kind: 'none' }

/** Deterministic. `args` in the order of the inputs. */
export type CoreCall = (args: readonly Value[], host: CoreHost) => Outcome | Promise<Outcome>

export interface CoreHost {
  sleep(ms: number): Promise<void>
}

export interface CoreExample {
  /** What it shows: a few words. */
  readonly title: string
  readonly with?: Given
  /** By input, in the JSON form. */
  readonly in: Readonly<Record<string, Json>>
  /** The WIT types of inputs whose type is open, json unless told. */
  readonly types?: Readonly<Record<string, string>>
  /** By the ports that fire, in the JSON form; of `failed` the message. */
  readonly out: Readonly<Record<string, Json>>
}

export interface InputDefinition {
  readonly name: string
  readonly type: PortType
  readonly help: string
  /** False where the input may stay unbound. */
  readonly required: boolean
}

/** A node's `with` as it stands in the document; absent is `{}`. */
export type Given = Readonly<Record<string, Json>>

export type Settled<T> =
  | { readonly ok: true; readonly value: T }
  /** What is wrong, by paths below `with`. */
  | { readonly ok: false; readonly flaws: readonly Flaw[] }
