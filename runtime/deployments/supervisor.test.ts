import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { JournalEntry } from '../../shared/engine/journal-entry.ts'
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
  /** The same of a durable one, whose journal is what it was told. */
  runDurable(name: string): void
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
  const durable = (run: string): RunSink => {
    const journal: JournalEntry[] = []
    return {
      ...sink(run),
      journal: { add: (entries) => void journal.push(...entries), read: async () => ({ ...command(run), journal: [...journal] }) },
    }
  }
  return {
    supervisor, processes, counts, ends,
    run: (name) => supervisor.run(command(name), sink(name)),
    runDurable: (name) => supervisor.run(command(name), durable(name)),
  }
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
  made.processes[0]!.far.report({ kind: 'counts', counts: { runs: { ok: 3, failed: 1 }, fired: {}, passed: {}, generated: {} } })
  made.processes[0]!.far.died(crash)
  made.processes[1]!.far.report({ kind: 'loaded' })
  await settled()
  made.processes[1]!.far.report({ kind: 'counts', counts: { runs: { ok: 1, failed: 0 }, fired: {}, passed: {}, generated: {} } })
  expect([made.counts, made.supervisor.state.state]).toEqual([['3 ok, 1 failed', '4 ok, 1 failed'], 'live'])
})

it('names the node that ended it again and again, also once it lives again, for a minute', async () => {
  const made = await live()
  for (let count = 0; count < 3; count++) {
    made.processes.at(-1)!.far.died({ kind: 'overrun', overrun: { run: 'r', flow: 'f', node: 'slow', call: null, limitMs: 10 } })
    made.processes.at(-1)!.far.report({ kind: 'loaded' })
    await settled()
  }
  expect(made.supervisor.state).toEqual({ state: 'live', reason: null, culprit: { flow: 'f', node: 'slow', times: 3 } })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(made.supervisor.state).toEqual({ state: 'live', reason: null, culprit: null })
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
    { state: 'crashed', reason: 'It ended by SIGSEGV. It has ended again and again and is started anew in 1 s.', culprit: null },
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
    { state: 'crashed', reason: 'Bad. Mend it.', culprit: null },
    ['a The deployment has no runner.'],
    1,
  ])
})

it.each(['drain', 'close'] as const)('takes nothing more after %s, and starts nothing', async (how) => {
  const made = await live()
  void made.supervisor[how](1000, 'go-on')
  made.run('a')
  await vi.advanceTimersByTimeAsync(100_000)
  expect([made.ends, made.processes.map(({ closed }) => closed)]).toEqual([['a The deployment was stopped.'], [true]])
})

