import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import { hostFor } from '../../../shared/host/calls.ts'
import { createRunnerCore } from '../../../shared/runner/core.ts'
import type { RunnerReport } from '../../../shared/runner/messages.ts'
import { loadModule, transpiled } from '../../components/host.ts'
import type { BenchOptions } from '../bench.ts'
import { builtPackage } from '../flows/pinned.ts'
import { median } from '../measure/median.ts'
import { alternate, ratio } from '../measure/rounds.ts'
import { ns, printTable, printTitle, times } from '../measure/table.ts'
import { nsPerTurn } from '../measure/turns.ts'
import { hopsFlow, nodeRedNsPerHop } from '../node-red/hops.ts'
import { deployToNodeRed, startNodeRed } from '../node-red/server.ts'
import { ROOT } from '../servers/child.ts'
import type { Server } from '../servers/server.ts'

const NODES = 10
const ROUNDS = 7
const RUNS = 20_000

/** Ten steps that each do next to nothing, so that what is measured is the way from one to the next. */
interface Work {
  readonly name: string
  readonly package: string
  /** The node that does the same in Runnel, its other inputs included. */
  readonly node: (from: string) => Node
  readonly event: number | string
  /** What Node-RED's function nodes do. */
  readonly statement: string
  readonly result: number | string
}

const WORKS: readonly Work[] = [
  {
    name: 'add 1 to a number',
    package: 'runnel:math@1.0.0',
    node: (from) => ({ use: 'used#runnel:math/math.add', in: { a: { from }, b: { value: 1 } } }),
    event: 7,
    statement: 'msg.payload = msg.payload + 1',
    result: 17,
  },
  {
    name: 'upper-case 16 characters',
    package: 'runnel:text@1.0.0',
    node: (from) => ({ use: 'used#runnel:text/text.upper', in: { text: { from } } }),
    event: 'ada lovelace 175',
    statement: 'msg.payload = msg.payload.toUpperCase()',
    result: 'ADA LOVELACE 175',
  },
]

/** The engine with its components, one run for each message, beside Node-RED's function nodes. */
export async function benchFunctions({ nodeRed }: BenchOptions): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const server = nodeRed ? stack.use(await startNodeRed()) : null
  for (const work of WORKS) await benchWork(work, server)
}

async function benchWork(work: Work, server: Server | null): Promise<void> {
  const run = await runnelRun(work)
  const subjects = [{ name: 'runnel', measure: async () => nsPerTurn(RUNS, run) / NODES }]
  if (server !== null) {
    await deployToNodeRed(server, hopsFlow(NODES, JSON.stringify(work.event), work.statement))
    subjects.push({ name: 'node-red', measure: () => nodeRedNsPerHop(server, NODES, work.result) })
  }
  const rounds = await alternate(subjects, ROUNDS)
  printTitle(`functions: ${work.name}, ${NODES} nodes, a run for each message`, rounds.othersCores)
  const runnel = rounds.of('runnel')
  printTable([
    ['runnel', `${ns(median(runnel))} a node`, `${ns(median(runnel) * NODES)} a run`],
    ...(server === null ? [] : [['node-red', `${ns(median(rounds.of('node-red')))} a node`, `${times(ratio(rounds.of('node-red'), runnel))} of Runnel's`]]),
  ])
}

/** A runner of this process, with everything that it does for a run but the pipe. */
async function runnelRun(work: Work): Promise<() => void> {
  const [name] = work.package.split(':')[1]!.split('@')
  const component = await transpiled(readFileSync(join(ROOT, `nodes-library/packages/${name}.wasm`)))
  let last: RunnerReport | null = null
  const core = createRunnerCore({
    componentOf: () => component.info,
    prepare: (_, limits, powers) => hostFor('binder', component, loadModule, (start) => start(), limits, powers, []),
    modulesOf: () => component.cores.size,
    post: (report) => { last = report },
    now: () => performance.timeOrigin + performance.now(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    schedule() {},
    turn() {},
    watch: { enter() {}, leave() {} },
  })
  await core.handle({ kind: 'load', directive: chainOf(work), preview: false })
  const command = { kind: 'run', run: 'r', flow: 'main', trigger: 'start', event: { kind: 'manual', value: work.event }, trace: false } as const
  const check = (): void => {
    if (last?.kind !== 'ended' || !last.summary.ok) throw new Error(`a run did not end well: ${JSON.stringify(last)}`)
  }
  void core.handle({ ...command, trace: true })
  check()
  const { trace } = last as unknown as Extract<RunnerReport, { kind: 'ended' }>
  const result = trace?.firings.at(-1)?.outputs['out']?.json
  if (result !== work.result) throw new Error(`Runnel gave ${JSON.stringify(result)}`)
  return () => {
    void core.handle(command)
    check()
  }
}

function chainOf({ package: name, node }: Work): Directive {
  const nodes: Record<string, Node> = { start: { trigger: 'manual' } }
  for (let at = 0; at < NODES; at++) nodes[`n${at}`] = node(at === 0 ? 'start.out' : `n${at - 1}.out`)
  return { directive: 1, name: 'ten', packages: { used: builtPackage(name) }, flows: { main: { nodes } } }
}
