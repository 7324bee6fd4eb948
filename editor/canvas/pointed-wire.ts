import { create } from 'zustand'

/** The wire under the pointer or with the focus: its value is shown whole. */
export const usePointedWire = create<{ readonly wire: string | null }>(() => ({ wire: null }))

export function pointAtWire(wire: string): void {
  usePointedWire.setState({ wire })
}

export function leaveWire(): void {
  usePointedWire.setState({ wire: null })
}
