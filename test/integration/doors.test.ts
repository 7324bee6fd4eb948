import { readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { misbehaving } from './components.ts'
import { directiveOf, rawRequest, startServer, temporaryFolder, textAt, type Server } from './harness.ts'

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let port: number

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  port = Number(new URL(server.editorUrl).port)
})
afterAll(async () => {
  await server.close()
  await folder.remove()
})

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}
const own = () => ({ host: `127.0.0.1:${port}`, token: server.runtime.token })

it.each([
  { name: 'its own address', headers: {}, status: 200 },
  { name: 'localhost', headers: { host: () => `localhost:${port}` }, status: 200 },
  { name: 'IPv6 loopback', headers: { host: () => `[::1]:${port}` }, status: 200 },
  { name: 'its own origin', headers: { origin: () => `http://127.0.0.1:${port}` }, status: 200 },
  { name: 'a name that was rebound to it', headers: { host: () => `evil.example:${port}` }, status: 421 },
  { name: 'its own address on another port', headers: { host: () => '127.0.0.1:1' }, status: 421 },
  { name: 'no port', headers: { host: () => '127.0.0.1' }, status: 421 },
  { name: 'a foreign origin', headers: { origin: () => 'https://evil.example' }, status: 403 },
  { name: 'a page that a flow serves', headers: { origin: () => server.flowsUrl }, status: 403 },
  { name: 'an opaque origin', headers: { origin: () => 'null' }, status: 403 },
  { name: 'its own origin by https', headers: { origin: () => `https://127.0.0.1:${port}` }, status: 403 },
  { name: 'a token of another start', headers: { 'x-runnel-token': () => 'x'.repeat(32) }, status: 401 },
  { name: 'no token', headers: { 'x-runnel-token': () => '' }, status: 401 },
])('the API answers $name with $status, and so does the socket', async ({ headers, status }) => {
  const changed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, (value as () => string)()]))
  const sent = { host: own().host, 'x-runnel-token': own().token, ...changed }
  const http = await rawRequest(`${server.editorUrl}/api/apps.list`, sent, 'POST')
  const socket = await rawRequest(`${server.editorUrl}/api/socket`, { ...sent, ...UPGRADE })
  expect([http.status, socket.status]).toEqual([status, status === 200 ? 101 : status])
})

it('says what to do about a foreign host and a missing token', async () => {
  const host = JSON.parse(
    (await rawRequest(`${server.editorUrl}/api/apps.list`, { host: 'evil.example' }, 'POST')).body,
  )
  const token = JSON.parse((await rawRequest(`${server.editorUrl}/api/apps.list`, { host: own().host }, 'POST')).body)
  expect([host.error.message, token.error.message]).toEqual([
    `This runtime does not answer to the host "evil.example". Open http://127.0.0.1:${port}/ instead.`,
    'The token is missing or of an earlier start of the runtime. Load the editor anew; scripts read it from the file token in the store.',
  ])
})

it('writes the token for scripts of the same user only', () => {
  const file = join(folder.path, 'token')
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual([server.runtime.token, 0o600])
})

it('has nothing of the editor on the flows’ listener', async () => {
  await server.deploy(textAt('site', '/', 'a page'))
  const answers = await Promise.all(
    ['/', '/api/apps.list', '/sandbox.html', '/index.html'].map((path) =>
      rawRequest(server.flowsUrl + path, { 'x-runnel-token': own().token }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404])
})

interface Talk {
  send(message: object): void
  /** The next message. */
  next(): Promise<{
    id?: number
    result?: unknown
    error?: { code: number; message: string }
    method?: string
    params?: never
  }>
  close(): void
}

async function talk(): Promise<Talk> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/socket?token=${own().token}`)
  const held: never[] = []
  let waiting: ((message: never) => void) | null = null
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as never
    if (waiting === null) return void held.push(message)
    waiting(message)
    waiting = null
  })
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  return {
    send: (message) => socket.send(JSON.stringify({ jsonrpc: '2.0', ...message })),
    next: () =>
      held.length > 0 ? Promise.resolve(held.shift() as never) : new Promise((resolve) => (waiting = resolve)),
    close: () => socket.close(),
  }
}

it('refuses an editor of another version, and everything before hello', async () => {
  const line = await talk()
  line.send({ id: 1, method: 'apps.list', params: {} })
  line.send({ id: 2, method: 'hello', params: { protocol: 999 } })
  line.send({ id: 3, method: 'hello', params: { protocol: 1 } })
  line.send({ id: 4, method: 'apps.list', params: {} })
  const answers = [await line.next(), await line.next(), await line.next(), await line.next()].sort(
    (a, b) => (a.id ?? 0) - (b.id ?? 0),
  )
  line.close()
  expect(answers.map(({ error }) => error?.code)).toEqual([4, 4, undefined, undefined])
  expect(answers[1]?.error?.message).toBe(
    'This editor speaks version 999 of the protocol and the runtime version 1. Load the page anew.',
  )
  expect(answers[2]?.result).toEqual({ protocol: 1, build: 'test', flowsUrl: server.flowsUrl, policy: {} })
})

it('tells a page of an earlier start to load itself anew', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/socket?token=of-an-earlier-start`, {
    origin: server.editorUrl,
  })
  await new Promise((resolve) => socket.on('open', resolve))
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'hello', params: { protocol: 1 } }))
  const { id, error } = JSON.parse(String(await new Promise((resolve) => socket.once('message', resolve))))
  await closed
  expect([id, error.code, error.message]).toEqual([7, 4, expect.stringContaining('Load the editor anew')])
})

