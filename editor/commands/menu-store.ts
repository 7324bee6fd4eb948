import { create } from 'zustand'
import type { MenuItem } from '../ui/Menu.tsx'

interface OpenMenu {
  readonly at: { readonly x: number; readonly y: number }
  readonly label: string
  readonly items: readonly MenuItem[]
}

/** The context menu; null while none is open. */
export const useMenuStore = create<{ readonly menu: OpenMenu | null }>(() => ({ menu: null }))

export function openMenu(menu: OpenMenu): void {
  useMenuStore.setState({ menu })
}

export function closeMenu(): void {
  useMenuStore.setState({ menu: null })
}
