import { expect, it } from 'vitest'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import { applyEdit } from '../apply-edit.ts'
import type { Edit } from '../edit.ts'
import { inputsOf, removeInput, renameInput, renameOutput, setInputs } from './flow-ports.ts'

/** `mask` with two inputs and two outputs, of which one is given by two sinks; used twice in `main` and once in itself. */
const DOCUMENT: Directive = {
  directive: 1, name: 'a', packages: {},
  flows: {
    main: { nodes: {
      first: { flow: 'mask', in: { text: { from: 'start.out' }, keep: { value: 'x' } } },
      second: { flow: 'mask', in: { keep: { from: 'first.short' }, text: { record: { a: { from: ['first.out', 'other.out'] } } } }, each: { over: 'text' } },
      last: { sink: 'debug', in: { value: { from: 'second.out.member' } }, after: [['first.short', 'first.failed']] },
    } },
    mask: { nodes: {
      given: { trigger: 'inputs', with: { inputs: { text: 'string', keep: 'option<string>' } } },
      cut: { core: 'format', in: { a: { from: 'given.out.text' }, b: { from: ['given.out.keep', 'given.out.text.member'] } }, after: ['given.out.text'] },
      output: { sink: 'output', in: { value: { from: 'cut.out' } } },
      again: { sink: 'output', in: { value: { from: 'cut.failed' } } },
      short: { sink: 'output', with: { name: 'short' }, in: { value: { from: 'cut.out.text' } } },
      deep: { flow: 'mask', in: { text: { from: 'cut.short' } }, after: ['deep.short'] },
    } },
  },
  samples: { mask: [
    { name: 'One', trigger: 'given', event: { kind: 'inputs', values: { text: 'a', keep: null } } },
    { name: 'Other', trigger: 'other', event: { kind: 'manual', value: { text: 1 } } },
  ] },
}

function after(edit: Edit): Directive {
  const { document, undo } = applyEdit(DOCUMENT, edit)
  expect(applyEdit(document, undo).document).toEqual(DOCUMENT)
  return document
}

const nodesOf = (document: Directive): Readonly<Record<string, Node>> =>
  ({ ...document.flows['main']?.nodes, ...document.flows['mask']?.nodes })

const GIVEN = { flow: 'mask', node: 'given' }

it('renames an input in the trigger, in the wires inside, at every node that the flow is used as, and in its samples', () => {
  const renamed = after(renameInput(DOCUMENT, GIVEN, 'text', 'words'))
  const before = nodesOf(DOCUMENT)
  expect(nodesOf(renamed)).toEqual({
    ...before,
    first: { flow: 'mask', in: { words: { from: 'start.out' }, keep: { value: 'x' } } },
    second: { ...before['second'], in: { keep: { from: 'first.short' }, words: before['second']?.in?.['text'] }, each: { over: 'words' } },
    given: { trigger: 'inputs', with: { inputs: { words: 'string', keep: 'option<string>' } } },
    cut: { core: 'format', in: { a: { from: 'given.out.words' }, b: { from: ['given.out.keep', 'given.out.words.member'] } }, after: ['given.out.words'] },
    deep: { flow: 'mask', in: { words: { from: 'cut.short' } }, after: ['deep.short'] },
  })
  expect(Object.keys(nodesOf(renamed)['first']?.in ?? {})).toEqual(['words', 'keep'])
  expect(renamed.samples?.['mask']).toEqual([
    { name: 'One', trigger: 'given', event: { kind: 'inputs', values: { words: 'a', keep: null } } }, DOCUMENT.samples?.['mask']?.[1],
  ])
})

it('removes an input with its wires inside, what is bound to it, and its values in samples', () => {
  const removed = after(removeInput(DOCUMENT, GIVEN, 'text'))
  const before = nodesOf(DOCUMENT)
  expect(nodesOf(removed)).toEqual({
    ...before,
    first: { flow: 'mask', in: { keep: { value: 'x' } } },
    second: { flow: 'mask', in: { keep: { from: 'first.short' } } },
    given: { trigger: 'inputs', with: { inputs: { keep: 'option<string>' } } },
    cut: { core: 'format', in: { b: { from: 'given.out.keep' } } },
    deep: { flow: 'mask', after: ['deep.short'] },
  })
  expect(removed.samples?.['mask']?.[0]?.event).toEqual({ kind: 'inputs', values: { keep: null } })
})

it('renames an output at the wires from every node that the flow is used as', () => {
  const before = nodesOf(DOCUMENT)
  expect(nodesOf(after(renameOutput(DOCUMENT, { flow: 'mask', node: 'short' }, 'brief')))).toEqual({
    ...before,
    second: { ...before['second'], in: { ...before['second']?.in, keep: { from: 'first.brief' } } },
    last: { ...before['last'], after: [['first.brief', 'first.failed']] },
    short: { ...before['short'], with: { name: 'brief' } },
    deep: { ...before['deep'], after: ['deep.brief'] },
  })
})

it('leaves the wires where another sink gives the output of the old name', () =>
  expect(nodesOf(after(renameOutput(DOCUMENT, { flow: 'mask', node: 'again' }, 'wrong')))).toEqual({
    ...nodesOf(DOCUMENT), again: { ...nodesOf(DOCUMENT)['again'], with: { name: 'wrong' } },
  }))

it('writes no name for the output that has the name of a function\'s', () =>
  expect(nodesOf(after(renameOutput(DOCUMENT, { flow: 'mask', node: 'short' }, 'out')))['short'])
    .toEqual({ sink: 'output', in: { value: { from: 'cut.out.text' } } }))

it('puts inputs into another order', () => {
  const { flows } = after(setInputs(DOCUMENT, GIVEN, { keep: 'option<string>', text: 'u32' }))
  const given = flows['mask']?.nodes['given'] as Node
  expect(Object.entries(inputsOf(given))).toEqual([['keep', 'option<string>'], ['text', 'u32']])
})
