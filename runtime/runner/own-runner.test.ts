import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Answer } from '../../shared/capabilities/ask.ts'
import { pack } from '../../shared/capabilities/packed.ts'
import type { JournalOutcome } from '../../shared/engine/journal.ts'
import type { RunnerCommand } from '../../shared/runner/messages.ts'
import { createOwnRunner, type OwnRunner } from './own-runner.ts'
import type { Death, RunnerListener } from './runner-process.ts'

interface Scene {
  readonly runner: OwnRunner
  /** As they were taken, in order; the test plays their part. */
  readonly processes: { far: RunnerListener; readonly sent: RunnerCommand[] }[]
  readonly asked: string[]
  /** What a call of a run gave, by the run's name. */
  readonly gave: string[]
  call(run: string): void
}

const settled = () => vi.advanceTimersByTimeAsync(0)

async function scene(): Promise<Scene> {
  const processes: Scene['processes'] = []
  const asked: string[] = []
  const gave: string[] = []
  const runner = createOwnRunner({
    directive: { directive: 1, name: 'a', packages: {}, flows: {} },
    at: { flow: 'main', node: 'alone' },
    broker: { ask: async (flow, node) => { asked.push(`${flow}/${node}`); return { ok: true, value: null } } },
    onDeath() {},
    takeProcess() {
      const process: Scene['processes'][number] = { far: { report() {}, died() {} }, sent: [] }
      processes.push(process)
      return {
        pid: processes.length, backlogBytes: 0,
        listen: (listener) => void (process.far = listener),
        send: (command) => void process.sent.push(command),
        close: () => process.far.died({ kind: 'closed' }),
      }
    },
  })
  processes[0]!.far.report({ kind: 'loaded' })
  await settled()
  const tell = (run: string) => (answer: Answer) => {
    const { outcome } = (answer as { value: { outcome: JournalOutcome } }).value
    gave.push(`${run} ${outcome.ok ? String(outcome.value) : `${outcome.kind}: ${outcome.message}`}`)
  }
  return { runner, processes, asked, gave, call: (run) => void runner.call(run, []).then(tell(run)) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Of the calls that were made of it. */
const numbersOf = ({ sent }: Scene['processes'][number]) =>
  sent.flatMap((command) => (command.kind === 'call' ? [`${command.run} ${command.call}`] : []))

const overrun = (call: number): Death => ({
  kind: 'overrun',
  overrun: { run: 'r', flow: 'main', node: 'alone', limitMs: 10, call: { run: 'r', within: [], node: 'alone', tag: [], element: call, attempt: 1 } },
})
const crash: Death = { kind: 'crash', message: 'It ended by SIGSEGV.', during: null }

it('makes again the calls that waited behind the one that overran', async () => {
  const made = await scene()
  for (const run of ['a', 'b', 'c']) made.call(run)
  made.processes[0]!.far.report({ kind: 'called', call: 1, outcome: { ok: true, value: '1' }, logs: [] })
  made.processes[0]!.far.died(overrun(2))
  made.processes[1]!.far.report({ kind: 'loaded' })
  await settled()
  expect([made.gave, numbersOf(made.processes[1]!)]).toEqual([
    ['a 1', 'b timeout: The node alone of the flow main did not return within 10 ms.'], ['c 3'],
  ])
})

it('makes no call again that had asked for something outside, and asks for its own node whatever the process says', async () => {
  const made = await scene()
  for (const run of ['a', 'b']) made.call(run)
  const what = pack({ capability: 'wasi:keyvalue/store' })
  made.processes[0]!.far.report({ kind: 'ask', ask: 1, run: 'a', flow: 'other', node: 'stranger', what })
  made.processes[0]!.far.died(crash)
  made.processes[1]!.far.report({ kind: 'loaded' })
  await settled()
  expect([made.asked, made.gave, numbersOf(made.processes[1]!)]).toEqual([['main/alone'], ['a cancelled: It ended by SIGSEGV.'], ['b 2']])
})

it('makes a call over which nobody knows why the process ended once more, and not a third time', async () => {
  const made = await scene()
  made.call('a')
  for (const at of [0, 1]) {
    made.processes[at]!.far.died(crash)
    made.processes[at + 1]!.far.report({ kind: 'loaded' })
    await settled()
  }
  expect([made.gave, numbersOf(made.processes[2]!)]).toEqual([['a cancelled: It ended by SIGSEGV.'], []])
})

it('fails calls at once while it waits for a process that ends again and again, and serves those after', async () => {
  const made = await scene()
  for (let count = 0; count < 6; count++) {
    made.processes.at(-1)!.far.died(crash)
    made.processes.at(-1)!.far.report({ kind: 'loaded' })
    await settled()
  }
  made.call('early')
  await vi.advanceTimersByTimeAsync(1_000)
  made.processes.at(-1)!.far.report({ kind: 'loaded' })
  await settled()
  made.call('late')
  expect([made.gave, numbersOf(made.processes.at(-1)!)]).toEqual([
    ['early cancelled: It ended by SIGSEGV. It has ended again and again and is started anew in 1 s.'], ['late 2'],
  ])
})

it('says once for each run that it has ended', async () => {
  const made = await scene()
  made.call('a')
  made.call('b')
  made.runner.release('a')
  made.runner.release('a')
  made.runner.releaseAll()
  expect(made.processes[0]!.sent.flatMap((command) => (command.kind === 'release' ? [command.run] : []))).toEqual(['a', 'b'])
})
