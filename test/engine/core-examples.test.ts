import { expect, it } from 'vitest'
import { planRun } from '../../shared/engine/plan.ts'
import { startRun } from '../../shared/engine/run.ts'
import type { RunResult } from '../../shared/engine/types.ts'
import { resolveDirective } from '../../shared/resolve/resolve.ts'
import { traceOf } from '../../shared/runner/trace.ts'
import { coreExampleFlow, givenExamples, toldExamples } from '../contract/core-examples.ts'

it('every example of a core node gives what it says', async () => {
  const { flows, problems } = resolveDirective(coreExampleFlow(), () => undefined)
  expect(problems).toEqual([])
  const result = await new Promise<RunResult>((resolve) => startRun(
    planRun(flows.get('examples')!, 'start'), { run: 'run-1', event: 'null' },
    {
      call: () => { throw new Error('a core node called a component') },
      reply: () => {}, debug: () => {}, now: () => 0, sleep: async () => {}, random: () => 0.5,
    },
    resolve,
  ))
  expect(givenExamples(traceOf(result, 0, [], 10_000, () => false))).toEqual(toldExamples())
})
