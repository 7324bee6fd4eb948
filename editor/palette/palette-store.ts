import { create } from 'zustand'
import { setPanels } from '../session/panels-store.ts'

interface PaletteState {
  /** The package that was just added, to be scrolled to and set off. */
  readonly revealed: string | null
  /** The package that is told about. */
  readonly about: string | null
}

export const usePaletteStore = create<PaletteState>(() => ({ revealed: null, about: null }))

export function showAbout(digest: string | null): void {
  usePaletteStore.setState({ about: digest })
}

export function revealPackage(digest: string): void {
  setPanels({ paletteOpen: true })
  usePaletteStore.setState({ revealed: digest })
}
