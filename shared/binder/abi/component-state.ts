import { trap } from './call.ts'
import type { HandleTable } from './handles.ts'

/** "ComponentInstance" */
export interface ComponentState {
  /** False while something runs in it, and for ever after a trap. */
  mayEnter: boolean
  /** False while values pass, when it may neither call nor make and drop handles. */
  mayLeave: boolean
  readonly handles: HandleTable
}

/** `name` is that of the function that is called, for messages. */
export function enter(name: string, state: ComponentState): void {
  if (!state.mayEnter) trap(name, 'the component instance is entered a second time, or was left by a trap')
  state.mayEnter = false
}

export function checkMayLeave(name: string, state: ComponentState): void {
  if (!state.mayLeave) trap(name, 'it is called while values are passed, which nothing may be')
}
