import fc from 'fast-check'
import { expect, it } from 'vitest'
import { interpret, type RefFiring, type RefRun } from '../reference.ts'
import { anyFlow } from './any-flow.ts'
import { callsOf, flowsIn } from './calls.ts'
import { loopingFlow } from './looping-flow.ts'
import { nestedFlow } from './nested-flow.ts'

// Random flows prove a rule only where they come to it.

const RUNS = 1_500

/** What runs that went well came to. */
const FEATURES: Readonly<Record<string, (run: RefRun) => boolean>> = {
  merges: tagged((keys) => keys.some(isMerge)),
  'merges behind merges': tagged((keys) => keys.filter(isMerge).length > 1),
  turns: tagged((keys, indices) => keys.some((key, at) => isTurn(key) && Number(indices[at]) >= 3)),
  'turns within turns': tagged((keys, indices) => keys.filter((key, at) => isTurn(key) && Number(indices[at]) >= 1).length > 1),
  'merges and turns at once': tagged((keys) => keys.some(isMerge) && keys.some(isTurn)),
  'failures that are handled': tagged((keys) => keys.some((key) => key.startsWith('!'))),
  'failures that are taken': ({ firings }) => firings.some(({ outputs, tag }) => 'failed' in outputs && Object.keys(tag).length === 0),
  'nodes that wait': ({ waiting }) => waiting.size > 0,
  'further attempts': ({ firings }) => firings.some(({ attempt }) => attempt > 1),
  'calls of flows': inside(({ within }) => depthOf(within) > 0),
  'calls in calls': inside(({ within }) => depthOf(within) > 1),
  'calls of flows for items': inside(({ within }) => /#[1-9]\d*\./.test(within)),
  'calls of flows that are tried again': inside(({ within }) => /\.[2-9]\//.test(within)),
  'loops and merges in calls': inside(({ within, tag }) => depthOf(within) > 0 && Object.keys(tag).length > 0),
  'calls of flows in loops and merges': inside(({ within }) => /\{[^}]/.test(within)),
  'error handlers in calls': inside(({ within, node }) => depthOf(within) > 0 && node === 'oops'),
  'replies in calls': inside(({ node }) => node === 'reply'),
  'calls that fail, and the flow goes on': ({ firings }) => firings.some(({ within, node, outputs }) =>
    'failed' in outputs && firings.some((other) => other.within.startsWith(`${within}${node}{`))),
  'outputs that get two values': ({ loose }) => loose.some((begin) => begin.endsWith('/')),
  'nodes that wait in calls': ({ waiting }) => [...waiting].some((line) => line.includes('/')),
  'lists of what was collected': collected((lists) => lists.some(({ outputs }) => listIn(outputs).length > 1)),
  'lists of what was collected in turns': collected((lists) => lists.filter(({ tag }) => Object.keys(tag).some(isTurn)).length > 2),
  'lists behind lists': collected((lists) => new Set(lists.map(({ node }) => node)).size > 2),
  'empty lists': collected((lists) => lists.some(({ outputs }) => listIn(outputs).length === 0)),
  'lists of results': ({ firings }) => firings.some(({ inputs, outputs }) => inputs?.some(Array.isArray) === true && Array.isArray(outputs.out)),
}
const ENDS = ['trap', 'err', 'no-value', 'ambiguous', 'limit']

it('random flows come to everything that the rules tell apart', () => {
  const drawn = fc.sample(fc.tuple(fc.oneof(anyFlow, loopingFlow, nestedFlow), fc.nat()), { numRuns: RUNS, seed: 1 })
  const runs = drawn.map(([sketch, salt]) => interpret(flowsIn(sketch), 7, callsOf(sketch, salt), 80))
  const fine = runs.filter(({ ends }) => ends.size === 0)
  const rare = [
    ...Object.entries(FEATURES).filter(([, has]) => fine.filter(has).length < 5).map(([name]) => name),
    ...ENDS.filter((kind) => runs.filter(({ ends }) => [...ends].some((end) => end.startsWith(kind))).length < 5),
  ]
  expect(rare).toEqual([])
  expect(fine.length).toBeGreaterThan(RUNS / 2)
})

function tagged(has: (keys: readonly string[], indices: readonly (number | string)[]) => boolean): (run: RefRun) => boolean {
  return ({ firings }) => firings.some(({ tag }) => has(Object.keys(tag), Object.values(tag)))
}

function inside(has: (firing: RefFiring) => boolean): (run: RefRun) => boolean {
  return ({ firings }) => firings.some(has)
}

const depthOf = (within: string) => within.split('/').length - 1

/** Only a list that was collected has nothing that came in. */
function collected(has: (lists: RefRun['firings']) => boolean): (run: RefRun) => boolean {
  return ({ firings }) => has(firings.filter(({ inputs, outputs }) => inputs?.length === 0 && Array.isArray(outputs.out)))
}

function listIn(outputs: RefRun['firings'][number]['outputs']): readonly unknown[] {
  return outputs.out as readonly unknown[]
}

function isTurn(key: string): boolean {
  return key.startsWith('@')
}

function isMerge(key: string): boolean {
  return key.includes('.')
}
