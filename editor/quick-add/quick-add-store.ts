import { create } from 'zustand'
import type { Dragged } from '../canvas/connecting-store.ts'
import type { Point } from '../document/edit.ts'

export interface QuickAdd {
  /** Where its corner is, in page pixels; the new node goes there too. */
  readonly at: Point
  /** The wire that was dropped on the empty canvas: only nodes that fit are shown, and the new one is wired up. */
  readonly wire: Dragged | null
}

export const useQuickAddStore = create<{ readonly open: QuickAdd | null }>(() => ({ open: null }))

export function openQuickAdd(open: QuickAdd): void {
  useQuickAddStore.setState({ open })
}

export function closeQuickAdd(): void {
  useQuickAddStore.setState({ open: null })
}
