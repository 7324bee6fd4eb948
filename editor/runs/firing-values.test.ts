import { expect, it } from 'vitest'
import type { ResolvedNode } from '../../shared/resolve/types.ts'
import type { TracedFiring } from '../../shared/runner/messages.ts'
import { firingValues } from './firing-values.ts'

const value = (json: string) => ({ json, whole: true, bytes: 1 })
const firing: TracedFiring = {
  node: 'mask', tag: [], attempt: 1, inputs: { gone: value('g'), keep: value('k'), text: value('t') }, outputs: { err: value('e'), out: value('o') },
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
  outputs: new Map([['out', STRING], ['err', SVG]]),
} as unknown as ResolvedNode

it('orders values as the node has its ports, and shows what takes anything by what is wired in', () =>
  expect(firingValues(firing, node)).toEqual({
    inputs: [{ port: 'text', value: value('t'), type: STRING }, { port: 'keep', value: value('k'), type: SVG }, { port: 'gone', value: value('g'), type: JSON_TYPE }],
    outputs: [{ port: 'out', value: value('o'), type: STRING }, { port: 'err', value: value('e'), type: SVG }],
  }))

it('shows the values of a node that is no longer drawn by their shape', () =>
  expect(firingValues(firing, undefined).outputs).toEqual([
    { port: 'err', value: value('e'), type: JSON_TYPE }, { port: 'out', value: value('o'), type: JSON_TYPE },
  ]))
