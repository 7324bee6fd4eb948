import type { Json } from '../../shared/json/json.ts'
import type { Sample } from '../../shared/directive/schema.ts'
import { commit, currentDocument, useDocumentStore } from '../document/document-store.ts'
import { chooseSample, dropDrafts } from './sample-store.ts'
import { allOf, freeName, samplesOf, withoutSample, withSample } from './sample-list.ts'

/** One sample of a trigger. A trigger that has none yet shows a starter, which is saved by its first edit. */
export interface ShownSample {
  readonly flow: string
  readonly index: number
  readonly sample: Sample
}

/** Typing into a sample is one step of undo until its field is left. */
export function editSample({ flow, index, sample }: ShownSample, change: Pick<Partial<Sample>, 'event' | 'files' | 'answers'>): void {
  put(flow, index, { ...sample, ...change }, 'Edit the sample', `sample:${flow}/${sample.trigger}/${index}`)
}

export function editEvent(shown: ShownSample, event: Json): void {
  editSample(shown, { event })
}

export function renameSample({ flow, index, sample }: ShownSample, name: string): void {
  const trimmed = name.trim().slice(0, 200)
  if (trimmed === '' || trimmed === sample.name) return
  put(flow, index, { ...sample, name: trimmed }, 'Rename the sample', null)
}

/** Behind the others, and chosen. The starter that was shown so far stays as the first one. */
export function addSample(shown: ShownSample, event: Json): void {
  const { flow, sample: { trigger } } = shown
  const before = withShown(shown)
  const name = freeName('Sample', ofTrigger(before, trigger))
  append(flow, before, { name, trigger, event }, 'Add a sample')
}

export function duplicateSample(shown: ShownSample): void {
  const before = withShown(shown)
  const { flow, sample } = shown
  const name = freeName(sample.name, ofTrigger(before, sample.trigger))
  append(flow, before, { ...sample, name }, 'Duplicate the sample')
}

/** Gives what brings it back to its place, whatever was edited since. */
export function deleteSample({ flow, index, sample }: ShownSample): () => void {
  const { trigger } = sample
  const before = allOf(currentDocument(), flow)
  commit({ kind: 'set-samples', flow, samples: withoutSample(before, trigger, index) }, 'Delete the sample')
  dropDrafts(flow, trigger, index)
  chooseSample(flow, trigger, Math.max(0, Math.min(index, samplesOf(currentDocument(), flow, trigger).length - 1)))
  return () => {
    const { open } = useDocumentStore.getState()
    if (open === null || !Object.hasOwn(open.document.flows, flow)) return
    const samples = allOf(open.document, flow).toSpliced(before.indexOf(sample), 0, sample)
    commit({ kind: 'set-samples', flow, samples }, 'Bring a sample back')
    chooseSample(flow, trigger, samplesOf(currentDocument(), flow, trigger).indexOf(sample))
  }
}

function put(flow: string, index: number, given: Sample, title: string, group: string | null): void {
  const { files = {}, answers = [], ...sample } = given
  const whole = {
    ...sample,
    ...(Object.keys(files).length > 0 && { files }),
    ...(answers.length > 0 && { answers }),
  }
  commit({ kind: 'set-samples', flow, samples: withSample(allOf(currentDocument(), flow), index, whole) }, title, group)
}

function append(flow: string, before: readonly Sample[], sample: Sample, title: string): void {
  commit({ kind: 'set-samples', flow, samples: [...before, sample] }, title)
  chooseSample(flow, sample.trigger, ofTrigger(before, sample.trigger).length)
}

function withShown({ flow, index, sample }: ShownSample): readonly Sample[] {
  const all = allOf(currentDocument(), flow)
  return ofTrigger(all, sample.trigger).length === 0 ? withSample(all, index, sample) : all
}

function ofTrigger(samples: readonly Sample[], trigger: string): readonly Sample[] {
  return samples.filter((sample) => sample.trigger === trigger)
}
