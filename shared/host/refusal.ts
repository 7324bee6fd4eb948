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

/** The `err` of an import's result: jco takes `payload` where the import gives a result, and lets it pass anywhere else. */
export class ImportError extends Error {
  readonly payload: unknown
  constructor(payload: unknown) {
    super('An import gave an error to a component that expects none')
    this.name = 'ImportError'
    this.payload = payload
  }
}
