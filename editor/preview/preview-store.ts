import { create } from 'zustand'
import type { Problem } from '../../shared/directive/problem.ts'
import { indexTraces, NO_TRACE, type TraceIndex } from '../values/trace-index.ts'
import type { PreviewOutcome, PreviewRun } from './session.ts'

/** What the last preview of a flow showed. While a newer one runs, this stays. */
export interface FlowPreview {
  readonly index: TraceIndex
  /** By trigger. */
  readonly runs: ReadonlyMap<string, PreviewRun>
  /** Why there are no newer values: a sample that makes no event, a directive that does not load, an ended worker. */
  readonly trouble: Trouble | null
}

export interface Trouble {
  readonly message: string
  readonly node: string | null
  readonly problems: readonly Problem[]
}

interface PreviewState {
  readonly running: boolean
  readonly flows: Readonly<Record<string, FlowPreview>>
}

export const NO_PREVIEW: FlowPreview = { index: NO_TRACE, runs: new Map(), trouble: null }

export const usePreviewStore = create<PreviewState>(() => ({ running: false, flows: {} }))

export function previewStarted(): void {
  usePreviewStore.setState({ running: true })
}

export function previewEnded(outcome: PreviewOutcome): void {
  const { flow } = outcome.request
  const before = usePreviewStore.getState().flows[flow] ?? NO_PREVIEW
  usePreviewStore.setState(({ flows }) => ({ running: false, flows: { ...flows, [flow]: previewOf(outcome, before) } }))
}

export function previewTrouble(flow: string, message: string): void {
  usePreviewStore.setState(({ flows }) => ({
    running: false,
    flows: { ...flows, [flow]: { ...(flows[flow] ?? NO_PREVIEW), trouble: { message, node: null, problems: [] } } },
  }))
}

/** Forgets everything: another application was opened. */
export function clearPreviews(): void {
  usePreviewStore.setState({ running: false, flows: {} })
}

function previewOf(outcome: PreviewOutcome, before: FlowPreview): FlowPreview {
  switch (outcome.kind) {
    case 'ran':
      return {
        index: indexTraces(outcome.runs.map(({ trace }) => trace)),
        runs: new Map(outcome.runs.map((run) => [run.trigger, run])),
        trouble: null,
      }
    case 'refused': {
      const message = 'The flow cannot be previewed.'
      return { ...before, trouble: { message, node: null, problems: outcome.problems } }
    }
    case 'stopped':
      return { ...before, trouble: { message: outcome.message, node: outcome.node, problems: [] } }
  }
}
