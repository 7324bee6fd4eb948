import { useDocumentStore } from '../document/document-store.ts'
import { startResolving } from '../document/resolved-store.ts'
import { setPackages } from '../library/library-store.ts'
import { runtime, startRuntime, useConnectionStore } from '../rpc/runtime.ts'
import { watchRuns } from '../runs/watch-runs.ts'
import { startShortcuts } from '../commands/shortcuts.ts'
import { toastError } from '../ui/toast-store.ts'
import { setApps, useAppsStore } from './apps-store.ts'
import { startDigesting } from './document-digest.ts'
import { draftSavedElsewhere, followRoute, syncDraftAgain } from './open-app.ts'
import { startPreviewing } from './previewing.ts'
import { startRouting } from './route.ts'

/** Wires up what lives outside React; once, when the page starts. */
export function startApplication(): void {
  startRuntime()
  startRouting()
  startResolving()
  startPreviewing()
  startDigesting()
  let stopShortcuts = () => {}
  useDocumentStore.subscribe((now, before) => {
    if ((now.open === null) === (before.open === null)) return
    stopShortcuts()
    stopShortcuts = now.open === null ? () => {} : startShortcuts()
  })
  const { rpc } = runtime()
  rpc.onNotification('apps.changed', ({ apps }) => setApps(apps))
  rpc.onNotification('library.changed', ({ packages }) => setPackages(packages))
  rpc.onNotification('draft.changed', ({ app, revision }) => draftSavedElsewhere(app, revision))
  watchRuns(rpc)
  followRoute()
  useConnectionStore.subscribe(({ state }, before) => {
    if (state.kind === 'connected' && before.state.kind !== 'connected') void load()
  })
}

/** What is listed everywhere; anew after each break, because notifications may have been missed. */
async function load(): Promise<void> {
  const { rpc } = runtime()
  try {
    const [{ packages }, { apps }, { examples }] = await Promise.all([
      rpc.call('library.list', {}), rpc.call('apps.list', {}), rpc.call('gallery.list', {}),
    ])
    setPackages(packages)
    setApps(apps)
    useAppsStore.setState({ examples })
    syncDraftAgain()
  } catch (error) {
    if (rpc.state().kind === 'connected') toastError('The runtime could not list what it has.', error)
  }
}
