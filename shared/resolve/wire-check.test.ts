import { expect, it } from 'vitest'
import type { Node } from '../directive/schema.ts'
import { resolveDirective } from './resolve.ts'
import { components, directiveOf } from './directive.test-support.ts'
import { canConnect, wiresFrom } from './wire-check.ts'

const NODES: Readonly<Record<string, Node>> = {
  start: { trigger: 'manual' },
  text: { use: 'lib#upper', in: { text: { from: 'start.out' } } },
  loud: { use: 'lib#upper', in: { text: { record: { no: { from: 'text.out' } } } } },
  add: { use: 'lib#add' },
  save: { use: 'lib#save' },
  both: { use: 'lib#both' },
  cases: { use: 'lib#compare', in: { a: { value: 1 } } },
  show: { sink: 'debug' },
  strange: { use: 'lib#nope' },
}
const DIRECTIVE = directiveOf(NODES)
const RESOLVED = resolveDirective(DIRECTIVE, components)

function verdict(from: string, toNode: string, toInput: string | null): string {
  const found = canConnect(RESOLVED, { flow: 'main', from, toNode, toInput })
  return found.kind === 'refused' ? `refused: ${found.reason}` : found.kind
}

it.each([
  ['text.out', 'show', 'value', 'widens'],
  ['text.out', 'loud', 'text', 'same'],
  ['start.out', 'add', 'a', 'checked'],
  ['start.out.deep.member', 'add', 'a', 'checked'],
  ['cases.out.below', 'add', 'a', 'same'],
  ['text.failed.message', 'loud', 'text', 'same'],
  ['cases.out.same', 'add', null, 'same'],
  ['text.out', 'save', 'order.lines.0', 'same'],
  ['text.out', 'both', 'pair.0', 'same'],
  ['text.out', 'show', 'value.a.b', 'widens'],
  ['text.out', 'add', 'a', 'refused: string does not go into s32.'],
  ['text.out', 'save', 'order.id', 'refused: string does not go into u32.'],
  ['text.out', 'both', 'pair.1', 'refused: string does not go into u8.'],
  ['cases.out.same', 'add', 'a', 'refused: unit does not go into s32: a signal has no value: wire it to after, or to a json input, where it is null.'],
  ['text.out', 'save', 'order.nope', 'refused: The node has no input order.nope.'],
  ['text.out', 'add', 'c', 'refused: The node has no input c.'],
  ['loud.out', 'text', 'text', 'same'],
  ['loud.out', 'text', null, 'same'],
  ['text.out', 'start', 'value', 'refused: A trigger takes nothing in: it begins a run.'],
  ['start.out.x', 'add', null, 'refused: after waits for a port, not for a member of what it carries.'],
  ['text.out', 'nobody', 'a', 'refused: There is no node nobody in this flow.'],
  ['nobody.out', 'add', 'a', 'refused: This flow has no node nobody.'],
  ['text.err', 'add', 'a', 'refused: The node text has no port err.'],
  ['strange.out', 'add', 'a', 'refused: It is not known what strange.out carries, because its node has a problem.'],
])('a wire from %s to %s.%s is %s', (from, toNode, toInput, said) => expect(verdict(from, toNode, toInput)).toBe(said))

it('knows no other flow', () =>
  expect(canConnect(RESOLVED, { flow: 'other', from: 'text.out', toNode: 'add', toInput: 'a' })).toEqual({
    kind: 'refused', reason: 'There is no flow other.',
  }))

it('offers the converter', () =>
  expect(wiresFrom(RESOLVED, { flow: 'main', from: 'cases.out.below' })('loud', 'text')).toEqual({
    kind: 'refused', reason: 's32 does not go into string.', offers: { core: 'format', input: 'value' },
  }))
