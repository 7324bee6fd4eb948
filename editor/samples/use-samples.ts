import { useMemo } from 'react'
import type { Sample } from '../../shared/directive/schema.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import { starterSample } from '../../shared/triggers/sample-event.ts'
import { type FaceSources, faceOf } from '../canvas/face.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { rootFlow, useSessionStore } from '../session/session-store.ts'
import type { ShownSample } from './sample-actions.ts'
import { useSampleStore } from './sample-store.ts'

/** A trigger of the flow in view that can have samples. */
export interface SampledTrigger {
  readonly id: string
  readonly label: string
  readonly detail: string
  readonly icon: string
  readonly settings: TriggerSettings
}

/** A trigger names no package and no flow. */
const NOTHING: FaceSources = { packageFor: () => undefined, flowFor: () => undefined }

/** Failure triggers take what fails in the flow itself: they have no samples. */
export function useSampledTriggers(flow: string | null): readonly SampledTrigger[] {
  const document = useDocumentStore((state) => (flow === null ? undefined : state.open?.document.flows[flow]))
  const resolved = useResolvedStore((state) => (flow === null ? undefined : state.resolved.flows.get(flow)))
  return useMemo(() => [...(resolved?.nodes.values() ?? [])].flatMap(({ id, action }): SampledTrigger[] => {
    const node = document?.nodes[id]
    if (node === undefined || action.kind !== 'trigger' || action.trigger.kind === 'failure') return []
    const { label, detail, icon } = faceOf(id, node, NOTHING)
    return [{ id, label, detail, icon, settings: action.trigger }]
  }), [document, resolved])
}

/** The trigger that was last chosen by its tab or on the canvas, else the first. */
export function useShownTrigger(flow: string | null, triggers: readonly SampledTrigger[]): SampledTrigger | undefined {
  const chosen = useSampleStore((state) => (flow === null ? undefined : state.trigger[flow]))
  return triggers.find(({ id }) => id === chosen) ?? triggers[0]
}

export interface TriggerSamples {
  /** The starter when none is saved. */
  readonly samples: readonly Sample[]
  readonly saved: boolean
  readonly shown: ShownSample
}

export function useTriggerSamples(flow: string, trigger: SampledTrigger): TriggerSamples {
  const all = useDocumentStore((state) => state.open?.document.samples?.[flow])
  const chosen = useSampleStore((state) => state.chosen[flow]?.get(trigger.id)) ?? 0
  return useMemo(() => {
    const saved = (all ?? []).filter((sample) => sample.trigger === trigger.id)
    const starter = { name: 'Sample', trigger: trigger.id, event: starterSample(trigger.settings) }
    const samples = saved.length > 0 ? saved : [starter]
    const index = chosen < samples.length ? chosen : 0
    return { samples, saved: saved.length > 0, shown: { flow, index, sample: samples[index] as Sample } }
  }, [all, chosen, flow, trigger])
}

/** Whose sample is previewed: inside of a flow node it is that of the flow around. */
export function useFlowInView(): string | null {
  return useSessionStore(rootFlow)
}
