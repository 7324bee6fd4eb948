import { expect, it } from 'vitest'
import type { RunnerCommand } from '../../shared/runner/messages.ts'
import type { RunnerListener, RunnerProcess } from './runner-process.ts'
import { loadRunner, type RunCommand, type Runner, type RunSink } from './runner.ts'

interface Scene {
  readonly loading: Promise<Runner>
  readonly far: RunnerListener
  readonly sent: RunnerCommand['kind'][]
  readonly happened: string[]
  backlogBytes: number
}

/** A runner whose process is this test. */
function scene(): Scene {
  const sent: RunnerCommand['kind'][] = []
  const happened: string[] = []
  let far!: RunnerListener
  const process: RunnerProcess = {
    pid: 1,
    get backlogBytes() {
      return made.backlogBytes
    },
    listen: (listener) => void (far = listener),
    send: (command) => void sent.push(command.kind),
    close() {
      happened.push('closed')
      far.died({ kind: 'closed' })
    },
  }
  const loading = loadRunner(
    process,
    { directive: 1, name: 'a', packages: {}, flows: {} },
    {
      ask: () => Promise.reject(new Error('nothing is asked for')),
    counts: ({ runs }) => void happened.push(`counts ${runs.ok}`),
      died: (death, pending) => void happened.push(`died ${death.kind} with ${pending}`),
    },
  )
  const made: Scene = { loading, far, sent, happened, backlogBytes: 0 }
  return made
}

function command(run: string): RunCommand {
  return { kind: 'run', run, flow: 'f', trigger: 't', event: { kind: 'manual', value: null }, trace: false }
}

function sink(happened: string[], run: string): RunSink {
  return {
    reply: ({ status }) => void happened.push(`${run} replied ${status}`),
    ended: ({ ok, failure }) =>
      void happened.push(`${run} ended ${ok ? 'ok' : `${failure?.kind}: ${failure?.message}`}`),
  }
}

async function loaded(): Promise<Scene & { readonly runner: Runner; start(run: string): void }> {
  const made = scene()
  made.far.report({ kind: 'loaded' })
  const runner = await made.loading
  return Object.assign(made, { runner, start: (run: string) => runner.run(command(run), sink(made.happened, run)) })
}

const fine = { ok: true, failure: null, replied: true, durationMs: 1 }

it('gives each report to the run that it is about, whatever their order', async () => {
  const { far, happened, start, runner } = await loaded()
  start('a')
  start('b')
  far.report({ kind: 'reply', run: 'b', status: 201, headers: [], body: '' })
  far.report({ kind: 'ended', run: 'b', summary: fine, trace: null, recording: null })
  far.report({ kind: 'reply', run: 'a', status: 200, headers: [], body: '' })
  expect([happened, runner.pending]).toEqual([['b replied 201', 'b ended ok', 'a replied 200'], 1])
})

it('does not mind reports about runs that it does not know', async () => {
  const { far, happened } = await loaded()
  far.report({ kind: 'reply', run: 'x', status: 200, headers: [], body: '' })
  far.report({ kind: 'ended', run: 'x', summary: fine, trace: null, recording: null })
  expect(happened).toEqual([])
})

it('blames the run that overran, and only that one', async () => {
  const { far, happened, start } = await loaded()
  start('a')
  start('b')
  far.died({ kind: 'overrun', overrun: { run: 'b', flow: 'f', node: 'n', call: null, limitMs: 50 } })
  expect(happened).toEqual([
    'a ended cancelled: The node n of the flow f did not return within 50 ms.',
    'b ended timeout: The node n of the flow f did not return within 50 ms.',
    'died overrun with 2',
  ])
})

it.each([
  { death: { kind: 'memory', during: null }, ended: 'a ended limit: The runner ran out of its memory limit.' },
  {
    death: { kind: 'memory', during: { run: 'a', flow: 'f', node: 'n', call: null, limitMs: 50 } },
    ended: 'a ended limit: The runner ran out of its memory limit during a call of the node n of the flow f.',
  },
  {
    death: { kind: 'memory', during: { run: 'b', flow: 'f', node: 'n', call: null, limitMs: 50 } },
    ended: 'a ended cancelled: The runner ran out of its memory limit during a call of the node n of the flow f.',
  },
  { death: { kind: 'crash', message: 'It ended by SIGSEGV.', during: null }, ended: 'a ended cancelled: It ended by SIGSEGV.' },
] as const)('ends its runs when the process ends by $death.kind', async ({ death, ended }) => {
  const { far, happened, start } = await loaded()
  start('a')
  far.died(death)
  expect(happened).toEqual([ended, `died ${death.kind} with 1`])
})

it('refuses a directive that the runner refuses', async () => {
  const { loading, far, happened } = scene()
  far.report({
    kind: 'refused',
    problems: [{ code: 'x', severity: 'error', place: {}, message: 'Bad.', mend: 'Mend it.' }],
  })
  await expect(loading).rejects.toThrow('Bad. Mend it.')
  expect(happened).toEqual(['closed'])
})

it('refuses a directive over which the process dies', async () => {
  const { loading, far, happened } = scene()
  far.died({ kind: 'crash', message: 'It ended by SIGILL.', during: null })
  await expect(loading).rejects.toThrow(
    'It ended by SIGILL. Deploy it again; when it stays so, take out the component that was added last.',
  )
  expect(happened).toEqual(['closed'])
})

it('names the component that does not finish its start', async () => {
  const { loading, far } = scene()
  far.died({ kind: 'overrun', overrun: { run: '', flow: '', node: 'some:slow@1.0.0', call: null, limitMs: 5000 } })
  await expect(loading).rejects.toThrow(
    'The component some:slow@1.0.0 did not finish its start within 5000 ms. Take it out of the flow.',
  )
})

it('drains: the process is ended once the last run has', async () => {
  const { far, happened, start, runner } = await loaded()
  start('a')
  const drained = runner.drain(60_000)
  const before = [...happened]
  far.report({ kind: 'ended', run: 'a', summary: fine, trace: null, recording: null })
  far.report({ kind: 'counts', counts: { runs: { ok: 1, failed: 0 }, fired: {}, passed: {}, generated: {} } })
  await drained
  expect([before, happened]).toEqual([[], ['a ended ok', 'counts 1', 'closed']])
})

it('takes no more events than the pipe can hold', async () => {
  const made = await loaded()
  made.backlogBytes = 1e9
  made.start('a')
  expect([made.happened, made.sent]).toEqual([
    ['a ended cancelled: The deployment is too busy to take more.'],
    ['load'],
  ])
})
