import { useMemo } from 'react'
import type { Sample } from '../../shared/directive/schema.ts'
import { sampleToEvent, starterSample } from '../../shared/triggers/sample-event.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { useConnectionStore } from '../rpc/runtime.ts'
import { samplesOf } from '../samples/sample-list.ts'
import { useSampleStore } from '../samples/sample-store.ts'
import { curlLine } from './curl-line.ts'

export interface CallLine {
  /** `POST /sign-up`. */
  readonly title: string
  readonly curl: string
}

/** How to call the flow's http triggers from a shell, with what their chosen samples hold; none without a connection. */
export function useCallLines(flow: string | null): readonly CallLine[] {
  const document = useDocumentStore((state) => state.open?.document)
  const resolved = useResolvedStore((state) => (flow === null ? undefined : state.resolved.flows.get(flow)))
  const chosen = useSampleStore((state) => (flow === null ? undefined : state.chosen[flow]))
  const flowsUrl = useConnectionStore(({ state }) => (state.kind === 'connected' ? state.hello.flowsUrl : null))
  return useMemo(() => {
    if (flow === null || document === undefined || flowsUrl === null) return []
    return [...(resolved?.nodes.values() ?? [])].flatMap(({ id, action }): CallLine[] => {
      if (action.kind !== 'trigger' || action.trigger.kind !== 'http') return []
      const samples = samplesOf(document, flow, id)
      const saved = samples[chosen?.get(id) ?? 0] ?? samples[0]
      const sample: Pick<Sample, 'event' | 'files'> = saved ?? { event: starterSample(action.trigger) }
      const made = sampleToEvent(action.trigger, sample, new Map())
      if (!made.ok || made.event.kind !== 'http') return []
      const file = action.trigger.body === 'bytes' ? sample.files?.['body']?.name ?? 'FILE' : null
      const { request } = made.event
      return [{ title: `${request.method} ${action.trigger.path}`, curl: curlLine(flowsUrl, request, file) }]
    })
  }, [flow, document, resolved, chosen, flowsUrl])
}
