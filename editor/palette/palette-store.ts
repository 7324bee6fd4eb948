import { create } from 'zustand'
import { setPanels } from '../session/panels-store.ts'

/** The package that was just added, to be scrolled to and set off. */
export const usePaletteStore = create<{ readonly revealed: string | null }>(() => ({ revealed: null }))

export function revealPackage(digest: string): void {
  setPanels({ paletteOpen: true })
  usePaletteStore.setState({ revealed: digest })
}
