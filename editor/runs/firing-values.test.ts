import { expect, it } from 'vitest'
import type { ResolvedNode } from '../../shared/resolve/types.ts'
import type { TracedFiring } from '../../shared/runner/messages.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { firingValues } from './firing-values.ts'

const value = (json: string) => ({ json, whole: true, bytes: 1 })
const firing: TracedFiring = {
  within: [], flow: 'main', node: 'mask', tag: [], attempt: 1, inputs: { gone: value('g'), keep: value('k'), text: value('t') }, outputs: { err: value('e'), out: value('o') },
  failure: null, startedMs: 0, durationMs: 1, reused: false,
}
const STRING = { kind: 'string' } as const
const JSON_TYPE = { kind: 'known', name: 'json' }
const SVG = { kind: 'known', name: 'svg' } as const

const node = {
  inputs: [
    { name: 'text', type: STRING, required: true, binding: null },
    { name: 'keep', type: { kind: 'any' }, required: true, binding: { kind: 'from', sources: [{ path: { node: 'a', port: 'out', members: [] }, type: SVG, verdict: { kind: 'same' } }] } },
  ],
  outputs: new Map<string, PortType>([['out', STRING], ['err', SVG]]),
} as unknown as ResolvedNode

it('orders values as the node has its ports, and shows what takes anything by what is wired in', () =>
  expect(firingValues(firing, node)).toEqual({
    main: { port: 'out', value: value('o'), type: STRING },
    inputs: [{ port: 'text', value: value('t'), type: STRING }, { port: 'keep', value: value('k'), type: SVG }, { port: 'gone', value: value('g'), type: JSON_TYPE }],
    outputs: [{ port: 'out', value: value('o'), type: STRING }, { port: 'err', value: value('e'), type: SVG }],
  }))

it('shows the values of a node that is no longer drawn by their shape', () =>
  expect(firingValues(firing, undefined).outputs).toEqual([
    { port: 'err', value: value('e'), type: JSON_TYPE }, { port: 'out', value: value('o'), type: JSON_TYPE },
  ]))

it.each([
  { action: { kind: 'sink', sink: 'debug' }, inputs: { value: value('v') }, outputs: { done: value('d') }, main: 'value' },
  { action: { kind: 'sink', sink: 'http-reply' }, inputs: { status: value('s'), body: value('b') }, outputs: { done: value('d') }, main: 'body' },
  { action: { kind: 'sink', sink: 'http-reply' }, inputs: { status: value('s') }, outputs: { done: value('d') }, main: 'done' },
  { action: { kind: 'core' }, inputs: { text: value('t') }, outputs: {}, main: 'text' },
  { action: { kind: 'core' }, inputs: {}, outputs: {}, main: undefined },
])('of $inputs and $outputs of a $action.kind the row shows $main', ({ action, inputs, outputs, main }) =>
  expect(firingValues({ ...firing, inputs, outputs } as TracedFiring, { ...node, action } as ResolvedNode).main?.port).toBe(main))
