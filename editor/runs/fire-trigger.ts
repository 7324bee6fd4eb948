import { useDocumentStore } from '../document/document-store.ts'
import { runtime } from '../rpc/runtime.ts'
import { openBottom } from '../session/panels-store.ts'
import { currentFlow, showValuesOf } from '../session/session-store.ts'
import { toast, toastError } from '../ui/toast-store.ts'

/** Presses a manual trigger's button of what is deployed. */
export async function fireTrigger(trigger: string): Promise<void> {
  const app = useDocumentStore.getState().open?.app
  if (app === undefined) return
  try {
    await runtime().rpc.call('trigger.fire', { app, flow: currentFlow(), trigger, value: null })
    showValuesOf('live')
    toast({ kind: 'good', text: 'A run was started.', action: { label: 'Show runs', run: () => openBottom('runs') } })
  } catch (error) {
    toastError('The run could not be started.', error)
  }
}
