import { appRoute, go } from '../app/route.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { startReplay } from '../preview/replay-store.ts'
import { showTrigger } from '../samples/sample-store.ts'
import { openBottom } from '../session/panels-store.ts'
import { rootFlow, showValuesOf, useSessionStore } from '../session/session-store.ts'
import { toast } from '../ui/toast-store.ts'
import type { PickedRun } from './run-store.ts'

/** Lets the preview make a run go again, over the flow as it is drawn now. */
export function replayRun({ row, recording }: PickedRun): void {
  const open = useDocumentStore.getState().open
  if (open === null || recording === null) return
  const trigger = open.document.flows[recording.flow]?.nodes[recording.trigger]
  if (trigger === undefined || !('trigger' in trigger)) {
    toast({
      kind: 'bad',
      text: 'This run cannot be replayed.',
      detail: `The trigger ${recording.trigger} that it began at is no longer in the drawing.`,
    })
    return
  }
  if (rootFlow(useSessionStore.getState()) !== recording.flow) go(appRoute(open.app, recording.flow))
  showTrigger(recording.flow, recording.trigger)
  startReplay({ recording, title: row.title, startedMs: row.startedMs })
  showValuesOf('preview')
  openBottom('sample')
}
