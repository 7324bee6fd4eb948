import { expect, it } from 'vitest'
import type { Call, CallKey, Outcome } from '../engine/types.ts'
import { parseSignature } from '../wit/parse.ts'
import { createMemo } from './memo.ts'

const call = (node: string, arg: string, more: Partial<Pick<CallKey, 'element' | 'within'> & { digest: string }> = {}): Call => ({
  key: { run: 'r', within: more.within ?? [], node, tag: [], element: more.element ?? 0, attempt: 1 }, flow: 'f', digest: more.digest ?? 'd', args: [arg],
  fn: { path: 'f', instance: null, name: 'f', ...parseSignature('func(text: string) -> string') },
})
const HOST = {}
const gave = (value: string): Outcome => ({ ok: true, value })

it('knows what the same node gave for equal arguments in the run before', () => {
  const memo = createMemo()
  memo.keep(call('n', 'a'), HOST, gave('A'), [])
  expect(memo.recall(call('n', 'a'), HOST)).toBe(undefined)
  memo.endRun()
  expect(memo.recall(call('n', 'a'), HOST)?.outcome).toEqual(gave('A'))
})

it.each([
  ['another argument', call('n', 'b')],
  ['another node', call('m', 'a')],
  ['another component', call('n', 'a', { digest: 'e' })],
  ['another item', call('n', 'a', { element: 1 })],
  ['a node of this name in a flow used as a node', call('n', 'a', { within: [{ node: 'f', tag: [], element: 0, attempt: 1 }] })],
])('does not know %s', (_, other) => {
  const memo = createMemo()
  memo.keep(call('n', 'a'), HOST, gave('A'), [])
  memo.endRun()
  expect(memo.recall(other, HOST)).toBe(undefined)
})

it('keeps what was recalled for the run after, and forgets what was not', () => {
  const memo = createMemo()
  memo.keep(call('n', 'a'), HOST, gave('A'), [])
  memo.keep(call('m', 'a'), HOST, gave('B'), [])
  memo.endRun()
  memo.recall(call('n', 'a'), HOST)
  memo.endRun()
  expect([memo.recall(call('n', 'a'), HOST)?.outcome, memo.recall(call('m', 'a'), HOST)?.outcome]).toEqual([gave('A'), undefined])
})

it('does not know what the component gave with other grants or limits', () => {
  const memo = createMemo()
  memo.keep(call('n', 'a'), HOST, gave('A'), [])
  memo.endRun()
  expect(memo.recall(call('n', 'a'), {})).toBe(undefined)
})
