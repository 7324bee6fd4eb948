import { chain5Directive } from '../flows/pinned.ts'
import { chain5, checkAnswer } from '../load/chain5.ts'
import { pace } from '../load/pace.ts'
import { HAS_WRK, saturate, type LoadResult } from '../load/saturate.ts'
import { median, quantile } from '../measure/median.ts'
import { cpuMsOf } from '../measure/processes.ts'
import { alternate, ratio } from '../measure/rounds.ts'
import { ms, printTable, printTitle, times } from '../measure/table.ts'
import type { BenchOptions } from '../bench.ts'
import { startNodeRed } from '../node-red/server.ts'
import { startRunnelRun } from '../servers/runnel.ts'
import { startBare, type Server } from '../servers/server.ts'

const CONNECTIONS = [1, 16, 64]
const PACED_CONNECTIONS = 16
const ROUNDS = 5
const SECONDS = 3

interface Measured extends LoadResult {
  /** Of the server and its children, for each request. NaN where nobody knows. */
  readonly cpuUs: number
}

/** `chain5` through five components, beside a bare node:http server that does the same work in plain JavaScript. */
export async function benchHttp({ nodeRed }: BenchOptions): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const servers = [stack.use(await startBare()), stack.use(await startRunnelRun(chain5Directive()))]
  if (nodeRed) servers.push(stack.use(await startNodeRed()))

  const saturation = new Map<string, number>()
  for (const connections of CONNECTIONS) {
    const perSecond = await benchSaturated(servers, connections)
    if (connections === PACED_CONNECTIONS) for (const [name, value] of perSecond) saturation.set(name, value)
  }
  await benchPaced(servers, saturation)
}

/** Gives the median requests per second of each. */
async function benchSaturated(servers: readonly Server[], connections: number): Promise<ReadonlyMap<string, number>> {
  const subjects = servers.map((server) => ({ name: server.name, measure: () => load(server, connections) }))
  const rounds = await alternate(subjects, ROUNDS)
  const rates = (name: string): readonly number[] => rounds.of(name).map(({ perSecond }) => perSecond)
  printTitle(
    `http: chain5, ${connections} connections, ${HAS_WRK ? 'wrk' : 'the built-in generator'}`,
    rounds.othersCores,
  )
  printTable(
    servers.map(({ name }) => {
      const middle = (pick: (one: Measured) => number): number => median(rounds.of(name).map(pick))
      return [
        name,
        `${Math.round(median(rates(name)))}/s`,
        times(ratio(rates(name), rates('bare'))),
        `p50 ${ms(middle(({ p50Ms }) => p50Ms))}`,
        `p99 ${ms(middle(({ p99Ms }) => p99Ms))}`,
        `${middle(({ cpuUs }) => cpuUs).toFixed(0)} µs of processor time a request`,
      ]
    }),
  )
  return new Map(servers.map(({ name }) => [name, median(rates(name))]))
}

async function load(server: Server, connections: number): Promise<Measured> {
  await checkAnswer(server.url, chain5)
  const before = cpuMsOf(server.pid) ?? NaN
  const result = await saturate(server.url, chain5, connections, SECONDS)
  return { ...result, cpuUs: (((cpuMsOf(server.pid) ?? NaN) - before) * 1000) / result.requests }
}

/** Under saturation a duration says how long the queue is; at half of it, how long a request takes. */
async function benchPaced(servers: readonly Server[], saturation: ReadonlyMap<string, number>): Promise<void> {
  const halfOf = (name: string): number => (saturation.get(name) as number) / 2
  const subjects = servers.map(({ name, url }) => ({
    name,
    measure: async () => {
      const tookMs = await pace(url, chain5, PACED_CONNECTIONS, halfOf(name), SECONDS)
      return { p50: quantile(tookMs, 0.5), p99: quantile(tookMs, 0.99) }
    },
  }))
  const rounds = await alternate(subjects, ROUNDS)
  printTitle(`http: chain5 at half of its own saturation, ${PACED_CONNECTIONS} connections, paced`, rounds.othersCores)
  printTable(
    servers.map(({ name }) => {
      const p99 = rounds.of(name).map((one) => one.p99)
      const bare = rounds.of('bare').map((one) => one.p99)
      const details = `p50 ${ms(median(rounds.of(name).map((one) => one.p50)))} at ${Math.round(halfOf(name))}/s`
      return [name, `p99 ${ms(median(p99))}`, times(ratio(p99, bare)), details]
    }),
  )
}
