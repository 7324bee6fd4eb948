import { useMemo } from 'react'
import type { SampleAnswer, SampleAsk } from '../../shared/directive/sample-answer.ts'
import type { NodeAt } from '../document/flow-uses.ts'
import { usePreviewStore } from '../preview/preview-store.ts'
import { editSample, type ShownSample } from '../samples/sample-actions.ts'
import { useFlowInView, useSampledTriggers, useShownTrigger, useTriggerSamples, type SampledTrigger } from '../samples/use-samples.ts'
import { distinctAsks } from './answer-list.ts'

/** The sample in view, and what a node of its preview asked for that nothing was typed in for. */
export interface SampleAnswers {
  readonly answers: readonly SampleAnswer[]
  readonly unanswered: readonly SampleAsk[]
  put(answers: readonly SampleAnswer[]): void
}

const NO_ANSWERS: readonly SampleAnswer[] = []
const NO_TRIGGER: SampledTrigger = {
  id: '', label: '', detail: '', icon: '', settings: { kind: 'inputs', inputs: [] },
}

/** Null where nothing in view has samples. */
export function useSampleAnswers({ flow, node }: NodeAt): SampleAnswers | null {
  const root = useFlowInView()
  const trigger = useShownTrigger(root, useSampledTriggers(root))
  const { shown } = useTriggerSamples(root ?? '', trigger ?? NO_TRIGGER)
  const run = usePreviewStore(({ flows }) => flows[root ?? '']?.runs.get(trigger?.id ?? ''))
  return useMemo(() => {
    if (trigger === undefined) return null
    const asked = (run?.unanswered ?? []).filter((each) => each.flow === flow && each.node === node)
    return {
      answers: shown.sample.answers ?? NO_ANSWERS,
      unanswered: distinctAsks(asked.map(({ ask }) => ask)),
      put: (answers) => putAnswers(shown, answers),
    }
  }, [trigger, shown, run, flow, node])
}

function putAnswers(shown: ShownSample, answers: readonly SampleAnswer[]): void {
  editSample(shown, { answers: [...answers] })
}
