import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import type { Network } from '../../runtime/capabilities/http/send.ts'
import { fromJs } from '../components/build.ts'
import { asHttp, HTTP } from '../components/http.wit.ts'
import { directiveOf, startServer, temporaryFolder, type Server } from './harness.ts'

/** Sends what it is told as JSON; gives what came as JSON, or the case of the error. */
const CLIENT = {
  wit: `package test:client@1.0.0;
    world client {
      import test:http/types@0.2.3;
      import test:http/outgoing-handler@0.2.3;
      import test:io/poll@0.2.3;
      import test:io/streams@0.2.3;
      export fetch: func(what: string) -> string;
    }`,
  js: `
    import { Fields, OutgoingRequest, OutgoingBody, RequestOptions } from 'test:http/types@0.2.3'
    import { handle } from 'test:http/outgoing-handler@0.2.3'
    import { poll } from 'test:io/poll@0.2.3'
    const bytes = (text) => Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
    const text = (given) => String.fromCharCode(...given)
    function begin({ scheme = 'HTTP', authority, path = '/', method = 'get', headers = {}, body, timeoutMs }) {
      const fields = Fields.fromList(Object.entries(headers).map(([name, value]) => [name, bytes(value)]))
      const request = new OutgoingRequest(fields)
      request.setScheme({ tag: scheme })
      request.setAuthority(authority)
      request.setPathWithQuery(path)
      request.setMethod({ tag: method })
      const sent = request.body()
      const options = new RequestOptions()
      if (timeoutMs !== undefined) options.setFirstByteTimeout(timeoutMs * 1e6)
      const response = handle(request, options)
      if (body !== undefined) sent.write().write(bytes(body))
      OutgoingBody.finish(sent, undefined)
      return response
    }
    function read(future) {
      const given = future.get()
      const answer = given.val
      if (answer.tag === 'err') return { error: answer.val.tag }
      const response = answer.val
      const stream = response.consume().stream()
      let body = ''
      for (;;) {
        try { body += text(stream.blockingRead(1000)) } catch { break }
      }
      return { status: response.status(), type: text(response.headers().get('content-type')[0] ?? []), body }
    }
    export function fetch(what) {
      try {
        const asked = JSON.parse(what)
        if (!Array.isArray(asked)) {
          const future = begin(asked)
          future.subscribe().block()
          return JSON.stringify(read(future))
        }
        const futures = asked.map(begin)
        const left = new Set(futures)
        while (left.size > 0) {
          const waiting = [...left]
          for (const index of poll(waiting.map((future) => future.subscribe()))) left.delete(waiting[index])
        }
        return JSON.stringify(futures.map(read))
      } catch (error) {
        return JSON.stringify({ thrown: error.payload?.tag ?? String(error) })
      }
    }`,
}

interface Seen {
  readonly line: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let outside: HttpServer
let port: number
let seen: Seen[] = []
let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let packages: Directive['packages']
const addresses = new Map<string, readonly string[]>()

const network: Network = {
  async lookup(hostname) {
    const found = addresses.get(hostname)
    if (found === undefined) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' })
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  },
  privateHosts: new Set(),
}

function answering(): HttpServer {
  return createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece))
    request.on('end', () => {
      seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body })
      const url = new URL(request.url ?? '/', 'http://x')
      if (url.pathname === '/never') return
      if (url.pathname === '/token') return response.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token: `t-${body.length}`, expires_in: 3600 }))
      response.setHeader('content-type', 'text/plain').end(`${request.method} ${request.headers.host} ${body}`)
    })
  })
}

beforeAll(async () => {
  outside = answering()
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  port = (outside.address() as AddressInfo).port
  // The one name that an operator lets components reach in this network; all others stand for strangers' names.
  addresses.set('api.test', ['127.0.0.1'])
  ;(network.privateHosts as Set<string>).add(`api.test:${port}`)
  folder = await temporaryFolder()
  server = await startServer(folder.path, { network, config: { 'api-key': 'k-123', 'client-secret': 's-456' } })
  const body = asHttp(await fromJs({ ...CLIENT, deps: HTTP, stubWasi: false }))
  const answer = await server.api('/api/packages?name=client.wasm', { method: 'POST', body })
  packages = { client: { package: 'client.wasm', digest: (await answer.json() as { digest: string }).digest } }
}, 60_000)
afterAll(async () => {
  await server.close()
  await folder.remove()
  outside.closeAllConnections()
  await new Promise((resolve) => outside.close(resolve))
})

