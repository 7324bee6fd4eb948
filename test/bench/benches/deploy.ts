import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchOptions } from '../bench.ts'
import { longDirective } from '../flows/long.ts'
import { median } from '../measure/median.ts'
import { alternate, ratio } from '../measure/rounds.ts'
import { ms, printTable, printTitle, times } from '../measure/table.ts'
import { longFlow } from '../node-red/flows.ts'
import { deployToNodeRed, startNodeRed } from '../node-red/server.ts'
import { startRunnel } from '../servers/runnel.ts'
import { temporaryFolder } from '../servers/temporary.ts'

const LENGTHS = [10, 100]
const ROUNDS = 9
const ASK_EVERY_MS = 3
const PATIENCE_MS = 30_000
/** Between deployments, as people pause: enough for Runnel to have a warm spare again. */
const PAUSE_MS = 1_000

interface Target {
  readonly name: string
  readonly url: string
  /** Resolves when the server says that it has deployed. */
  deploy(nodes: number, token: string): Promise<void>
}

/** From sending a flow to the first answer by it, its packages being in the library already. */
export async function benchDeploy({ nodeRed }: BenchOptions): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const store = stack.use(temporaryFolder())
  const runnel = stack.use(await startRunnel(store.path))
  const { app } = await runnel.ask('apps.create', { label: 'Long' })
  const targets: Target[] = [
    {
      name: 'runnel',
      url: runnel.url,
      deploy: async (nodes, token) =>
        void (await runnel.ask('deployments.deploy', { app, directive: longDirective(nodes, token) })),
    },
  ]
  if (nodeRed) {
    const server = stack.use(await startNodeRed())
    targets.push({
      name: 'node-red',
      url: server.url,
      deploy: (nodes, token) => deployToNodeRed(server, longFlow(nodes, token)),
    })
  }
  for (const nodes of LENGTHS) await benchLength(targets, nodes)
}

async function benchLength(targets: readonly Target[], nodes: number): Promise<void> {
  const rounds = await alternate(
    targets.map((target) => ({ name: target.name, measure: () => deployOnce(target, nodes) })),
    ROUNDS,
  )
  const livesMs = (name: string) => rounds.of(name).map(({ liveMs }) => liveMs)
  printTitle(`deploy: a flow of ${nodes} nodes, until it answers`, rounds.othersCores)
  printTable(
    targets.map(({ name }) => {
      const slowest = Math.max(...livesMs(name))
      const said = median(rounds.of(name).map(({ saidMs }) => saidMs))
      const beside = targets.length === 1 ? [] : [`${times(ratio(livesMs(name), livesMs('node-red')))} of node-red`]
      return [name, ms(median(livesMs(name))), ...beside, `${ms(said)} until it says so, ${ms(slowest)} at worst`]
    }),
  )
}

let deployed = 0

async function deployOnce(
  { url, deploy }: Target,
  nodes: number,
): Promise<{ readonly saidMs: number; readonly liveMs: number }> {
  await sleep(PAUSE_MS)
  const token = `token-${deployed++}`
  const startedMs = performance.now()
  await deploy(nodes, token)
  const saidMs = performance.now() - startedMs
  await untilAnswered(`${url}/deployed`, token)
  return { saidMs, liveMs: performance.now() - startedMs }
}

/** A new request every few ms, as Node-RED never answers those that come between the old flow and the new one. */
function untilAnswered(url: string, token: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stop = new AbortController()
  const ask = async (): Promise<void> => {
    try {
      const response = await fetch(url, { signal: stop.signal })
      if ((await response.text()).includes(token)) resolve()
    } catch {
      // Not yet: the next one may be answered.
    }
  }
  const again = setInterval(() => void ask(), ASK_EVERY_MS)
  const limit = setTimeout(() => reject(new Error(`${url} did not answer with ${token}`)), PATIENCE_MS)
  void ask()
  return promise.finally(() => {
    clearInterval(again)
    clearTimeout(limit)
    stop.abort()
  })
}
