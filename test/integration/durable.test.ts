import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { digestOf } from '../../runtime/admission/admit.ts'
import { packApplication } from '../../shared/directive/application-file.ts'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import type { Trace } from '../../shared/runner/messages.ts'
import { unlikeBefore } from './components.ts'
import { directiveOf, startServer, temporaryFolder, type Server } from './harness.ts'

const BIN = fileURLToPath(new URL('../../runtime/bin/runnel.mjs', import.meta.url))
const WAIT_MS = 2_500

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: string
let server: Server | null
let odd: Uint8Array
let packages: Directive['packages']

beforeEach(async () => {
  folder = await temporaryFolder()
  store = join(folder.path, 'store')
  server = null
  odd = await unlikeBefore()
  packages = { odd: { package: 'odd.wasm', digest: digestOf(odd) } }
})
afterEach(async () => {
  await server?.close()
  await folder.remove()
})

/** Draws a number, answers with it if there is a request, waits to try again what never works, and draws another. */
function drawing(app: string, trigger: Node, extra: Record<string, Node> = {}): Directive {
  const after = ['start.out']
  return directiveOf(app, {
    start: trigger,
    draw: { use: 'odd#draw', after },
    refuse: { use: 'odd#refuse', in: { number: { value: 1 } }, retry: { attempts: 2, delay: WAIT_MS }, after: ['draw.out'] },
    late: { use: 'odd#draw', after: ['refuse.err'] },
    seen: { sink: 'debug', in: { value: { from: 'late.out' } } },
    ...extra,
  }, packages)
}

const http = (path: string): Node => ({ trigger: 'http', with: { path, durable: true } })
const EARLY: Record<string, Node> = { reply: { sink: 'http-reply', in: { body: { from: 'draw.out' } } } }
const LATE: Record<string, Node> = {
  reply: { sink: 'http-reply', in: { body: { record: { draw: { from: 'draw.out' }, late: { from: 'late.out' } } } } },
}

async function start(): Promise<Server> {
  server = await startServer(store)
  return server
}

async function withOdd(): Promise<Server> {
  const started = await start()
  await started.api('/api/packages?name=odd.wasm', { method: 'POST', body: odd as BodyInit })
  return started
}

/** What a node gave, of the one run of the application, once that has ended. */
async function ended(from: Server, app: string): Promise<{ readonly trace: Trace; readonly status: number | null; readonly deployment: number; out(node: string): unknown }> {
  await expect.poll(async () => (await from.call('runs.watch', { app, since: null })).rows.length, { timeout: 20_000 }).toBe(1)
  const { rows } = await from.call('runs.watch', { app, since: null })
  const { run, trace } = await from.call('runs.get', { app, run: rows[0]!.run })
  expect(run.summary.failure).toBe(null)
  const out = (node: string) => trace!.firings.find((firing) => firing.node === node)?.outputs['out']?.json
  return { trace: trace!, status: run.status, deployment: run.deployment, out }
}

/** Resolves once so many calls of the run are on the disk. */
async function journalled(from: Server, calls: number): Promise<readonly unknown[]> {
  const { store: database } = from.runtime.services
  let given: readonly unknown[] = []
  await expect.poll(async () => {
    const [first] = await database.ask('listDurable', null)
    const found = first === undefined ? null : await database.ask('getDurable', { run: first.run })
    given = (found?.journal ?? []).flatMap((entry) => (entry.kind === 'call' && entry.outcome.ok ? [entry.outcome.value] : []))
    return given.length
  }, { timeout: 10_000 }).toBe(calls)
  return given
}

function endRunners(runtimePid: number): void {
  const rows = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(runtimePid)]).toString().trim().split('\n')
  for (const row of rows) if (row.includes('runner/child')) process.kill(Number.parseInt(row, 10), 'SIGKILL')
}