it('tells a watching editor of runs and of what changes', async () => {
  const app = await server.deploy(textAt('watched', '/watched', 'x'))
  const line = await talk()
  // Notifications of what happened just before may come between.
  const answered = async (id: number) => {
    while ((await line.next()).id !== id);
  }
  line.send({ id: 1, method: 'hello', params: { protocol: 1 } })
  await answered(1)
  line.send({ id: 2, method: 'runs.watch', params: { app, since: null } })
  await answered(2)
  await server.ask('/watched')
  const { revision, directive } = await server.call('draft.get', { app })
  await server.call('draft.save', { app, revision, directive })
  const seen = new Set<string>()
  while (seen.size < 3) seen.add((await line.next()).method as string)
  line.close()
  expect([...seen].sort()).toEqual(['apps.changed', 'draft.changed', 'runs'])
})

it.each([
  { name: 'no JSON', sent: '{', code: -32700 },
  { name: 'no request', sent: '{"jsonrpc":"1.0"}', code: -32600 },
  { name: 'an unknown method', sent: '{"jsonrpc":"2.0","id":1,"method":"toString"}', code: 4 },
])('answers $name on the socket with $code and stays', async ({ sent, code }) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/socket?token=${own().token}`)
  await new Promise((resolve) => socket.on('open', resolve))
  socket.send(sent)
  const answer = JSON.parse(String(await new Promise((resolve) => socket.once('message', resolve))))
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'hello', params: { protocol: 1 } }))
  const hello = JSON.parse(String(await new Promise((resolve) => socket.once('message', resolve))))
  socket.close()
  expect([answer.error.code, hello.id]).toEqual([code, 2])
})

it.each([
  { method: 'no.such', body: '{}', status: 404, message: 'There is no method "no.such".' },
  { method: '__proto__', body: '{}', status: 404, message: 'There is no method "__proto__".' },
  { method: 'draft.get', body: '{"app":"nowhere"}', status: 404, message: 'There is no application nowhere.' },
  { method: 'draft.get', body: '{', status: 400, message: expect.stringMatching(/^The params are not JSON: /) },
  { method: 'draft.get', body: '{}', status: 422, message: expect.stringMatching(/^app is missing\./) },
  {
    method: 'draft.save',
    body: `{"app":"a","revision":1,"directive":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    status: 422,
    message: 'The document is nested more than 200 levels deep here. Take it out.',
  },
  {
    method: 'trigger.fire',
    body: '{"app":"a","flow":"f","trigger":"t","value":null}',
    status: 409,
    message: 'The application a is not deployed. Deploy it first.',
  },
])('POST /api/$method is answered $status $message', async ({ method, body, status, message }) => {
  const response = await server.api(`/api/${method}`, { method: 'POST', body })
  expect([response.status, (await response.json()).error.message]).toEqual([status, message])
})

it.each([
  { path: '/api/packages/%zz', message: 'There is no address /api/packages/%zz: it cannot be decoded.' },
  { path: '/api/packages/..%2f..%2ftoken', message: 'There is no package ../../token.' },
  { path: '/api/blobs/sha256:..', message: 'There is no file sha256:...' },
  { path: '/api/apps/__proto__/export', message: 'There is no application __proto__.' },
])('GET $path is answered 404', async ({ path, message }) => {
  const response = await server.api(path)
  expect([response.status, (await response.json()).error.message]).toEqual([404, message])
})

it('goes on when a client leaves amid what it uploads', async () => {
  const socket = connect(port, '127.0.0.1')
  const head = `POST /api/blobs HTTP/1.1\r\nhost: ${own().host}\r\nx-runnel-token: ${own().token}\r\ncontent-length: 100\r\n\r\n`
  await new Promise<void>((resolve) => socket.write(`${head}x`, () => resolve()))
  socket.destroy()
  expect((await server.api('/api/blobs', { method: 'POST', body: 'abc' })).status).toBe(200)
})

it('refuses to save over what another editor has saved', async () => {
  const { app } = await server.call('apps.create', { label: 'shared' })
  const { directive } = await server.call('draft.get', { app })
  await server.call('draft.save', { app, revision: 1, directive })
  const response = await server.api('/api/draft.save', {
    method: 'POST',
    body: JSON.stringify({ app, revision: 1, directive }),
  })
  expect([response.status, (await response.json()).error.code]).toEqual([409, 2])
})

it('does not let a package go that ships or that an application needs', async () => {
  const { packages } = await server.call('library.list', {})
  const shipped = packages.find(({ builtIn }) => builtIn)!
  const { digest } = await (
    await server.api('/api/packages?name=bad.wasm', { method: 'POST', body: await misbehaving() })
  ).json()
  const { app } = await server.call('apps.create', { label: 'needing' })
  await server.call('draft.save', {
    app,
    revision: 1,
    directive: directiveOf(app, {}, { bad: { package: 'bad.wasm', digest } }),
  })
  await expect(server.call('library.remove', { digest: shipped.digest })).rejects.toThrow(
    `${shipped.name} ships with Runnel.`,
  )
  await expect(server.call('library.remove', { digest })).rejects.toThrow('bad.wasm is used by needing.')
  await server.call('apps.remove', { app })
  await server.call('library.remove', { digest })
  expect((await server.call('library.list', {})).packages.map((one) => one.digest)).toEqual(
    packages.map((one) => one.digest),
  )
})
