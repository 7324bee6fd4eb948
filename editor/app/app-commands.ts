import { runtime } from '../rpc/runtime.ts'
import { openBottom } from '../session/panels-store.ts'
import { toastError } from '../ui/toast-store.ts'
import { useAppsStore } from './apps-store.ts'
import { appRoute, go } from './route.ts'

export async function createApp(): Promise<void> {
  try {
    const { app } = await runtime().rpc.call('apps.create', { label: newLabel() })
    openBottom('sample')
    go(appRoute(app))
  } catch (error) {
    toastError('A new application could not be made.', error)
  }
}

function newLabel(): string {
  const labels = new Set(useAppsStore.getState().apps.map(({ label }) => label))
  for (let number = 1; ; number++) {
    const label = number === 1 ? 'Untitled' : `Untitled ${number}`
    if (!labels.has(label)) return label
  }
}

export async function openExample(example: string): Promise<void> {
  try {
    const { app } = await runtime().rpc.call('gallery.open', { example })
    openBottom('sample')
    go(appRoute(app))
  } catch (error) {
    toastError('The example could not be opened.', error)
  }
}

export async function removeApp(app: string): Promise<void> {
  try {
    await runtime().rpc.call('apps.remove', { app })
  } catch (error) {
    toastError('The application could not be deleted.', error)
  }
}

/** Downloads the application with its packages as one file. */
export function exportApp(app: string): void {
  const link = document.createElement('a')
  link.href = runtime().http.url(`/api/apps/${encodeURIComponent(app)}/export`)
  link.download = `${app}.runnel`
  link.click()
}
