import { expect, it } from 'vitest'
import type { Death } from '../runner/runner-process.ts'
import { createBlame } from './blame.ts'

const at = (node: string | null, run = 'r') => ({ run, flow: 'main', node, call: null, limitMs: 10 })
const slow = (node: string): Death => ({ kind: 'overrun', overrun: at(node) })
const full = (node: string): Death => ({ kind: 'memory', during: at(node) })

it.each<[string, readonly (readonly [Death, number])[], string | null]>([
  ['nobody who did it twice', [[slow('a'), 0], [slow('a'), 1]], null],
  ['who did it three times', [[slow('a'), 0], [full('a'), 1], [slow('a'), 2]], 'a 3'],
  ['who did it most', [[slow('a'), 0], [slow('b'), 1], [slow('a'), 2], [slow('b'), 3], [slow('b'), 4], [slow('a'), 5], [slow('b'), 6]], 'b 4'],
  ['nobody who did it long ago', [[slow('a'), -60_000], [slow('a'), 0], [slow('a'), 0]], null],
  ['nobody for what no node did', Array.from({ length: 3 }, () => [{ kind: 'crash', message: '', during: at(null) }, 0] as const), null],
  ['nobody for a component that did not start', Array.from({ length: 3 }, () => [{ kind: 'overrun', overrun: at('text.wasm', '') }, 0] as const), null],
  ['nobody where it was stopped', Array.from({ length: 3 }, () => [{ kind: 'closed' }, 0] as const), null],
])('blames %s', (_, deaths, expected) => {
  const blame = createBlame()
  for (const [death, nowMs] of deaths) blame.add(death, nowMs)
  const culprit = blame.culprit(6)
  expect(culprit === null ? null : `${culprit.node} ${culprit.times}`).toBe(expected)
})
