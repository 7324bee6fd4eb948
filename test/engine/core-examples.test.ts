import { expect, it } from 'vitest'
import { createRunnerCore } from '../../shared/runner/core.ts'
import type { RunnerReport } from '../../shared/runner/messages.ts'
import { coreExampleFlow, givenExamples, toldExamples } from '../contract/core-examples.ts'

it('every example of a core node gives what it says', async () => {
  const reports: RunnerReport[] = []
  const ended = Promise.withResolvers<Extract<RunnerReport, { kind: 'ended' }>>()
  const runner = createRunnerCore({
    componentOf: () => undefined,
    prepare: () => { throw new Error('a core node has a component') },
    post: (report) => {
      reports.push(report)
      if (report.kind === 'ended') ended.resolve(report)
    },
    now: () => 0,
    randomBytes: (count) => new Uint8Array(count),
    schedule: (_, task) => queueMicrotask(task),
    watch: { enter: () => {}, leave: () => {} },
  })
  await runner.handle({ kind: 'load', directive: coreExampleFlow(), preview: false })
  expect(reports).toEqual([{ kind: 'loaded' }])
  await runner.handle({ kind: 'run', run: 'run-1', flow: 'examples', trigger: 'start', event: { kind: 'manual', value: null }, trace: true })
  expect(givenExamples((await ended.promise).trace!)).toEqual(toldExamples())
})
