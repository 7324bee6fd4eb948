import { expect, it } from 'vitest'
import type { ResolvedNode } from '../resolve/types.ts'
import type { Firing, RunResult } from '../engine/types.ts'
import { TRACED } from './messages.ts'
import { traceOf } from './trace.ts'

const node = { id: 'n', flow: 'main', inputs: [], outputs: new Map([['out', { kind: 'string' }]]) } as unknown as ResolvedNode
const firing = (value: string): Firing => ({
  node, within: [], tag: [], attempt: 1, args: [], fired: [['out', value]], failure: null, startedMs: 0, endedMs: 0,
})
const resultOf = (firings: readonly Firing[]): RunResult => ({ ok: false, failure: null, replied: false, firings, waiting: [] })
const sizeOf = (firings: readonly Firing[]): number => {
  const { trace } = traceOf(resultOf(firings), 0, [], TRACED, () => false)
  return JSON.stringify(trace).length
}

it('a trace stays small however many large values the run held', () => {
  const large = firing('x'.repeat(1024 * 1024))
  expect(sizeOf(Array.from({ length: 10_000 }, () => large))).toBeLessThan(2 * TRACED.traceBytes)
})

it('a trace of nested calls stays small, whatever names them', () => {
  const deep = { ...firing(''), within: Array.from({ length: 60 }, () => ({ node: 'n'.repeat(30), tag: [], element: 0, attempt: 1 })) }
  expect(sizeOf(Array.from({ length: 10_000 }, () => deep))).toBeLessThan(2 * TRACED.traceBytes)
})

it('values of ordinary size are all there', () => {
  const firings = Array.from({ length: 100 }, (_, index) => firing(String(index)))
  const { trace } = traceOf(resultOf(firings), 0, [], TRACED, () => false)
  expect(trace.firings.map(({ outputs }) => outputs['out']?.json)).toEqual(firings.map((_, index) => String(index)))
})
