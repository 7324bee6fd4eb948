import type { PortType } from './types.ts'
import type { Value } from './value.ts'

/** What an input of type `any` receives: a value that carries its type. The type is never `any` or a variable. */
export interface AnyValue {
  readonly type: PortType
  readonly value: Value
}
