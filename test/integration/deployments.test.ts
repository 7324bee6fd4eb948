import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import type { AppSummary } from '../../shared/protocol/messages.ts'
import { ROOT } from '../../runtime/entry.ts'
import { misbehaving } from './components.ts'
import { directiveOf, postJson, startServer, temporaryFolder, textAt, type Server } from './harness.ts'

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeEach(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
})
afterEach(async () => {
  await server.close()
  await folder.remove()
})

async function restart(): Promise<void> {
  await server.close()
  server = await startServer(folder.path)
}

async function example(name: string): Promise<Directive> {
  return JSON.parse(await readFile(join(ROOT, 'nodes-library/examples', `${name}.json`), 'utf8'))
}

it('answers HTTP from a directive', async () => {
  await server.deploy(await example('sign-up'))
  expect(await server.ask('/sign-up', postJson({ name: 'Ada', email: 'ada@example.com' }))).toEqual({
    status: 200,
    type: 'application/json; charset=utf-8',
    text: '{"name":"Ada","email":"a***@example.com"}',
  })
})

it('gives declared variables the values that it was started with, and keeps them to itself', async () => {
  const directive: Directive = {
    ...textAt('limited', '/limit', ''),
    config: { limit: { type: 'u32' }, key: { type: 'string', secret: true } },
  }
  const { request } = directive.flows['main']!.nodes
  const reply = { sink: 'http-reply', in: { body: { config: 'limit' } }, after: ['request.out'] }
  const limited = { ...directive, flows: { main: { nodes: { request: request!, reply } } } }
  await expect(server.deploy(limited)).rejects.toThrow('The variable limit has no value.')

  await server.close()
  server = await startServer(folder.path, { config: { limit: '20', key: 'hush' } })
  const app = await server.deploy(limited)
  expect((await server.ask('/limit')).text).toBe('20')
  const { rows } = await server.call('runs.watch', { app, since: null })
  const { trace } = await server.call('runs.get', { app, run: rows[0]!.run })
  expect(trace?.firings.find(({ node }) => node === 'reply')?.inputs['body']?.json).toBe(20)
  const said = [server.said, rows, trace, await server.call('deployments.list', { app }), await server.call('apps.list', {})]
  expect(JSON.stringify(said)).not.toContain('hush')

  // Started anew with another value, and then with none that fits.
  await server.close()
  server = await startServer(folder.path, { config: { limit: '30' } })
  expect((await server.ask('/limit')).text).toBe('30')
  await server.close()
  server = await startServer(folder.path, { config: { limit: 'many' } })
  expect((await server.ask('/limit')).status).toBe(503)
})

it('opens every example of the gallery and deploys it', async () => {
  const { examples } = await server.call('gallery.list', {})
  const live = []
  for (const { id } of examples) {
    const { app } = await server.call('gallery.open', { example: id })
    const { directive } = await server.call('draft.get', { app })
    live.push((await server.call('deployments.deploy', { app, directive })).state)
  }
  expect(live).toEqual(examples.map(() => 'live'))
  expect(examples.length).toBeGreaterThanOrEqual(4)
})

it('has drafts, deployments, library and runs as they were after a restart', async () => {
  await server.api('/api/packages?name=mine.wasm', { method: 'POST', body: await misbehaving() })
  const app = await server.deploy(textAt('kept', '/kept', 'first'))
  await server.call('deployments.deploy', { app, directive: textAt('kept', '/kept', 'second') })
  await server.call('draft.save', { app, revision: 1, directive: textAt('kept', '/kept', 'third') })
  await server.ask('/kept')
  const state = async () => ({
    apps: (await server.call('apps.list', {})).apps.map(({ app, revision, live }) => ({
      app,
      revision,
      live: live?.deployment,
    })),
    draft: await server.call('draft.get', { app }),
    deployments: (await server.call('deployments.list', { app })).deployments.map(
      ({ deployment, digest, deployedMs }) => ({ deployment, digest, deployedMs }),
    ),
    packages: (await server.call('library.list', {})).packages,
    rows: (await server.call('runs.watch', { app, since: null })).rows,
    answer: await server.ask('/kept'),
  })
  const before = await state()
  await restart()
  const after = await state()
  expect({ ...after, rows: after.rows.slice(0, 1) }).toEqual({ ...before, rows: before.rows.slice(0, 1) })
  expect([before.answer.text, before.draft.revision, before.rows.length > 0]).toEqual(['second', 2, true])
})

async function deployedAt(app: string): Promise<readonly number[]> {
  const { deployments } = await server.call('deployments.list', { app })
  return deployments.map(({ deployedMs }) => deployedMs)
}

