import { expect, it } from 'vitest'
import { pack } from '../../shared/capabilities/packed.ts'
import type { RunnerCommand } from '../../shared/runner/messages.ts'
import type { RunnerListener, RunnerProcess } from './runner-process.ts'
import { loadRunner, type RunCommand, type Runner, type RunSink, type Unfinished } from './runner.ts'

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
      ask: () => new Promise(() => {}),
    counts: ({ runs }) => void happened.push(`counts ${runs.ok}`),
      died: (death, runs) => void happened.push(`died ${death.kind} with ${runs.map(stateOf).join(', ') || 'none'}`),
    },
  )
  const made: Scene = { loading, far, sent, happened, backlogBytes: 0 }
  return made
}

function stateOf({ run, command, hasReplied, hasAsked }: Unfinished): string {
  return [run, ...(command === null ? ['not held'] : []), ...(hasReplied ? ['replied'] : []), ...(hasAsked ? ['asked'] : [])].join(' ')
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

const REQUEST = { method: 'POST', path: '/', params: {}, query: {}, headers: {} }
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

it('hands over what had not ended when the process does, and says how far each had come', async () => {
  const made = await loaded()
  for (const run of ['a', 'b', 'c']) made.start(run)
  made.far.report({ kind: 'ended', run: 'a', summary: fine, trace: null, recording: null })
  made.far.report({ kind: 'reply', run: 'b', status: 200, headers: [], body: '' })
  made.far.report({ kind: 'ask', ask: 1, run: 'c', flow: 'f', node: 'n', what: pack({ capability: 'wasi:keyvalue/store' }) })
  made.runner.run({ ...command('d'), event: { kind: 'http', request: { ...REQUEST, body: new Uint8Array(65 * 1024 * 1024) } } }, sink(made.happened, 'd'))
  made.far.died({ kind: 'crash', message: 'It ended by SIGSEGV.', during: null })
  expect(made.happened).toEqual(['a ended ok', 'b replied 200', 'died crash with b replied, c asked, d not held'])
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
  runner.drain()
  const before = [...happened]
  far.report({ kind: 'ended', run: 'a', summary: fine, trace: null, recording: null })
  far.report({ kind: 'counts', counts: { runs: { ok: 1, failed: 0 }, fired: {}, passed: {}, generated: {} } })
  expect([before, happened]).toEqual([[], ['a ended ok', 'counts 1', 'closed', 'died closed with none']])
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
