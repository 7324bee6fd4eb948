import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import { misbehaving, unlikeBefore } from './components.ts'
import { directiveOf, postJson, startServer, temporaryFolder, type Server } from './harness.ts'

// A call that overruns ends its runner's process, and with it whatever else is under way there.

let server: Server
let packages: Directive['packages']
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  const add = async (file: string, body: Uint8Array) => {
    const { digest, name } = await (await server.api(`/api/packages?name=${file}`, { method: 'POST', body: body as BodyInit })).json()
    return { package: name, digest } as Directive['packages'][string]
  }
  packages = { bad: await add('bad.wasm', await misbehaving()), odd: await add('odd.wasm', await unlikeBefore()) }
})
afterAll(async () => {
  await server.close()
  await folder.remove()
})

const request = (app: string): Node => ({ trigger: 'http', with: { path: `/${app}`, method: 'POST', body: 'json' } })
const spin: Node = { use: 'bad#spin', after: ['request.out'], timeout: 200 }
const reply = (from: string): Node => ({ sink: 'http-reply', in: { body: { from } } })

async function lastRun(app: string) {
  const { rows } = await server.call('runs.watch', { app, since: null })
  return server.call('runs.get', { app, run: rows.at(-1)!.run })
}

it('takes an overrun by retry: what is over in time the next time goes well', async () => {
  const app = await server.deploy(directiveOf('retried', {
    request: request('retried'),
    wait: { use: 'odd#spin-until', in: { ns: { from: 'request.out.body.ns' } }, timeout: 300, retry: { attempts: 3, delay: 1_200 } },
    draw: { use: 'odd#draw', after: ['request.out'] },
    reply: reply('wait.out'),
  }, packages))
  const until = (BigInt(Date.now()) + 1_000n) * 1_000_000n
  const answer = await server.ask('/retried', postJson({ ns: String(until) }))
  expect([answer.status, BigInt(JSON.parse(answer.text)) >= until]).toEqual([200, true])
  const { trace, run } = await lastRun(app)
  expect([run.summary.ok, trace?.firings.map(({ node, attempt }) => `${node} ${attempt}`).sort()])
    .toEqual([true, ['draw 1', 'reply 1', 'request 1', 'wait 2']])
})

it.each<{ how: string; nodes: Record<string, Node>; onError?: string }>([
  { how: 'the port failed', nodes: { reply: reply('spin.failed') } },
  { how: 'the error handler', nodes: { oops: { trigger: 'failure' }, reply: reply('oops.out') }, onError: 'oops' },
])('takes an overrun by $how', async ({ how, nodes, onError }) => {
  const app = how.replaceAll(' ', '-')
  const directive = directiveOf(app, { request: request(app), spin, ...nodes }, packages)
  const flow = { ...directive.flows['main']!, ...(onError === undefined ? {} : { onError }) }
  await server.deploy({ ...directive, flows: { main: flow } })
  const answer = await server.ask(`/${app}`, postJson(1))
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, {
    kind: 'timeout', message: 'The node spin of the flow main did not return within 200 ms.', node: 'spin', attempt: 1, payload: null,
  }])
})

it('fails the run of which every attempt overruns, by the last one', async () => {
  const app = await server.deploy(directiveOf('thrice', { request: request('thrice'), spin: { ...spin, retry: { attempts: 3 } } }, packages))
  const answer = await server.ask('/thrice', postJson(1))
  const { run: { summary: { failure } } } = await lastRun(app)
  expect([answer.status, failure]).toMatchObject([500, { kind: 'timeout', node: 'spin', attempt: 3 }])
})

it('gives up a run that goes on overrunning', async () => {
  const app = await server.deploy(directiveOf('ever', { request: request('ever'), spin: { ...spin, timeout: 100, retry: { attempts: 9 } } }, packages))
  const answer = await server.ask('/ever', postJson(1))
  const { run: { summary: { failure } } } = await lastRun(app)
  expect([answer.status, failure]).toMatchObject([500, {
    kind: 'timeout', node: 'spin', message: 'The node spin of the flow main did not return within 100 ms. It had been begun again 3 times before.',
  }])
})

it('answers whoever else was waiting for the runner, from the beginning and once', async () => {
  await server.deploy(directiveOf('together', {
    request: request('together'),
    parse: { core: 'parse-number', in: { text: { value: 'none' } }, retry: { attempts: 2, delay: 900 }, after: ['request.out'] },
    reply: reply('parse.err'),
    ask: { trigger: 'http', with: { path: '/together/spin' } },
    early: { sink: 'http-reply', in: { body: { value: 'early' } }, after: ['ask.out'] },
    spin: { ...spin, after: ['early.done'] },
    after: { sink: 'debug', in: { value: { from: 'spin.failed' } } },
  }, packages))
  const waiting = [1, 2].map((value) => server.ask('/together', postJson(value)))
  const early = await server.ask('/together/spin')
  expect([early.text, ...(await Promise.all(waiting)).map(({ status, text }) => `${status} ${text}`)])
    .toEqual(['early', '200 "none" is not a number', '200 "none" is not a number'])
  const rows = async () => (await server.call('runs.watch', { app: 'together', since: null })).rows
  await expect.poll(async () => (await rows()).map(({ title, status, summary }) => [title, status, summary.ok]), { timeout: 10_000 })
    .toContainEqual(['GET /together/spin', 200, true])
})