it('makes an earlier deployment live again, as old as it is, and stops', async () => {
  const app = await server.deploy(textAt('back', '/back', 'one'))
  await server.call('deployments.deploy', { app, directive: textAt('back', '/back', 'two') })
  const two = await server.ask('/back')
  const since = await deployedAt(app)
  await server.call('deployments.activate', { app, deployment: 1 })
  const one = await server.ask('/back')
  expect(await deployedAt(app)).toEqual(since)
  await server.call('deployments.stop', { app })
  const none = await server.ask('/back')
  await restart()
  const still = await server.ask('/back')
  expect([two.text, one.text, none.status, still.status]).toEqual(['two', 'one', 404, 404])
  expect(
    (await server.call('deployments.list', { app })).deployments.map(({ deployment, state }) => [deployment, state]),
  ).toEqual([
    [2, 'stopped'],
    [1, 'stopped'],
  ])
})

it('serves a second application beside the first, and refuses it the first one’s route', async () => {
  await server.deploy(textAt('left', '/left', 'left'))
  await server.deploy(textAt('right', '/right', 'right'))
  await expect(server.deploy(textAt('greedy', '/left', 'greedy'))).rejects.toThrow(
    'GET /left goes to the application left already. Choose another path or method, or stop the other one.',
  )
  expect([(await server.ask('/left')).text, (await server.ask('/right')).text]).toEqual(['left', 'right'])
})

it('switches from one deployment to the next without losing a request', async () => {
  const app = await server.deploy(textAt('swap', '/swap', '0'))
  const seen: string[] = []
  let asking = true
  const asked = (async () => {
    while (asking) seen.push((await server.ask('/swap')).text)
  })()
  for (let version = 1; version <= 5; version++) {
    await server.call('deployments.deploy', { app, directive: textAt('swap', '/swap', String(version)) })
  }
  await server.ask('/swap')
  asking = false
  await asked
  expect(seen.filter((text, index) => index > 0 && Number(text) < Number(seen[index - 1]))).toEqual([])
  expect(new Set(seen).size).toBeGreaterThan(1)
  expect(seen.every((text) => /^[0-5]$/.test(text))).toBe(true)
})

it('hands a request whose body is still coming in to the deployment that takes over', async () => {
  const echoing = (text: string) =>
    directiveOf('slow', {
      request: { trigger: 'http', with: { method: 'POST', path: '/slow', body: 'text' } },
      reply: { sink: 'http-reply', in: { body: { list: [{ from: 'request.out.body' }, { value: text }] } } },
    })
  const app = await server.deploy(echoing('old'))
  const sending = Promise.withResolvers<void>()
  async function* body() {
    yield Buffer.from('he')
    await sending.promise
    yield Buffer.from('llo')
  }
  const answer = server.ask('/slow', {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: body(),
    duplex: 'half',
  } as unknown as RequestInit)
  await server.call('deployments.deploy', { app, directive: echoing('new') })
  sending.resolve()
  expect(await answer).toMatchObject({ status: 200, text: '["hello","new"]' })
})

/** Answers after a second: what it tries to read is no number, and it tries twice. */
function slow(name: string): Directive {
  return directiveOf(name, {
    request: { trigger: 'http', with: { path: `/${name}` } },
    quick: { trigger: 'http', with: { path: `/${name}/quick` } },
    read: {
      core: 'parse-number',
      in: { text: { from: 'request.out.method' } },
      retry: { attempts: 2, delay: 1000 },
    },
    tell: { sink: 'http-reply', in: { body: { from: 'read.err' } } },
    answer: { sink: 'http-reply', in: { body: { from: 'quick.out.path' } } },
  })
}

it.each<{ how: string; end: (app: string) => Promise<unknown> }>([
  { how: 'application is removed', end: (app) => server.call('apps.remove', { app }) },
  { how: 'deployment is stopped', end: (app) => server.call('deployments.stop', { app }) },
  { how: 'runtime is stopped', end: () => server.close() },
])('answers the request that is under way when its $how', async ({ end }) => {
  const app = await server.deploy(slow('slow'))
  const answer = server.ask('/slow')
  // Behind it in the same pipe, and something to count while the other drains.
  await server.ask('/slow/quick')
  await end(app)
  expect(await answer).toMatchObject({ status: 200, text: '"GET" is not a number' })
  server = await server.close().then(() => startServer(folder.path))
})