it('counts what ends while it drains, and asks for the last counts before it ends the process', async () => {
  const made = await live()
  made.run('a')
  const drained = made.supervisor.drain(1000, 'go-on')
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
  const drained = made.supervisor.drain(1000, 'go-on')
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

const CLOCK: JournalEntry = { kind: 'clock', readings: [1] }
const FINE = { ok: true, failure: null, replied: true, durationMs: 1 }
const call = (run: string) => ({ run, within: [], node: 'n', tag: [], element: 0, attempt: 1 })
const watched = (run: string) => ({ run, flow: 'f', node: 'n', call: call(run), limitMs: 50 })

/** The runs that a process was given, with the number of entries of their journals and whether they had replied. */
function given({ sent }: Scene['processes'][number]): readonly string[] {
  return sent.flatMap((command) =>
    command.kind === 'run' ? [`${command.run}, ${command.journal?.length ?? 'no'} entries${command.replied === true ? ', replied' : ''}`] : [])
}

async function replace(made: Scene): Promise<Scene['processes'][number]> {
  await settled()
  const process = made.processes.at(-1)!
  process.far.report({ kind: 'loaded' })
  await settled()
  return process
}

it('takes up in a new runner what was under way in the one that ended, and tells who overran', async () => {
  const made = await live()
  for (const run of ['a', 'b', 'c']) made.run(run)
  made.processes[0]!.far.report({ kind: 'reply', run: 'b', status: 200, headers: [], body: '' })
  made.processes[0]!.far.died({ kind: 'overrun', overrun: watched('c') })
  const second = await replace(made)
  expect([given(second), made.ends]).toEqual([['a, 0 entries', 'b, 0 entries, replied', 'c, 1 entries'], []])
  second.far.died({ kind: 'overrun', overrun: watched('c') })
  expect(given(await replace(made))).toEqual(['a, 0 entries', 'b, 0 entries, replied', 'c, 2 entries'])
})

it('gives up a run that ends runner after runner, and whoever was in there with it as often', async () => {
  const made = await live()
  made.run('a')
  for (let count = 0; count < 4; count++) {
    made.processes.at(-1)!.far.died(crash)
    await replace(made)
  }
  expect(made.ends).toEqual(['a It ended by SIGSEGV. It had been begun again 3 times before.'])
})

it('keeps what had begun while it waits to start a runner anew', async () => {
  const made = await live()
  for (let count = 0; count < 5; count++) {
    made.processes.at(-1)!.far.died(crash)
    await replace(made)
  }
  made.run('a')
  made.processes.at(-1)!.far.died(crash)
  made.run('b')
  await vi.advanceTimersByTimeAsync(1_000)
  expect([given(await replace(made)), made.ends]).toEqual([['a, 0 entries'], ['b The deployment has no runner.']])
})

it('lets a durable run go on from its journal, as often as others end the runner', async () => {
  const made = await live()
  made.runDurable('a')
  for (let count = 0; count < 4; count++) {
    made.run(`b${count}`)
    made.processes.at(-1)!.far.report({ kind: 'journal', run: 'a', entries: [CLOCK] })
    made.processes.at(-1)!.far.died({ ...crash, during: watched(`b${count}`) })
    expect(given(await replace(made))).toEqual([`a, ${count + 1} entries`])
  }
})

it('drains until durable runs have ended, also in another runner', async () => {
  const made = await live()
  made.run('plain')
  made.runDurable('a')
  let isDrained = false
  const drained = made.supervisor.drain(1_000, 'go-on').then(() => { isDrained = true })
  await vi.advanceTimersByTimeAsync(1_000)
  made.processes[0]!.far.report({ kind: 'journal', run: 'a', entries: [CLOCK] })
  made.processes[0]!.far.died(crash)
  const second = await replace(made)
  expect([made.ends, given(second), isDrained]).toEqual([['plain The deployment was stopped.'], ['a, 1 entries'], false])
  second.far.report({ kind: 'ended', run: 'a', summary: FINE, trace: null, recording: null })
  second.far.report({ kind: 'counts', counts: { runs: { ok: 1, failed: 0 }, fired: {}, passed: {}, generated: {} } })
  await drained
  expect([made.ends, made.counts.at(-1)]).toEqual([['plain The deployment was stopped.', 'a ok'], '1 ok, 1 failed'])
})

it.each([
  { what: 'leave', ends: [] },
  { what: 'end', ends: ['a The deployment was stopped.'] },
] as const)('when it is to $what durable runs, no runner is started for them', async ({ what, ends }) => {
  const made = await live()
  made.runDurable('a')
  const drained = made.supervisor.drain(1_000, what)
  await vi.advanceTimersByTimeAsync(1_000)
  await drained
  expect([made.ends, made.processes.length]).toEqual([ends, 1])
})

it('resumes a run of an earlier start of the runtime', async () => {
  const made = scene()
  const journal = { add() {}, read: async (): Promise<RunCommand> => ({
    kind: 'run', run: 'a', flow: 'f', trigger: 't', event: { kind: 'manual', value: null }, trace: true, journal: [CLOCK], replied: true,
  }) }
  made.supervisor.resume({ reply() {}, ended() {}, journal })
  const drained = made.supervisor.drain(1_000, 'go-on')
  const process = await replace(made)
  expect(given(process)).toEqual(['a, 1 entries, replied'])
  process.far.report({ kind: 'ended', run: 'a', summary: FINE, trace: null, recording: null })
  process.far.report({ kind: 'counts', counts: { runs: { ok: 1, failed: 0 }, fired: {}, passed: {}, generated: {} } })
  await drained
})
