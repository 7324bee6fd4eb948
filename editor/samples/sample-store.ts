import { create } from 'zustand'
import { canonicalJson } from '../../shared/directive/canonical.ts'
import type { Json } from '../../shared/json/json.ts'
import { useDocumentStore } from '../document/document-store.ts'

// What a person looks at among the samples, and what was typed that is not (or not only) in the document.

/** The parts of an http sample that a form shows one at a time. */
export type SamplePart = 'body' | 'query' | 'headers' | 'event'

export interface Draft {
  /** The document's value that the text was typed over: a change from elsewhere, such as an undo, ends the draft. */
  readonly base: Json | undefined
  readonly text: string
}

interface SampleState {
  /** By flow and trigger: which of its samples is previewed. */
  readonly chosen: Readonly<Record<string, ReadonlyMap<string, number>>>
  /** By flow: the trigger whose samples are in view. */
  readonly trigger: Readonly<Record<string, string>>
  readonly part: SamplePart
  /** How a body of a WIT type is edited. */
  readonly typedAs: 'form' | 'json'
  readonly drafts: ReadonlyMap<string, Draft>
}

const START: SampleState = { chosen: {}, trigger: {}, part: 'body', typedAs: 'form', drafts: new Map() }
const NONE: ReadonlyMap<string, number> = new Map()

export const useSampleStore = create<SampleState>(() => START)

// Another application has other flows under the same names.
useDocumentStore.subscribe((now, before) => {
  if (now.open?.app !== before.open?.app) useSampleStore.setState(START)
})

/** For `Previews.show`. The same object until a choice changes; a trigger that is not in it shows its first sample. */
export function chosenSamples(flow: string): ReadonlyMap<string, number> {
  return useSampleStore.getState().chosen[flow] ?? NONE
}

export function chooseSample(flow: string, trigger: string, index: number): void {
  const { chosen } = useSampleStore.getState()
  useSampleStore.setState({ chosen: { ...chosen, [flow]: new Map(chosen[flow]).set(trigger, index) } })
}

export function showTrigger(flow: string, trigger: string): void {
  useSampleStore.setState(({ trigger: shown }) => ({ trigger: { ...shown, [flow]: trigger } }))
}

export function showPart(part: SamplePart): void {
  useSampleStore.setState({ part })
}

export function editTypedAs(typedAs: SampleState['typedAs']): void {
  useSampleStore.setState({ typedAs })
}

/** Names what is typed into one field of one sample. */
export function draftKey(flow: string, trigger: string, index: number, field: string): string {
  return `${flow}/${trigger}/${index}/${field}`
}

export function setDraft(key: string, draft: Draft): void {
  useSampleStore.setState(({ drafts }) => ({ drafts: new Map(drafts).set(key, draft) }))
}

/** What a field shows over the document's value; null when the value itself. */
export function liveDraft(draft: Draft | undefined, value: Json | undefined): string | null {
  return draft !== undefined && sameJson(draft.base, value) ? draft.text : null
}

function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other))
}

/** A sample is gone: its drafts go, those behind it move up. */
export function dropDrafts(flow: string, trigger: string, index: number): void {
  const prefix = `${flow}/${trigger}/`
  useSampleStore.setState(({ drafts }) => ({
    drafts: new Map([...drafts].flatMap(([key, draft]): [string, Draft][] => {
      if (!key.startsWith(prefix)) return [[key, draft]]
      const [at = '', field = ''] = key.slice(prefix.length).split('/')
      if (Number(at) === index) return []
      return [[Number(at) > index ? draftKey(flow, trigger, Number(at) - 1, field) : key, draft]]
    })),
  }))
}
