import { currentFlow } from '../session/session-store.ts'

/** The input that a binding is for: `body`, or a part of it: `body.email`. */
export interface BindingPlace {
  readonly node: string
  readonly input: string
}

/** What is done to one input in a row, parts of it included, is undone together. */
export function bindingGroup(node: string, input: string): string {
  return `input:${currentFlow()}/${node}.${input.split('.', 1)[0]}`
}
