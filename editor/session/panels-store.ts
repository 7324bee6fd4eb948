import { create } from 'zustand'

export type BottomTab = 'sample' | 'runs' | 'problems' | 'deployments'

interface PanelsState {
  readonly bottomTab: BottomTab
  readonly bottomOpen: boolean
  readonly bottomHeight: number
  readonly inspectorOpen: boolean
  readonly paletteOpen: boolean
  readonly helpOpen: boolean
}

const KEY = 'runnel:panels'
const START: PanelsState = {
  bottomTab: 'sample', bottomOpen: true, bottomHeight: 232, inspectorOpen: true, paletteOpen: true, helpOpen: false,
}

export const usePanelsStore = create<PanelsState>(() => ({ ...START, ...kept() }))

export function setPanels(change: Partial<PanelsState>): void {
  usePanelsStore.setState(change)
  const { helpOpen: _, ...lasting } = usePanelsStore.getState()
  localStorage.setItem(KEY, JSON.stringify(lasting))
}

export function openBottom(bottomTab: BottomTab): void {
  setPanels({ bottomTab, bottomOpen: true })
}

/** A browser's own memory of the layout; what cannot be read is as good as none. */
function kept(): Partial<PanelsState> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return typeof read === 'object' && read !== null ? read : {}
  } catch {
    return {}
  }
}
