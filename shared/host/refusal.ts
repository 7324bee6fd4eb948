import type { FailureKind } from '../engine/types.ts'

/** Thrown by an import into the component that called it. No result of a component can be an `Error`, so it is told apart. */
export class Refusal extends Error {
  readonly kind: FailureKind
  constructor(kind: FailureKind, message: string) {
    super(message)
    this.name = 'Refusal'
    this.kind = kind
  }
}
