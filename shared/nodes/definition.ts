import type { z } from '../zod.ts'
import type { Flaw } from '../directive/explain.ts'
import type { Json } from '../json/json.ts'
import type { Outcome } from '../engine/types.ts'
import type { TriggerSettings } from '../resolve/types.ts'
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
  readonly name: 'http-reply' | 'debug'
  readonly inputs: readonly InputDefinition[]
}

export interface CoreDefinition extends Described {
  readonly kind: 'core'
  /** Reads `with`; the signature follows from it. */
  readonly settle: (given: Given) => Settled<CoreSignature>
  /** Pure. `args` in the order of the inputs, the value undivided as a component's function would give it. */
  readonly run: (args: readonly Value[], given: Given) => Outcome
}

export interface CoreSignature {
  readonly inputs: readonly InputDefinition[]
  readonly result: WitType | null
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
