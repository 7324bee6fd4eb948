import { expect, it } from 'vitest'
import type { Frame } from '../../shared/engine/types.ts'
import type { Trace, TracedFiring } from '../../shared/runner/messages.ts'
import { callKey, callsAlong, callText } from './call-of-flow.ts'
import { failureInside } from './failure-inside.ts'
import { indexInside } from './index-inside.ts'
import { indexTraces } from './trace-index.ts'

const call = (node: string, element = 0, attempt = 1, turn: number | null = null): Frame =>
  ({ node, element, attempt, tag: turn === null ? [] : [{ key: '@head', index: turn }] })

const firing = (within: readonly Frame[], node: string, out: string, failed = false): TracedFiring => ({
  within, flow: 'f', node, tag: [], attempt: 1, inputs: {}, outputs: { out: { json: out, whole: true, bytes: 0 } },
  failure: failed ? { kind: 'trap', message: out, node, attempt: 1, payload: 'null' } : null,
  startedMs: 0, durationMs: 0, reused: false,
})

/** Of a flow that calls `mask` for three items, the second of them twice; inside of it stands `cut`. */
const TRACE: Trace = {
  firings: [
    firing([call('mask', 2)], 'upper', 'C'),
    firing([call('mask', 0)], 'upper', 'A'),
    firing([call('mask', 1), call('cut')], 'slice', 'oops', true),
    firing([call('mask', 1)], 'cut', 'oops, cut', true),
    firing([call('mask', 1, 2)], 'upper', 'B'),
    firing([], 'upper', 'outer'),
  ],
  logs: [],
  waiting: [{ within: [call('mask', 0)], flow: 'f', node: 'join', inputs: ['x'] }],
}
const OUTER = indexTraces([TRACE])
const upper = (way: readonly string[], wanted: readonly Frame[]) =>
  indexInside(OUTER, way, wanted.map(callKey)).outputs.get('upper.out')?.json

it.each([
  { where: 'outside', way: [], wanted: [], value: 'outer' },
  { where: 'inside, where no call is chosen, that of the last', way: ['mask'], wanted: [], value: 'C' },
  { where: 'inside of the chosen call', way: ['mask'], wanted: [call('mask', 1, 2)], value: 'B' },
  { where: 'inside, where the chosen call was not made, that of the last', way: ['mask'], wanted: [call('mask', 9)], value: 'C' },
  { where: 'inside of a node that was not called, nothing', way: ['other'], wanted: [], value: undefined },
  { where: 'deeper inside of a call that did not come so far, nothing', way: ['mask', 'cut'], wanted: [], value: undefined },
])('shows $where', ({ way, wanted, value }) => expect(upper(way, wanted)).toBe(value))

it('tells calls that wait from those that do not', () =>
  expect([call('mask', 0), call('mask', 2)].map((each) => [...indexInside(OUTER, ['mask'], [callKey(each)]).waiting]))
    .toEqual([[['join', ['x']]], []]))

it('gives the same index as long as nothing changes', () =>
  expect(indexInside(OUTER, ['mask'], [])).toBe(indexInside(OUTER, ['mask'], [])))

it('lists the calls in order, each with what tells it from the others', () => {
  const [choice] = callsAlong([TRACE], ['mask'], [])
  expect(choice?.calls.map((each) => `${callText(each, choice.calls)}${each.failed ? ' failed' : ''}`)).toEqual([
    'item 0, attempt 1', 'item 1, attempt 1 failed', 'item 1, attempt 2', 'item 2, attempt 1',
  ])
})

it.each([
  { frames: [call('a')], texts: [''] },
  { frames: [call('a', 0, 1, 1), call('a', 0, 1, 0)], texts: ['turn 1', 'turn 2'] },
  { frames: [call('a', 0, 2, 10), call('a', 0, 1, 10), call('a', 0, 1, 2)], texts: ['turn 3, attempt 1', 'turn 11, attempt 1', 'turn 11, attempt 2'] },
])('calls are told apart as $texts', ({ frames, texts }) => {
  const trace = { ...TRACE, firings: frames.map((frame) => firing([frame], 'upper', 'x')) }
  const [choice] = callsAlong([trace], ['a'], [])
  expect(choice?.calls.map((each) => callText(each, choice.calls))).toEqual(texts)
})

it('finds the innermost firing that made a flow node fail', () => {
  const found = failureInside(OUTER, [], [], 'mask')
  expect([found?.node, found?.within]).toEqual(['slice', [call('mask', 1), call('cut')]])
  expect(failureInside(OUTER, [], [], 'other')).toBe(null)
})
