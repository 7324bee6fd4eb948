import type { RunRow } from '../../shared/protocol/messages.ts'
import { appRoute, go } from '../app/route.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { runtime } from '../rpc/runtime.ts'
import { rootFlow, showValuesOf, useSessionStore } from '../session/session-store.ts'
import { toastError } from '../ui/toast-store.ts'
import { pickRun, takeTrace, useRunStore } from './run-store.ts'

/** Shows a run's values on the canvas, on the flow that it ran in. */
export async function showRun(row: RunRow): Promise<void> {
  const { app, picked } = useRunStore.getState()
  if (app === null) return
  const isHere = picked?.row.run === row.run && (picked.loading || picked.trace !== null)
  if (!isHere) pickRun(row)
  const flows = useDocumentStore.getState().open?.document.flows ?? {}
  const elsewhere = rootFlow(useSessionStore.getState()) !== row.flow
  if (elsewhere && Object.hasOwn(flows, row.flow)) go(appRoute(app, row.flow))
  showValuesOf('live')
  if (!row.hasTrace || isHere) return
  try {
    const { trace, recording } = await runtime().rpc.call('runs.get', { app, run: row.run })
    takeTrace(row.run, trace, recording)
  } catch (error) {
    takeTrace(row.run, null, null)
    toastError('The values of this run could not be fetched.', error)
  }
}
