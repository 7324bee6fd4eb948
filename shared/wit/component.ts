import type { Field, WitType } from './types.ts'

/** What the decoder reads from a component's bytes. */
export interface ComponentInfo {
  readonly imports: readonly ComponentImport[]
  readonly functions: readonly ComponentFunction[]
  /** Exports that cannot be a node yet. */
  readonly unusable: readonly UnusableExport[]
}

export interface ComponentImport {
  /** As the binary spells it, with its exact version: `wasi:cli/environment@0.2.3`, or a bare function's name. */
  readonly name: string
  /** The functions it asks for. Empty when it only brings types, which is no capability. */
  readonly functions: readonly string[]
}

export interface ComponentFunction {
  /** How a directive names it: `namespace:package/interface.function`, or `function` when the world exports it directly. */
  readonly path: string
  /** The exported interface as the binary spells it (`runnel:text/text@1.0.0`), null for a function of the world. */
  readonly instance: string | null
  readonly name: string
  readonly params: readonly Field[]
  readonly result: WitType | null
}

export interface UnusableExport {
  readonly path: string
  readonly reason: string
}
