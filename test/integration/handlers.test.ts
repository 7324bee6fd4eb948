import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import { fromJs } from '../components/build.ts'
import { authorisingHandler, echoHandler } from '../components/handlers.ts'
import { WASI } from '../components/wasi.wit.ts'
import { directiveOf, startServer, temporaryFolder, type Server } from './harness.ts'

// Components that were built to be servers or programs, as nodes.

const SHOUT = {
  wit: `package test:shout@1.0.0;
    world shout { import wasi:cli/environment@0.2.3; import wasi:cli/stdin@0.2.3; import wasi:cli/stdout@0.2.3; export wasi:cli/run@0.2.3; }`,
  js: `
    import { getArguments } from 'wasi:cli/environment@0.2.3'
    import { getStdin } from 'wasi:cli/stdin@0.2.3'
    import { getStdout } from 'wasi:cli/stdout@0.2.3'
    export const run = { run() {
      const text = String.fromCharCode(...getStdin().blockingRead(1000)).toUpperCase()
      getStdout().write(Uint8Array.from([...text + getArguments()[1]].map((each) => each.charCodeAt(0))))
      if (text === 'QUIETLY') throw undefined
    } }`,
}

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let packages: Directive['packages']

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  const components = { app: echoHandler(), door: authorisingHandler(), shout: fromJs({ ...SHOUT, deps: WASI, stubWasi: false }) }
  packages = Object.fromEntries(await Promise.all(Object.entries(components).map(async ([name, bytes]) => {
    const answer = await server.api(`/api/packages?name=${name}.wasm`, { method: 'POST', body: await bytes })
    return [name, { package: `${name}.wasm`, digest: (await answer.json() as { digest: string }).digest }]
  })))
}, 60_000)
afterAll(async () => {
  await server.close()
  await folder.remove()
})

const HANDLER = 'wasi:http/incoming-handler'

/** One that is served whole: request in, response out. */
function served(name: string, node: Pick<Node, 'middleware'> & { use: string }): Directive {
  return directiveOf(name, {
    request: { trigger: 'http', with: { path: `/${name}/:id`, method: 'POST', body: 'bytes' } },
    handler: { ...node, in: { request: { from: 'request.out' } } } as Node,
    reply: { sink: 'http-reply', in: {
      status: { from: 'handler.out.status' }, headers: { from: 'handler.out.headers' }, body: { from: 'handler.out.body' },
    } },
    broken: { sink: 'http-reply', in: { status: { value: 502 }, body: { from: 'handler.err' } } },
  }, packages)
}

const post = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.flowsUrl + path, { method: 'POST', body: 'hello', headers })

it('serves a handler over HTTP, each time like new', async () => {
  await server.deploy(served('app', { use: `app#${HANDLER}.handle` }))
  for (const calls of [1, 1]) {
    const response = await post('/app/a%20b?x=1&y=%C3%A4', { 'x-own': 'mine' })
    expect([response.status, response.headers.get('content-type'), response.headers.getSetCookie()]).toEqual([201, 'application/json', ['a=1', 'b=2']])
    expect(await response.json()).toMatchObject({ method: 'post', path: '/app/a%20b?x=1&y=%C3%A4', authority: new URL(server.flowsUrl).host, headers: { 'x-own': 'mine' }, body: 'hello', calls })
  }
})

it('lets a handler stand in front of another, which is called only when the first one lets through', async () => {
  await server.deploy(served('door', { use: `door#${HANDLER}.handle`, middleware: { [`${HANDLER}@0.2.3`]: 'app' } }))
  const refused = await post('/door/1')
  expect([refused.status, await refused.text()]).toEqual([401, 'Who are you?'])
  const response = await post('/door/1', { authorization: 'Bearer let-me-in' })
  expect([response.status, await response.json()]).toMatchObject([201, { path: '/door/1', body: 'hello' }])
})

it('says what is missing where nothing stands behind the one in front', async () => {
  const app = await server.deploy(served('ajar', { use: `door#${HANDLER}.handle` }))
  expect((await post('/ajar/1', { authorization: 'Bearer let-me-in' })).status).toBe(500)
  const { rows } = await server.call('runs.watch', { app, since: null })
  expect(rows.map(({ summary }) => summary.failure?.message)).toEqual([
    'The component calls wasi:http/incoming-handler@0.2.3#handle, and nothing provides that here',
  ])
})

it('runs a command with input and arguments, and tells by its exit code how it ended', async () => {
  await server.deploy(directiveOf('shout', {
    request: { trigger: 'http', with: { path: '/shout', method: 'POST', body: 'bytes' } },
    shout: { use: 'shout#wasi:cli/run.run', in: { stdin: { from: 'request.out.body' }, args: { value: ['!'] } } },
    reply: { sink: 'http-reply', in: {
      headers: { record: { 'x-code': { from: 'shout.out.exit-code' } } }, body: { from: 'shout.out.stdout' },
    } },
  }, packages))
  const answers = await Promise.all(['hello', 'quietly'].map(async (body) => {
    const response = await fetch(`${server.flowsUrl}/shout`, { method: 'POST', body })
    return [response.headers.get('x-code'), await response.text()]
  }))
  expect(answers).toEqual([['0', 'HELLO!'], ['1', 'QUIETLY!']])
})
