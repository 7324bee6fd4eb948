import type { Json } from '../../shared/json/json.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { runtime } from '../rpc/runtime.ts'
import { manualValue } from '../samples/http-sample.ts'
import { samplesOf } from '../samples/sample-list.ts'
import { chosenSamples } from '../samples/sample-store.ts'
import { openBottom } from '../session/panels-store.ts'
import { currentFlow, showValuesOf } from '../session/session-store.ts'
import { toast, toastError } from '../ui/toast-store.ts'
import { useRunStore } from './run-store.ts'
import { showRun } from './show-run.ts'

/** Presses a deployed manual trigger's button with the value of its chosen sample, and shows what comes of it. */
export async function fireTrigger(trigger: string): Promise<void> {
  const app = useDocumentStore.getState().open?.app
  if (app === undefined) return
  const flow = currentFlow()
  try {
    const { run } = await runtime().rpc.call('trigger.fire', { app, flow, trigger, value: chosenValue(flow, trigger) })
    showValuesOf('live')
    toast({ kind: 'good', text: 'A run was started.', action: { label: 'Show runs', run: () => openBottom('runs') } })
    showWhenItComes(app, run)
  } catch (error) {
    toastError('The run could not be started.', error)
  }
}

/** `null` leaves it to the deployed trigger's own setting. */
function chosenValue(flow: string, trigger: string): Json | null {
  const document = useDocumentStore.getState().open?.document
  const samples = document === undefined ? [] : samplesOf(document, flow, trigger)
  const sample = samples[chosenSamples(flow).get(trigger) ?? 0] ?? samples[0]
  return sample === undefined ? null : manualValue(sample.event, null)
}

/** Until it comes, or another application is opened or another run picked. */
function showWhenItComes(app: string, run: string): void {
  const { picked } = useRunStore.getState()
  const take = () => {
    const now = useRunStore.getState()
    const row = now.rows.findLast((each) => each.run === run)
    if (row === undefined && now.app === app && now.picked === picked) return
    stop()
    if (row !== undefined) void showRun(row)
  }
  const stop = useRunStore.subscribe(take)
  take()
}