it.skipIf(process.platform !== 'linux')('goes on when its runner is killed, answers its request, and makes no call again', async () => {
  const running = await withOdd()
  const app = await running.deploy(drawing('killed', http('/killed'), LATE))
  const answer = running.ask('/killed')
  const [drawn] = await journalled(running, 2)
  endRunners(process.pid)
  const { status, text } = await answer
  const { out, trace } = await ended(running, app)
  expect([status, JSON.parse(text)]).toEqual([200, { draw: out('draw'), late: out('late') }])
  expect(JSON.stringify(out('draw')).replaceAll('"', '')).toBe(String(drawn).replaceAll('"', ''))
  expect(trace.firings.find(({ node }) => node === 'refuse')).toMatchObject({ attempt: 2 })
  expect(trace.firings.find(({ node }) => node === 'refuse')!.durationMs).toBeLessThan(2 * WAIT_MS)
  await expect.poll(() => running.runtime.services.store.ask('listDurable', null)).toEqual([])
})

function runnel(...args: readonly string[]): { readonly process: ChildProcess; readonly url: Promise<string> } {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder.path })
  const url = new Promise<string>((resolve) => child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const found = /http:\/\/\S+/.exec(text)
    if (found !== null) resolve(found[0])
  }))
  return { process: child, url }
}

it('goes on when the runtime itself is killed and started again, and makes no call again', async () => {
  const directive = drawing('lost', http('/lost'), EARLY)
  const file = join(folder.path, 'lost.runnel')
  await writeFile(file, packApplication({ directive, packages: new Map([[digestOf(odd), odd]]), samples: new Map() }))
  const killed = runnel('run', file, '--port', '0', '--store', store)
  const answer = await (await fetch(await killed.url)).json()
  killed.process.kill('SIGKILL')
  await once(killed.process, 'exit')
  const { out, status } = await ended(await start(), 'lost')
  expect([out('draw'), status, out('late') === out('draw')]).toEqual([answer, 200, false])
})

it.each<{ kind: string; trigger: Node; fire: (from: Server, app: string) => Promise<unknown> }>([
  {
    kind: 'button', trigger: { trigger: 'manual', with: { durable: true } },
    fire: (from, app) => from.call('trigger.fire', { app, flow: 'main', trigger: 'start', value: null }),
  },
  { kind: 'tick', trigger: { trigger: 'interval', with: { everyMs: 60_000, durable: true } }, fire: async (from, app) => {
    const { deployments, store: database } = from.runtime.services
    const { deployment } = deployments.live(app)!
    const event = { kind: 'interval', atMs: 1, count: 1 } as const
    await database.ask('beginDurable', { app, deployment, run: 'tick-1', flow: 'main', trigger: 'start', title: 'every 60 s', startedMs: 1, event, status: null })
  } },
])('what a $kind began goes on after the runtime was stopped and started', async ({ kind, trigger, fire }) => {
  const first = await withOdd()
  const app = await first.deploy(drawing(kind, trigger))
  await fire(first, app)
  const drawn = kind === 'button' ? (await journalled(first, 2))[0] : null
  await first.close()
  server = null
  const { out } = await ended(await start(), app)
  if (drawn !== null) expect(String(out('draw'))).toBe(String(drawn).replaceAll('"', ''))
  expect(out('late')).toEqual(expect.anything())
})

it('ends in the deployment in which it began, while another one is live, and over a restart', async () => {
  const first = await withOdd()
  const app = await first.deploy(drawing('older', http('/older'), EARLY))
  const before = await first.ask('/older')
  const directive = drawing('older', http('/newer'), EARLY)
  await first.call('deployments.deploy', { app, directive })
  expect([(await first.ask('/older')).status, before.status]).toEqual([404, 200])
  await first.close()
  const second = await start()
  const { out, deployment } = await ended(second, app)
  expect([out('draw'), deployment, (await second.call('apps.list', {})).apps[0]?.live?.deployment]).toEqual([JSON.parse(before.text), 1, 2])
})
