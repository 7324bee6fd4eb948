import { create } from 'zustand'

/** Whether the variables of the application are shown. */
export const useVariablesStore = create<{ readonly open: boolean }>(() => ({ open: false }))

export function showVariables(open: boolean): void {
  useVariablesStore.setState({ open })
}
