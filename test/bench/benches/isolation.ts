import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Directive } from '../../../shared/directive/schema.ts'
import { misbehaving } from '../../integration/components.ts'
import { chain5Directive } from '../flows/pinned.ts'
import { chain5, checkAnswer } from '../load/chain5.ts'
import { pace } from '../load/pace.ts'
import { median, quantile } from '../measure/median.ts'
import { alternate, ratio } from '../measure/rounds.ts'
import { ms, printTable, printTitle, times } from '../measure/table.ts'
import { startRunnel, type RunnelServer } from '../servers/runnel.ts'
import { temporaryFolder } from '../servers/temporary.ts'

const ROUNDS = 5
const SECONDS = 3
const PER_SECOND = 300
const CONNECTIONS = 16
const ATTACKERS = 4
/** Between the requests of one attacker: what is measured is what components do, not how many requests a machine takes. */
const PAUSE_MS = 20

/** What is done to another application meanwhile: a function of the misbehaving component, or nothing. */
const ATTACKS = [
  { name: 'left alone', fn: null, timeout: 0 },
  // How far apart two equal measurements are on this machine.
  { name: 'left alone, again', fn: null, timeout: 0 },
  { name: 'endless loop', fn: 'spin', timeout: 5_000 },
  { name: 'loops that are ended', fn: 'spin', timeout: 200 },
  { name: 'memory', fn: 'hoard', timeout: 5_000 },
  { name: 'traps', fn: 'trap', timeout: 5_000 },
] as const

/** How long the requests of one deployment take while another one is attacked, beside the same without. */
export async function benchIsolation(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const store = stack.use(temporaryFolder())
  const runnel = stack.use(await startRunnel(store.path))
  await deploy(runnel, chain5Directive())
  await checkAnswer(runnel.url, chain5)
  const bad = await runnel.add('bad.wasm', await misbehaving())

  const rounds = await alternate(ATTACKS.map(({ name, fn, timeout }) => ({
    name,
    async measure() {
      const attack = fn === null ? null : await beginAttack(runnel, bad, fn, timeout)
      const tookMs = await pace(runnel.url, chain5, CONNECTIONS, PER_SECOND, SECONDS)
      const attacks = await attack?.end() ?? 0
      return { p50: quantile(tookMs, 0.5), p99: quantile(tookMs, 0.99), attacks }
    },
  })), ROUNDS)

  printTitle(`isolation: chain5 at ${PER_SECOND}/s while another deployment is attacked`, rounds.othersCores)
  const p99 = (name: string): readonly number[] => rounds.of(name).map((one) => one.p99)
  printTable(ATTACKS.map(({ name }) => {
    const middle = (pick: (one: { p50: number; attacks: number }) => number) => median(rounds.of(name).map(pick))
    const details = `p50 ${ms(middle(({ p50 }) => p50))}, ${middle(({ attacks }) => attacks)} attacks in ${SECONDS} s`
    return [name, `p99 ${ms(median(p99(name)))}`, times(ratio(p99(name), p99('left alone'))), details]
  }))
}

/** Asks an application of its own again and again, by several clients, whatever it answers. */
async function beginAttack(runnel: RunnelServer, bad: Directive['packages'][string], fn: string, timeout: number) {
  const name = `attacked-${randomUUID().slice(0, 8)}`
  const fails = fn === 'hoard' ? 'out' : 'done'
  const app = await deploy(runnel, {
    directive: 1,
    name,
    packages: { bad },
    flows: { main: { nodes: {
      request: { trigger: 'http', with: { path: `/${name}` } },
      bad: { use: `bad#${fn}`, timeout, after: ['request.out'] },
      reply: { sink: 'http-reply', in: { body: { value: 'done' } }, after: [`bad.${fails}`] },
    } } },
  })
  const stop = new AbortController()
  let attacks = 0
  async function client(): Promise<void> {
    while (!stop.signal.aborted) {
      attacks++
      try {
        await (await fetch(`${runnel.url}/${name}`, { signal: stop.signal })).text()
      } catch {
        // Ended by us, or cut off by the attack: the next one comes.
      }
      await sleep(PAUSE_MS)
    }
  }
  const clients = Array.from({ length: ATTACKERS }, client)
  return {
    async end(): Promise<number> {
      stop.abort()
      await Promise.all(clients)
      await runnel.ask('apps.remove', { app })
      return attacks
    },
  }
}

async function deploy(runnel: RunnelServer, directive: Directive): Promise<string> {
  const { app } = await runnel.ask('apps.create', { label: directive.name })
  await runnel.ask('deployments.deploy', { app, directive })
  return app
}
