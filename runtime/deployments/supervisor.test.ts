import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RunnerCommand } from '../../shared/runner/messages.ts'
import type { RunnerListener, RunnerProcess } from '../runner/runner-process.ts'
import type { RunCommand, RunSink } from '../runner/runner.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'

/** Processes as the supervisor took them, in order; the test plays their part. */
interface Scene {
  readonly supervisor: Supervisor
  readonly processes: { far: RunnerListener; readonly sent: RunnerCommand[]; closed: boolean }[]
  readonly counts: string[]
  /** Starts a run; `ends` says how it ended. */
  run(name: string): void
  readonly ends: string[]
}

function scene(): Scene {
  const processes: Scene['processes'] = []
  const counts: string[] = []
  const ends: string[] = []
  const supervisor = createSupervisor({
    broker: { ask: () => Promise.reject(new Error('nothing is asked for')) },
    directive: { directive: 1, name: 'a', packages: {}, flows: {} },
    takeProcess() {
      const process: Scene['processes'][number] = { far: { report() {}, died() {} }, sent: [], closed: false }
      processes.push(process)
      const given: RunnerProcess = {
        pid: processes.length,
        backlogBytes: 0,
        listen: (listener) => void (process.far = listener),
        send: (command) => void process.sent.push(command),
        close() {
          process.closed = true
          process.far.died({ kind: 'closed' })
        },
      }
      return given
    },
    onState() {},
    onCounts: ({ runs }) => void counts.push(`${runs.ok} ok, ${runs.failed} failed`),
  })
  const command = (run: string): RunCommand => ({
    kind: 'run',
    run,
    flow: 'f',
    trigger: 't',
    event: { kind: 'manual', value: null },
    trace: false,
  })
  const sink = (run: string): RunSink => ({
    reply() {},
    ended: ({ failure }) => void ends.push(`${run} ${failure?.message ?? 'ok'}`),
  })
  return { supervisor, processes, counts, ends, run: (name) => supervisor.run(command(name), sink(name)) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const settled = () => vi.advanceTimersByTimeAsync(0)
const crash = { kind: 'crash', message: 'It ended by SIGSEGV.', during: null } as const

async function live(): Promise<Scene> {
  const made = scene()
  made.processes[0]!.far.report({ kind: 'loaded' })
  await settled()
  return made
}

it('keeps what comes while it starts, in order', async () => {
  const { processes, run } = scene()
  run('a')
  run('b')
  processes[0]!.far.report({ kind: 'loaded' })
  await settled()
  expect(processes[0]!.sent.map((command) => (command.kind === 'run' ? command.run : command.kind))).toEqual([
    'load',
    'a',
    'b',
  ])
})

it('replaces a runner that ended at once, and goes on counting', async () => {
  const made = await live()
  made.run('a')
  made.processes[0]!.far.report({ kind: 'counts', counts: { runs: { ok: 3, failed: 1 }, fired: {}, passed: {}, generated: {} } })
  made.processes[0]!.far.died(crash)
  made.run('b')
  made.processes[1]!.far.report({ kind: 'loaded' })
  await settled()
  made.processes[1]!.far.report({ kind: 'counts', counts: { runs: { ok: 1, failed: 0 }, fired: {}, passed: {}, generated: {} } })
  expect(made.ends).toEqual(['a It ended by SIGSEGV.'])
  expect([made.counts, made.supervisor.state.state]).toEqual([
    ['3 ok, 1 failed', '3 ok, 2 failed', '4 ok, 2 failed'],
    'live',
  ])
  expect(made.processes[1]!.sent.length).toBe(2)
})

it('waits longer and longer for one that ends again and again, and says why meanwhile', async () => {
  const made = await live()
  for (let count = 0; count < 6; count++) {
    made.processes.at(-1)!.far.died(crash)
    if (made.supervisor.state.state === 'starting') {
      made.processes.at(-1)!.far.report({ kind: 'loaded' })
      await settled()
    }
  }
  made.run('a')
  expect([made.supervisor.state, made.ends, made.processes.length]).toEqual([
    { state: 'crashed', reason: 'It ended by SIGSEGV. It has ended again and again and is started anew in 1 s.' },
    ['a The deployment has no runner.'],
    6,
  ])
  await vi.advanceTimersByTimeAsync(1000)
  expect([made.supervisor.state.state, made.processes.length]).toEqual(['starting', 7])
})

it('gives up when the runner refuses the directive', async () => {
  const { supervisor, processes, run, ends } = scene()
  run('a')
  processes[0]!.far.report({
    kind: 'refused',
    problems: [{ code: 'x', severity: 'error', place: {}, message: 'Bad.', mend: 'Mend it.' }],
  })
  await expect(supervisor.loaded).rejects.toThrow('Bad. Mend it.')
  await vi.advanceTimersByTimeAsync(100_000)
  expect([supervisor.state, ends, processes.length]).toEqual([
    { state: 'crashed', reason: 'Bad. Mend it.' },
    ['a The deployment has no runner.'],
    1,
  ])
})

it.each(['drain', 'close'] as const)('takes nothing more after %s, and starts nothing', async (how) => {
  const made = await live()
  void made.supervisor[how](1000)
  made.run('a')
  await vi.advanceTimersByTimeAsync(100_000)
  expect([made.ends, made.processes.map(({ closed }) => closed)]).toEqual([['a The deployment was stopped.'], [true]])
})

it('counts what ends while it drains, and asks for the last counts before it ends the process', async () => {
  const made = await live()
  made.run('a')
  const drained = made.supervisor.drain(1000)
  const summary = { ok: true, failure: null, replied: true, durationMs: 1 }
  const { far, sent } = made.processes[0]!
  far.report({ kind: 'ended', run: 'a', summary, trace: null, recording: null })
  expect([sent.map(({ kind }) => kind), made.processes[0]!.closed]).toEqual([['load', 'run', 'count'], false])
  far.report({ kind: 'counts', counts: { runs: { ok: 1, failed: 0 }, fired: {}, passed: {}, generated: {} } })
  await drained
  expect([made.counts, made.ends, made.processes[0]!.closed]).toEqual([['1 ok, 0 failed'], ['a ok'], true])
})

it('counts the runs as failed that it no longer waits for', async () => {
  const made = await live()
  made.run('a')
  const drained = made.supervisor.drain(1000)
  await vi.advanceTimersByTimeAsync(1000)
  await drained
  expect([made.counts, made.ends]).toEqual([['0 ok, 1 failed'], ['a The deployment was stopped.']])
})

it('ends a runner that comes up after it was stopped', async () => {
  const { supervisor, processes } = scene()
  supervisor.close()
  processes[0]!.far.report({ kind: 'loaded' })
  await settled()
  expect(processes.map(({ closed }) => closed)).toEqual([true])
})
