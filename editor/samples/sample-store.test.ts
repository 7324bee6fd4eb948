import { beforeEach, expect, it } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import { currentDocument, openDocument, undoEdit } from '../document/document-store.ts'
import { addSample, deleteSample, duplicateSample, editEvent, editSample, renameSample, type ShownSample } from './sample-actions.ts'
import { samplesOf } from './sample-list.ts'
import { chooseSample, chosenSamples, draftKey, liveDraft, setDraft, showTrigger, useSampleStore } from './sample-store.ts'

const sample = (name: string, trigger = 'request', event: object = { body: name }) => ({ name, trigger, event: event as { body: string } })

function document(samples?: Directive['samples']): Directive {
  return { directive: 1, name: 'a', packages: {}, flows: { main: { nodes: { request: { trigger: 'http' }, other: { trigger: 'manual' } } } }, ...(samples && { samples }) }
}

let app = 0
beforeEach(() => openDocument(`app-${++app}`, document({ main: [sample('Ada'), sample('O', 'other'), sample('Bob')] })))

const shown = (index: number): ShownSample => ({ flow: 'main', index, sample: samplesOf(currentDocument(), 'main', 'request')[index] as ShownSample['sample'] })
const names = (trigger = 'request') => samplesOf(currentDocument(), 'main', trigger).map(({ name }) => name)
const chosen = () => chosenSamples('main').get('request')

it('edits the one that is meant, whoever else has samples in the flow', () => {
  editEvent(shown(1), { body: 'Robert' })
  expect(currentDocument().samples?.['main']).toEqual([sample('Ada'), sample('O', 'other'), sample('Bob', 'request', { body: 'Robert' })])
})

it('undoes what was typed into one sample at once', () => {
  for (const body of ['R', 'Ro', 'Rob']) editEvent(shown(1), { body })
  undoEdit()
  expect(shown(1).sample.event).toEqual({ body: 'Bob' })
})

it('keeps a starter by its first edit', () => {
  openDocument('fresh', document())
  editEvent({ flow: 'main', index: 0, sample: sample('Sample') }, { body: 1 })
  expect(currentDocument().samples).toEqual({ main: [{ name: 'Sample', trigger: 'request', event: { body: 1 } }] })
  undoEdit()
  expect(currentDocument()).toEqual(document())
})

it('adds one beside a starter that nobody has touched', () => {
  openDocument('fresh', document())
  addSample({ flow: 'main', index: 0, sample: sample('Sample') }, {})
  expect([names(), chosen()]).toEqual([['Sample', 'Sample 2'], 1])
})

it('chooses what was added or duplicated', () => {
  addSample(shown(0), {})
  expect([names(), chosen()]).toEqual([['Ada', 'Bob', 'Sample'], 2])
  duplicateSample(shown(0))
  expect([names(), chosen(), shown(3).sample.event]).toEqual([['Ada', 'Bob', 'Sample', 'Ada 2'], 3, { body: 'Ada' }])
  duplicateSample(shown(3))
  expect(names().at(-1)).toBe('Ada 3')
})

it.each([
  { remove: 0, left: ['Bob'], chosen: 0 },
  { remove: 1, left: ['Ada'], chosen: 0 },
])('deleting sample $remove leaves $left and chooses $chosen', ({ remove, left, chosen: after }) => {
  chooseSample('main', 'request', remove)
  deleteSample(shown(remove))
  expect([names(), names('other'), chosen()]).toEqual([left, ['O'], after])
})

it('brings a deleted sample back to its place, whatever was edited since', () => {
  const restore = deleteSample(shown(0))
  editEvent(shown(0), { body: 'Bobby' })
  restore()
  expect([names(), names('other'), chosen(), shown(1).sample.event]).toEqual([['Ada', 'Bob'], ['O'], 0, { body: 'Bobby' }])
})

it('brings nothing back into another application', () => {
  const restore = deleteSample(shown(0))
  openDocument('another', { ...document(), flows: {} })
  restore()
  expect(currentDocument().samples).toBeUndefined()
})

it.each([{ name: ' Eve ', after: 'Eve' }, { name: '  ', after: 'Ada' }])('renaming to “$name” gives “$after”', ({ name, after }) => {
  renameSample(shown(0), name)
  expect(names()).toEqual([after, 'Bob'])
})

it('writes no empty list of files', () => {
  const file = { digest: `sha256:${'0'.repeat(64)}`, name: 'a.png', mediaType: 'image/png', size: 1 }
  editSample(shown(0), { files: { body: file } })
  expect(shown(0).sample.files).toEqual({ body: file })
  editSample(shown(0), { files: {} })
  expect(shown(0).sample).toEqual(sample('Ada'))
})

it('gives the same choice until it changes, and none for a flow where nothing was chosen', () => {
  chooseSample('main', 'request', 1)
  const before = chosenSamples('main')
  showTrigger('main', 'other')
  expect([chosenSamples('main') === before, [...before], [...chosenSamples('unknown')]]).toEqual([true, [['request', 1]], []])
})

it('forgets choices and drafts when another application is opened', () => {
  chooseSample('main', 'request', 1)
  setDraft(draftKey('main', 'request', 0, 'body'), { base: 1, text: '{' })
  openDocument('another', document())
  expect([useSampleStore.getState().chosen, useSampleStore.getState().drafts.size]).toEqual([{}, 0])
})

it.each([
  { base: { a: 1 }, value: { a: 1 }, text: '{' },
  { base: { a: 1, b: 2 }, value: { b: 2, a: 1 }, text: '{' },
  { base: undefined, value: undefined, text: '{' },
  { base: { a: 1 }, value: { a: 2 }, text: null },
  { base: undefined, value: null, text: null },
])('what was typed over $base shows over $value as $text', ({ base, value, text }) => expect(liveDraft({ base, text: '{' }, value)).toBe(text))

it('moves drafts up with their samples when one before them is deleted', () => {
  const text = (index: number) => useSampleStore.getState().drafts.get(draftKey('main', 'request', index, 'body'))?.text
  setDraft(draftKey('main', 'request', 0, 'body'), { base: 1, text: 'first' })
  setDraft(draftKey('main', 'request', 1, 'body'), { base: 1, text: 'second' })
  setDraft(draftKey('main', 'request-2', 1, 'body'), { base: 1, text: 'other' })
  deleteSample(shown(0))
  expect([text(0), text(1), useSampleStore.getState().drafts.get(draftKey('main', 'request-2', 1, 'body'))?.text]).toEqual(['second', undefined, 'other'])
})