it('answers 503 where a deployment cannot be brought up any more, says why, and serves the others', async () => {
  const { digest, name } = await (
    await server.api('/api/packages?name=mine.wasm', { method: 'POST', body: await misbehaving() })
  ).json()
  const needing = directiveOf(
    'needing',
    {
      request: { trigger: 'http', with: { path: '/needing' } },
      twice: { use: 'mine#twice', in: { number: { value: 21 } }, after: ['request.out'] },
      reply: { sink: 'http-reply', in: { body: { from: 'twice.out' } } },
    },
    { mine: { package: name, digest } },
  )
  await server.deploy(needing)
  await server.deploy(textAt('steady', '/steady', 'here'))
  await server.close()
  await rm(join(folder.path, 'packages', `${digest.slice('sha256:'.length)}.wasm`))
  await rm(join(folder.path, 'cache'), { recursive: true })
  server = await startServer(folder.path)
  const [{ live }] = (await server.call('apps.list', {})).apps as [AppSummary]
  expect(server.said).toEqual([expect.stringMatching(/^mine\.wasm: The stored file .* is missing\. Add the package again\.$/)])
  expect([live?.state, live?.reason, (await server.ask('/needing')).status, (await server.ask('/steady')).text]).toEqual([
    'crashed',
    expect.stringMatching(/^The package mine\.wasm is not in the library\. /),
    503,
    'here',
  ])
})

it.each([
  { row: '{', said: /^The store .* is damaged: a row holds no JSON\./ },
  { row: '{"directive":2}', said: null },
])('comes up though the row of a deployment holds $row, and serves the others', async ({ row, said }) => {
  await server.deploy(textAt('spoilt', '/spoilt', 'gone'))
  await server.deploy(textAt('steady', '/steady', 'here'))
  await server.close()
  const db = new DatabaseSync(join(folder.path, 'runnel.db'))
  db.prepare("UPDATE deployments SET directive = ? WHERE app = 'spoilt'").run(row)
  db.close()
  server = await startServer(folder.path)
  expect([(await server.ask('/spoilt')).status, (await server.ask('/steady')).text]).toEqual([404, 'here'])
  expect(server.said).toEqual(said === null ? [] : [expect.stringMatching(said)])
  const states = (await server.call('apps.list', {})).apps.map(({ live }) => live?.reason)
  expect(states[0]).toEqual(said === null ? expect.stringMatching(/^The directive was written by a newer Runnel/) : undefined)
})

it('leaves what is live alone when the next directive has problems', async () => {
  const app = await server.deploy(textAt('solid', '/solid', 'here'))
  const broken = directiveOf('solid', {
    request: { trigger: 'http', with: { path: '/solid' } },
    reply: { sink: 'http-reply', in: { body: { from: 'nowhere.out' } } },
  })
  await expect(server.call('deployments.deploy', { app, directive: broken })).rejects.toThrow('nowhere')
  expect((await server.ask('/solid')).text).toBe('here')
})

it('fires a manual trigger and an interval, and keeps the values of their runs', async () => {
  const app = await server.deploy(
    directiveOf('alone', {
      button: { trigger: 'manual', with: { value: 'pressed' } },
      clock: { trigger: 'interval', with: { everyMs: 100 } },
      show: { sink: 'debug', in: { value: { from: 'button.out' } } },
      tell: { sink: 'debug', in: { value: { from: 'clock.out' } } },
    }),
  )
  const { run } = await server.call('trigger.fire', { app, flow: 'main', trigger: 'button', value: { by: 'me' } })
  await expect
    .poll(async () => (await server.call('runs.watch', { app, since: null })).rows.map(({ title }) => title), {
      timeout: 5000,
    })
    .toEqual(expect.arrayContaining(['manual', 'every 100 ms']))
  const { trace } = await server.call('runs.get', { app, run })
  expect(trace?.logs).toEqual([{ within: [], flow: 'main', node: 'show', stream: 'debug', text: '{"by":"me"}' }])
})

it('exports an application with its packages, and imports it where they are not', async () => {
  const bytes = await misbehaving()
  const { digest, name } = await (
    await server.api('/api/packages?name=mine.wasm', { method: 'POST', body: bytes })
  ).json()
  const directive = directiveOf(
    'carried',
    {
      request: { trigger: 'http', with: { path: '/carried' } },
      twice: { use: 'mine#twice', in: { number: { value: 21 } }, after: ['request.out'] },
      reply: { sink: 'http-reply', in: { body: { from: 'twice.out' } } },
    },
    { mine: { package: name, digest } },
  )
  const { app } = await server.call('apps.create', { label: 'carried' })
  await server.call('draft.save', { app, revision: 1, directive })
  const exported = await server.api(`/api/apps/${app}/export`)
  const file = await exported.arrayBuffer()
  expect(exported.headers.get('content-disposition')).toBe('attachment; filename="carried.runnel"')

  const elsewhere = await temporaryFolder()
  const other = await startServer(elsewhere.path)
  try {
    const { app } = await (await other.api('/api/apps/import', { method: 'POST', body: file })).json()
    const { directive } = await other.call('draft.get', { app })
    await other.call('deployments.deploy', { app, directive })
    expect((await other.ask('/carried')).text).toBe('42')
  } finally {
    await other.close()
    await elsewhere.remove()
  }
})