let count = 0
/** What one call gives, with the grant's settings: JSON, or the failure's kind and message. */
async function fetched(what: Json, settings: { readonly [name: string]: Json }): Promise<Json> {
  const name = `out-${++count}`
  const grant = [{ capability: 'wasi:http/outgoing-handler', with: settings }] as Node['grant']
  const directive = directiveOf(name, {
    request: { trigger: 'http', with: { path: `/${name}`, method: 'POST', body: 'text' } },
    fetch: { use: 'client#fetch', in: { what: { from: 'request.out.body' } }, grant },
    reply: { sink: 'http-reply', in: { body: { from: 'fetch.out' } } },
  }, packages)
  const config = { 'api-key': { type: 'string', secret: true }, 'client-secret': { type: 'string', secret: true } }
  seen = []
  const app = await server.deploy({ ...directive, config })
  const { status, text } = await server.ask(`/${name}`, { method: 'POST', body: JSON.stringify(what) })
  const { rows } = await server.call('runs.watch', { app, since: null })
  await server.call('apps.remove', { app })
  const failure = rows[0]?.summary.failure
  return status === 200 ? JSON.parse(text) as Json : `${failure?.kind}: ${failure?.message}`
}

const api = (path = '/', more: object = {}) => ({ authority: `api.test:${port}`, path, ...more }) as Json
const allowed = (more: object = {}) => ({ allow: [{ host: 'api.test', scheme: 'http', port }], ...more }) as { [name: string]: Json }

it('sends a request with its body and headers, and reads the response', async () => {
  expect(await fetched(api('/a?b=1', { method: 'post', headers: { 'x-own': 'mine' }, body: 'hello' }), allowed()))
    .toEqual({ status: 200, type: 'text/plain', body: `POST api.test:${port} hello` })
  expect(seen.map(({ line, headers, body }) => [line, headers['x-own'], headers['content-length'], body])).toEqual([['POST /a?b=1', 'mine', '5', 'hello']])
})

it('sends several at once and waits for all', async () => {
  expect(await fetched([api('/1', { method: 'put', body: '1' }), api('/2', { method: 'put', body: '2' })] as Json, allowed()))
    .toEqual([1, 2].map((each) => ({ status: 200, type: 'text/plain', body: `PUT api.test:${port} ${each}` })))
})

it('fails the call of a component that asks for more than is granted, whatever it catches', async () => {
  expect(await fetched({ authority: 'other.test' }, allowed())).toBe('no-grant: GET http://other.test is not among the hosts that the grant allows.')
  expect(seen).toEqual([])
})

it('fails the call of a component that asks for what is in this network', async () => {
  addresses.set('inside.test', ['127.0.0.1'])
  expect(await fetched({ authority: `inside.test:${port}` }, { allow: [{ host: 'inside.test', scheme: 'http', port }] as Json }))
    .toMatch(/^no-grant: http:\/\/inside.test:\d+ leads to 127.0.0.1, which is no address of the public internet/)
  expect(seen).toEqual([])
})

it('tells the component of a response that does not come in the time it gave', async () => {
  expect(await fetched(api('/never', { timeoutMs: 100 }), allowed())).toEqual({ error: 'HTTP-response-timeout' })
})

it('refuses headers that are the host’s', async () => {
  expect(await fetched(api('/', { headers: { host: 'other.test' } }), allowed())).toEqual({ thrown: 'forbidden' })
})

it('adds a secret header that the component never has', async () => {
  const credentials = [{ host: 'api.test', header: 'authorization', config: 'api-key', prefix: 'Key ' }]
  expect(await fetched(api('/'), allowed({ credentials }))).toMatchObject({ status: 200 })
  expect(seen[0]?.headers.authorization).toBe('Key k-123')
})

it('gets a token for a client and uses it until it expires', async () => {
  const oauth2 = { tokenUrl: `http://api.test:${port}/token`, clientId: 'me', clientSecret: 'client-secret' }
  await fetched([api('/1'), api('/2')] as Json, allowed({ credentials: [{ host: 'api.test', oauth2 }], maxAtOnce: 1 }))
  expect(seen.map(({ line, headers, body }) => [line, headers.authorization, body])).toEqual([
    ['POST /token', undefined, 'grant_type=client_credentials&client_id=me&client_secret=s-456'],
    ['GET /1', 'Bearer t-62', ''],
    ['GET /2', 'Bearer t-62', ''],
  ])
})
