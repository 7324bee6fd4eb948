import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { HttpSettings } from '../../../shared/capabilities/http/settings.ts'
import { NotAllowed, send, type Network, type Sending } from './send.ts'

let outside: Server
let port: number
let seen: string[] = []
const addresses = new Map<string, readonly string[]>()
const privateHosts = new Set<string>()
const network: Network = {
  privateHosts,
  async lookup(hostname) {
    const found = addresses.get(hostname)
    if (found === undefined) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' })
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  },
}

beforeAll(async () => {
  outside = createServer((request, response) => {
    seen.push(`${request.method} ${request.headers.host} ${request.url} ${request.headers.authorization ?? ''}`.trim())
    const url = new URL(request.url ?? '/', 'http://x')
    if (url.pathname === '/never') return
    if (url.pathname === '/large') return response.end('x'.repeat(5_000))
    const status = Number(url.searchParams.get('status') ?? 302)
    if (url.pathname === '/to') return response.writeHead(status, { location: url.searchParams.get('url') ?? '' }).end()
    response.setHeader('x-own', 'mine').end('here')
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  port = (outside.address() as AddressInfo).port
  // The names that an operator lets components reach in this network; all others stand for strangers' names.
  for (const name of ['api.test', 'other.test']) {
    addresses.set(name, ['127.0.0.1'])
    privateHosts.add(`${name}:${port}`)
  }
})
afterAll(async () => {
  outside.closeAllConnections()
  await new Promise((resolve) => outside.close(resolve))
})
beforeEach(() => { seen = [] })

type Rule = HttpSettings['allow'][number]

/** What one request gives: `status body`, the error's case, or why it is not sent. */
async function sent(url: string, settings: Partial<HttpSettings> = {}, method = 'GET', headers: Readonly<Record<string, string>> = {}): Promise<string> {
  try {
    const answer = await send({
      ask: {
        capability: 'wasi:http/outgoing-handler', op: 'send', method, url,
        headers: Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]),
        body: new Uint8Array(0), timeouts: { connectMs: null, firstByteMs: null, betweenBytesMs: null },
      },
      settings: { allow: [rule('api.test')], ...settings },
      credentials: async () => [],
    }, network)
    return 'error' in answer ? answer.error : `${answer.status} ${Buffer.from(answer.body).toString()}`
  } catch (error) {
    if (error instanceof NotAllowed) return error.message
    throw error
  }
}

const rule = (host: string, more: Partial<Rule> = {}): Rule => ({ host, scheme: 'http', port, ...more })
const api = (path = '/'): string => `http://api.test:${port}${path}`
const to = (url: string, status = 302): string => api(`/to?status=${status}&url=${encodeURIComponent(url)}`)

it.each<[string, Partial<Rule>, string, string]>([
  ['another host', {}, 'http://x.test', 'GET'],
  ['another port', {}, 'http://api.test:1', 'GET'],
  ['another scheme', { scheme: 'https' }, 'http://api.test:PORT', 'GET'],
  ['another method', { methods: ['GET', 'HEAD'] }, 'http://api.test:PORT', 'DELETE'],
  ['a name below a host', {}, 'http://below.api.test:PORT', 'GET'],
  ['a name that ends like the host', {}, 'http://notapi.test:PORT', 'GET'],
  ['the name above a wildcard', { host: '*.api.test' }, 'http://api.test:PORT', 'GET'],
])('does not send to %s than is granted', async (_, more, url, method) => {
  expect(await sent(url.replace('PORT', String(port)), { allow: [rule('api.test', more)] }, method)).toMatch(/is not among the hosts that the grant allows\.$/)
  expect(seen).toEqual([])
})

it('sends to what is granted, in whatever way its name is spelled', async () => {
  expect(await sent(api())).toBe('200 here')
  expect(await sent(`http://API.test:${port}/`)).toBe('200 here')
})

