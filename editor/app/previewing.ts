import { useDocumentStore } from '../document/document-store.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { packageOf } from '../library/library-store.ts'
import { startPreviews } from '../preview/preview.ts'
import { replayOf, stopReplay, useReplayStore } from '../preview/replay-store.ts'
import { runtime } from '../rpc/runtime.ts'
import { chosenSamples, useSampleStore } from '../samples/sample-store.ts'
import { rootFlow, useSessionStore } from '../session/session-store.ts'

/** Runs the flow on the canvas on its samples, again after each edit that changes what it does. */
export function startPreviewing(): void {
  const previews = startPreviews({
    fetchBytes: (path) => runtime().http.fetchBytes(path),
    componentOf: (digest) => packageOf(digest)?.component,
  })
  let shown: readonly unknown[] = []
  const show = () => {
    const { resolved, of } = useResolvedStore.getState()
    const flowId = rootFlow(useSessionStore.getState())
    const document = useDocumentStore.getState().open?.document
    const flow = flowId === null ? undefined : resolved.flows.get(flowId)
    if (document === undefined || of !== document || flow === undefined) return
    const chosen = chosenSamples(flow.id)
    const replay = replayOf(flow.id)(useReplayStore.getState())
    const shownNow = replay === null ? [chosen, document.samples] : [replay]
    const now = [flow, document.packages, ...shownNow]
    if (now.length === shown.length && now.every((part, at) => part === shown[at])) return
    shown = now
    if (replay === null) void previews.show(document, flow, chosen)
    else previews.replay(document, flow, replay.recording)
  }
  useResolvedStore.subscribe(show)
  useSessionStore.subscribe(show)
  useSampleStore.subscribe((now, before) => {
    if (now.chosen !== before.chosen) stopReplay()
    show()
  })
  useReplayStore.subscribe(show)
}
