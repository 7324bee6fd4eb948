import { create } from 'zustand'
import type { Dragged } from '../canvas/connecting-store.ts'
import type { Point } from '../document/edit.ts'

export interface QuickAdd {
  /** Where its corner is, in page pixels. */
  readonly at: Point
  /** Whether the new node goes there too, or where there is room beside the selected one: a key names no place. */
  readonly node: 'there' | 'beside'
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