/** Each is granted in so many words, and leads to a listener of this machine: none is reached. */
it.each<[string, readonly string[]]>([
  ['127.0.0.1', []], ['127.1', []], ['0x7f000001', []], ['2130706433', []], ['0177.0.0.1', []], ['0', []], ['0.0.0.0', []],
  ['[::1]', []], ['[::]', []], ['[::ffff:127.0.0.1]', []], ['[::ffff:7f00:1]', []], ['[64:ff9b::7f00:1]', []], ['[2002:7f00:1::]', []],
  ['169.254.169.254', []], ['10.0.0.1', []], ['192.168.0.1', []], ['[fd00:ec2::254]', []], ['[fe80::1]', []],
  ['name.test', ['127.0.0.1']], ['name.test', ['::1']], ['name.test', ['10.0.0.7']], ['name.test', ['8.8.8.8', '127.0.0.1']], ['name.test.', ['127.0.0.1']],
])('does not reach this machine or its network by %s that is %j', async (host, found) => {
  addresses.set('name.test', found)
  addresses.set('name.test.', found)
  const url = new URL(`http://${host}:${port}`)
  expect(await sent(url.href, { allow: [rule(url.hostname)] })).toMatch(/no address of the public internet/)
  expect(seen).toEqual([])
})

it('does not reach this machine by a name that a resolver gives another address the second time', async () => {
  const given = ['8.8.8.8', '127.0.0.1']
  const rebinding: Network = { privateHosts: new Set(), lookup: async () => [{ address: given.shift() ?? '127.0.0.1', family: 4 }] }
  const once: Sending = {
    ask: {
      capability: 'wasi:http/outgoing-handler', op: 'send', method: 'GET', url: `http://name.test:${port}/`, headers: [],
      body: new Uint8Array(0), timeouts: { connectMs: 50, firstByteMs: null, betweenBytesMs: null },
    },
    settings: { allow: [rule('name.test')] },
    credentials: async () => [],
  }
  await send(once, rebinding)
  await expect(send(once, rebinding)).rejects.toThrow('leads to 127.0.0.1')
  expect(seen).toEqual([])
})

it.each<[string, string]>([
  ['a host that is not granted', 'http://x.test/'],
  ['a host that is not granted, without a scheme', '//x.test/'],
  ['this machine', 'http://127.0.0.1:80/'],
])('does not follow a redirect to %s', async (_, url) => {
  expect(await sent(to(url), { redirects: 3 })).toMatch(/is not among the hosts/)
  expect(seen).toHaveLength(1)
})

it('does not follow a redirect to an address of this machine that the grant names', async () => {
  expect(await sent(to(`http://127.0.0.1:${port}/x`), { redirects: 3, allow: [rule('api.test'), rule('127.0.0.1')] })).toMatch(/no address of the public internet/)
})

it.each<[number, string, string]>([
  [301, 'POST', 'GET'], [302, 'POST', 'GET'], [303, 'PUT', 'GET'], [307, 'POST', 'POST'], [308, 'PUT', 'PUT'], [303, 'HEAD', 'HEAD'],
])('follows a redirect %i of %s by %s', async (status, method, next) => {
  await sent(to('/there', status), { redirects: 1 }, method)
  expect(seen.map((line) => line.split(' ')[0])).toEqual([method, next])
})

it('follows no more redirects than it is to, and takes no credentials to another host', async () => {
  expect(await sent(to(to('/there')), { redirects: 1 })).toBe('302 ')
  expect(await sent(to('/there'))).toBe('302 ')
  seen = []
  await sent(to(`http://other.test:${port}/x`), { redirects: 1, allow: [rule('api.test'), rule('other.test')] }, 'GET', { authorization: 'secret' })
  expect(seen).toEqual([expect.stringMatching(/ secret$/), `GET other.test:${port} /x`])
})

it.each<[string, string, Partial<HttpSettings>, string]>([
  ['a response that is too large', '/large', { maxResponseBytes: 1_000 }, 'HTTP-response-body-size'],
  ['a response that does not come', '/never', { timeoutMs: 200 }, 'HTTP-response-timeout'],
])('says of %s what it is', async (_, path, settings, error) => expect(await sent(api(path), settings)).toBe(error))

it.each<[string, string]>([
  ['http://nowhere.test/', 'DNS-error'], ['ftp://api.test/', 'HTTP-request-URI-invalid'], ['http://a:b@api.test/', 'HTTP-request-URI-invalid'], ['x', 'HTTP-request-URI-invalid'],
])('says of %s what it is', async (url, error) => expect(await sent(url, { allow: [{ host: 'nowhere.test', scheme: 'http' }] })).toBe(error))
