import { create } from 'zustand'

/** The blank node that takes what is being dragged over it. */
const useDropTargetStore = create<{ readonly node: string | null }>(() => ({ node: null }))

export function showDropTarget(node: string | null): void {
  if (useDropTargetStore.getState().node !== node) useDropTargetStore.setState({ node })
}

export function useDropTarget(node: string): boolean {
  return useDropTargetStore((state) => state.node === node)
}
