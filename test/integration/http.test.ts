import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { directiveOf, postJson, rawRequest, startServer, temporaryFolder, type Server } from './harness.ts'

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  await server.deploy({
    directive: 1,
    name: 'doors',
    packages: {},
    flows: {
      hello: {
        nodes: {
          request: { trigger: 'http', with: { path: '/hello/:name' } },
          reply: { sink: 'http-reply', in: { body: { from: 'request.out.params.name' } } },
        },
      },
      query: {
        nodes: {
          request: { trigger: 'http', with: { path: '/query' } },
          reply: { sink: 'http-reply', in: { body: { from: 'request.out.query' } } },
        },
      },
      echo: {
        nodes: {
          request: { trigger: 'http', with: { method: 'POST', path: '/echo', body: 'json', maxBodyBytes: 1000 } },
          reply: {
            sink: 'http-reply',
            in: { body: { from: 'request.out.body' }, status: { value: 201 }, headers: { value: { 'x-one': '1' } } },
          },
        },
      },
      json: {
        nodes: {
          request: { trigger: 'http', with: { method: 'POST', path: '/json', body: 'json' } },
          reply: { sink: 'http-reply', in: { body: { from: 'request.out.body.a' } } },
        },
      },
      silent: {
        nodes: {
          request: { trigger: 'http', with: { path: '/silent' } },
          log: { sink: 'debug', in: { value: { from: 'request.out' } } },
        },
      },
      empty: {
        nodes: {
          request: { trigger: 'http', with: { path: '/empty' } },
          reply: { sink: 'http-reply', in: { status: { value: 204 } }, after: ['request.out'] },
        },
      },
      upload: {
        nodes: {
          request: { trigger: 'http', with: { method: 'POST', path: '/upload', body: 'bytes' } },
          reply: { sink: 'http-reply', in: { body: { from: 'request.out.body' } } },
        },
      },
    },
  })
})
afterAll(async () => {
  await server.close()
  await folder.remove()
})

it.each([
  { path: '/hello/ada', status: 200, text: 'ada' },
  { path: '/hello/gr%C3%B6%C3%9Fe', status: 200, text: 'größe' },
  { path: '/query?a=1&b=x&a=2&__proto__=p', status: 200, text: '{"a":"2","b":"x","__proto__":"p"}' },
  { path: '/empty', status: 204, text: '' },
  { path: '/nothing', status: 404, text: 'No flow answers at this path.\n' },
  { path: '/hello/%zz', status: 400, text: 'The path cannot be decoded.\n' },
  { path: '/echo', status: 405, text: 'This path does not answer GET.\n' },
])('GET $path is answered $status', async ({ path, status, text }) =>
  expect(await server.ask(path)).toMatchObject({ status, text }),
)

it('gives status, headers and content type of the reply', async () => {
  const response = await fetch(`${server.flowsUrl}/echo`, postJson([1, 2]))
  expect([
    response.status,
    response.headers.get('x-one'),
    response.headers.get('content-type'),
    await response.text(),
  ]).toEqual([201, '1', 'application/json; charset=utf-8', '[1,2]'])
})

it.each([
  { name: 'broken JSON', init: { ...postJson(0), body: '{"a":\n 1,}' }, status: 400, text: /line 2, column 4/ },
  {
    name: 'another media type',
    init: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '1' },
    status: 415,
    text: /application\/json is expected/,
  },
  {
    name: 'JSON that is nested without end',
    init: { ...postJson(0), body: '['.repeat(10_500) },
    path: '/json',
    status: 400,
    text: /nested more than 10000 levels deep/,
  },
  {
    name: 'a body that is too long',
    init: postJson('x'.repeat(2000)),
    status: 413,
    text: /larger than the 1000 bytes/,
  },
])('a POST with $name is answered $status', async ({ init, status, text, path = '/echo' }) => {
  const answer = await server.ask(path, init)
  expect(answer.status).toBe(status)
  expect(answer.text).toMatch(text)
})

it('refuses 100 MB by their length alone, and while they stream without one', async () => {
  const whole = await server.ask('/upload', { method: 'POST', body: new Uint8Array(100 * 1024 * 1024) })
  const chunk = new Uint8Array(1024 * 1024)
  let sent = 0
  const stream = new ReadableStream({
    pull: (controller) => (sent++ < 100 ? controller.enqueue(chunk) : controller.close()),
  })
  const streamed = await server.ask('/upload', { method: 'POST', body: stream, duplex: 'half' } as RequestInit)
  expect([whole.status, streamed.status]).toEqual([413, 413])
  expect((await server.ask('/hello/ada')).text).toBe('ada')
})

it('carries bytes there and back as they are', async () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index * 7)
  const response = await fetch(`${server.flowsUrl}/upload`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
  })
  expect([response.status, Buffer.compare(Buffer.from(await response.arrayBuffer()), Buffer.from(bytes))]).toEqual([
    200, 0,
  ])
})

it('answers HEAD like GET without a body, and OPTIONS with what is allowed', async () => {
  const head = await rawRequest(`${server.flowsUrl}/hello/ada`, {}, 'HEAD')
  const options = await rawRequest(`${server.flowsUrl}/hello/ada`, {}, 'OPTIONS')
  expect([head.status, head.body, head.headers['content-length'], options.status, options.headers['allow']]).toEqual([
    200,
    '',
    '3',
    204,
    'GET, HEAD, OPTIONS',
  ])
})

it('answers 500 with the run when a flow ends without a reply', async () => {
  const answer = await server.ask('/silent')
  expect({ ...answer, text: JSON.parse(answer.text) }).toEqual({
    status: 500,
    type: 'application/json; charset=utf-8',
    text: { error: 'The flow ended without a reply.', run: expect.stringMatching(/^[0-9a-z]+-[0-9a-z]+$/) },
  })
})

it('goes on when a client leaves amid its request', async () => {
  const socket = connect(Number(new URL(server.flowsUrl).port), '127.0.0.1')
  await new Promise<void>((resolve) =>
    socket.write(
      'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a"',
      () => resolve(),
    ),
  )
  socket.destroy()
  expect((await server.ask('/echo', postJson(1))).text).toBe('1')
})

it('tells a watcher of runs, their exact counts and their values', async () => {
  const app = await server.deploy(
    directiveOf('counted', {
      request: { trigger: 'http', with: { path: '/counted' } },
      reply: { sink: 'http-reply', in: { body: { from: 'request.out.path' } } },
    }),
  )
  for (let n = 0; n < 20; n++) await server.ask('/counted')
  await expect
    .poll(async () => (await server.call('runs.watch', { app, since: null })).counts, { timeout: 5000 })
    .toEqual({
      runs: { ok: 20, failed: 0 },
      fired: { 'main/request': { ok: 20, failed: 0 }, 'main/reply': { ok: 20, failed: 0 } },
      passed: expect.objectContaining({ 'main/request.out': 20 }),
      busy: {},
      generated: {},
    })
  const { rows } = await server.call('runs.watch', { app, since: null })
  const { trace } = await server.call('runs.get', { app, run: rows[0]!.run })
  expect(rows.length).toBeGreaterThanOrEqual(10)
  expect(trace?.firings.map(({ node }) => node)).toEqual(['request', 'reply'])
})
