import { useMemo } from 'react'
import type { PortPath } from '../../shared/directive/path.ts'
import type { TracedFiring, TracedValue } from '../../shared/runner/messages.ts'
import { NO_PREVIEW, usePreviewStore } from '../preview/preview-store.ts'
import { useRunStore } from '../runs/run-store.ts'
import { rootFlow, useSessionStore } from '../session/session-store.ts'
import { indexInside } from '../values/index-inside.ts'
import { memberOfTraced } from '../values/member-value.ts'
import { NO_TRACE, type TraceIndex } from '../values/trace-index.ts'

/** What the canvas shows values of: the preview of the flow, or the run that was picked from the list. */
export function useShownTrace(): TraceIndex {
  const way = useSessionStore((state) => state.way)
  const calls = useSessionStore((state) => state.calls)
  return indexInside(useOuterTrace(), way.map(({ node }) => node), calls)
}

/** That of the whole run, where the canvas shows the inside of a flow that is used as a node. */
export function useOuterTrace(): TraceIndex {
  const shows = useSessionStore((state) => state.shows)
  const flow = useSessionStore(rootFlow) ?? ''
  const preview = usePreviewStore((state) => (state.flows[flow] ?? NO_PREVIEW).index)
  const live = useRunStore((state) => (state.picked?.row.flow === flow ? state.picked.index : NO_TRACE))
  return shows === 'preview' ? preview : live
}

/** The same for a command. */
export function outerTrace(): TraceIndex {
  const session = useSessionStore.getState()
  const flow = rootFlow(session) ?? ''
  const { picked } = useRunStore.getState()
  if (session.shows === 'preview') return (usePreviewStore.getState().flows[flow] ?? NO_PREVIEW).index
  return picked?.row.flow === flow ? picked.index : NO_TRACE
}

export function shownTrace(): TraceIndex {
  const { way, calls } = useSessionStore.getState()
  return indexInside(outerTrace(), way.map(({ node }) => node), calls)
}

/** The last value that left a port or a member of one. */
export function useOutputValue(path: PortPath | null): TracedValue | undefined {
  const trace = useShownTrace()
  return useMemo(() => (path === null ? undefined : outputValue(trace, path)), [trace, path])
}

export function outputValue(trace: TraceIndex, path: PortPath): TracedValue | undefined {
  const [first, ...rest] = path.members
  const branch = first === undefined ? undefined : trace.outputs.get(`${path.node}.${path.port}.${first}`)
  if (branch !== undefined) return memberOfTraced(branch, rest)
  const whole = trace.outputs.get(`${path.node}.${path.port}`)
  return whole && memberOfTraced(whole, path.members)
}

export function useInputValue(node: string, input: string): TracedValue | undefined {
  return useShownTrace().inputs.get(`${node}.${input}`)
}

export function useLastFiring(node: string): TracedFiring | undefined {
  return useShownTrace().firings.get(node)?.at(-1)
}
