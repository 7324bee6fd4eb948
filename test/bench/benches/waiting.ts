import { flowOf, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import { planRun } from '../../../shared/engine/plan.ts'
import { startRun } from '../../../shared/engine/run.ts'
import type { RunHost } from '../../../shared/engine/types.ts'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import { createRunnerCore } from '../../../shared/runner/core.ts'
import { bytesEach } from '../measure/heap.ts'
import { kb, printTable, printTitle, times } from '../measure/table.ts'

const NODES = 10
const RUNS = 10_000
const BUDGET_BYTES = 4 * 1024

/** What a run takes of the memory while it waits to try again: that bounds how many may be under way. */
export async function benchWaiting(): Promise<void> {
  const subjects = [
    ['the engine, in its first node', engineBytes(2)],
    [`the engine, in its ${NODES}th`, engineBytes(NODES)],
    [`a runner, in its ${NODES}th`, await runnerBytes()],
  ] as const
  printTitle(`engine: memory of a run that waits, budget ${kb(BUDGET_BYTES)}`)
  printTable(subjects.map(([name, bytes]) => [`in ${name}`, kb(bytes), times(bytes / BUDGET_BYTES), 'of the budget']))
}

function engineBytes(count: number): number {
  const plan = planRun(waitingFlow(count), 'start')
  const held: (() => void)[] = []
  const host: RunHost = {
    call: ({ key, args }) =>
      key.node === 'last' ? { ok: false, kind: 'trap', message: 'not yet' } : { ok: true, value: (args[0] as number) + 1 },
    reply() {},
    debug() {},
    now: () => performance.now(),
    sleep: () => new Promise((resolve) => held.push(resolve)),
    random: () => 0,
  }
  const bytes = bytesEach(RUNS, () => startRun(plan, { run: 'bench', event: 0 }, host, () => {}))
  if (held.length !== RUNS) throw new Error('a run did not wait')
  return bytes
}

function waitingFlow(count: number) {
  const nodes: Record<string, TestNode> = { start: { kind: 'trigger' } }
  const names = Array.from({ length: count }, (_, at) => (at === 0 ? 'start' : at === count - 1 ? 'last' : `n${at}`))
  const retry = { attempts: 2, delayMs: 1, backoff: 'constant', jitter: false, on: null } as const
  for (const [at, name] of names.entries()) {
    if (at === 0) continue
    const node: TestNode = { in: { value: `${names[at - 1]}.out` } }
    nodes[name] = name === 'last' ? { ...node, policies: { each: null, retry } } : node
  }
  return flowOf(nodes)
}

async function runnerBytes(): Promise<number> {
  const nodes: Record<string, Node> = { start: { trigger: 'manual' } }
  for (let at = 1; at < NODES - 1; at++) {
    nodes[`n${at}`] = { core: 'format', in: { value: { from: at === 1 ? 'start.out' : `n${at - 1}.out` } } }
  }
  nodes['last'] = { core: 'parse-number', in: { text: { from: `n${NODES - 2}.out` } }, retry: { attempts: 2, delay: 1_000 } }
  const directive: Directive = { directive: 1, name: 'waiting', packages: {}, flows: { main: { nodes } } }
  const held: (() => void)[] = []
  const core = createRunnerCore({
    componentOf: () => undefined,
    modulesOf: () => 0,
    prepare: () => Promise.reject(new Error('there is no component')),
    post(report) {
      if (report.kind === 'refused') throw new Error('the directive was refused')
    },
    now: () => performance.now(),
    randomBytes: (count) => new Uint8Array(count),
    schedule: (_, task) => void held.push(task),
    turn: (task) => task(),
    watch: { enter() {}, leave() {} },
  })
  await core.handle({ kind: 'load', directive, preview: false })
  let count = 0
  const event = { kind: 'manual', value: 'x' } as const
  const bytes = bytesEach(RUNS, () =>
    void core.handle({ kind: 'run', run: `run-${++count}`, flow: 'main', trigger: 'start', event, trace: false }))
  if (held.length < RUNS) throw new Error('a run did not wait')
  return bytes
}
