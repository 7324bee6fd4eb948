import { create } from 'zustand'
import type { AppSummary, GalleryExample } from '../../shared/protocol/messages.ts'

interface AppsState {
  readonly loaded: boolean
  readonly apps: readonly AppSummary[]
  readonly examples: readonly GalleryExample[] | null
}

export const useAppsStore = create<AppsState>(() => ({ loaded: false, apps: [], examples: null }))

export function setApps(apps: readonly AppSummary[]): void {
  useAppsStore.setState({ loaded: true, apps })
}

export function useApp(app: string): AppSummary | undefined {
  return useAppsStore((state) => state.apps.find((each) => each.app === app))
}
