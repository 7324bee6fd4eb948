import { useAppsStore } from '../app/apps-store.ts'
import { useDocumentStore } from '../document/document-store.ts'
import type { RpcClient } from '../rpc/client.ts'
import { clearRuns, takeDelta, takeSnapshot, useRunStore } from './run-store.ts'

/** Follows the runs of the application that is open; after a break it takes up where it was. */
export function watchRuns(rpc: RpcClient): void {
  rpc.onNotification('runs', ({ app, ...delta }) => {
    if (app === useRunStore.getState().app) takeDelta(delta)
  })
  useDocumentStore.subscribe(({ open: now }, { open: before }) => {
    if (now?.app === before?.app) return
    if (before !== null) rpc.call('runs.unwatch', { app: before.app }).catch(() => {})
    clearRuns(now?.app ?? null)
    if (now !== null) void watch(rpc, now.app)
  })
  rpc.onState(({ kind }) => {
    const { app } = useRunStore.getState()
    if (kind === 'connected' && app !== null) void watch(rpc, app)
  })
  // Counts begin anew with each deployment.
  useAppsStore.subscribe(({ apps: now }, { apps: before }) => {
    const { app } = useRunStore.getState()
    const live = (apps: typeof now) => apps.find((each) => each.app === app)?.live?.deployment
    if (app !== null && live(now) !== live(before)) void watch(rpc, app)
  })
}

async function watch(rpc: RpcClient, app: string): Promise<void> {
  try {
    const snapshot = await rpc.call('runs.watch', { app, since: useRunStore.getState().seq })
    if (useRunStore.getState().app === app) takeSnapshot(snapshot)
  } catch {
    // The line broke: watching begins again with the next one.
  }
}
