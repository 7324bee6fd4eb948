import { beforeAll, expect, it } from 'vitest'
import { authorisingHandler, echoHandler } from '../../../test/components/handlers.ts'
import { callOnce, caller, environmentOf, hostOf, loadModule, transpiled, type TestHost } from '../../../test/components/host.ts'
import { powersOf } from '../../capabilities/powers.ts'
import type { Directive } from '../../directive/schema.ts'
import { resolveDirective } from '../../resolve/resolve.ts'
import { createComponentHost } from '../component-host.ts'

let host: TestHost
beforeAll(async () => {
  host = await hostOf(await echoHandler())
}, 60_000)

const request = (more: object = {}): object =>
  ({ method: 'GET', path: '/', query: 'null', headers: 'null', body: new Uint8Array(), ...more })

const BODY = { body: new TextEncoder().encode('hello') }

function responseTo(given: object): unknown {
  const outcome = callOnce(host, 'handle', request(given))
  if (!outcome.ok) return `${outcome.kind}: ${outcome.message}`
  const { tag, val } = outcome.value as { tag: string; val: { status: number; headers: string; body: Uint8Array } }
  return tag === 'err' ? `err: ${String(val)}` : { ...val, headers: JSON.parse(val.headers), body: JSON.parse(new TextDecoder().decode(val.body)) }
}

const told = (more: object = {}): object =>
  ({ method: 'get', path: '/', scheme: 'HTTP', authority: null, headers: {}, body: '', calls: 1, ...more })
const HEADERS = { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] }

it.each([
  ['a plain request', {}, {}],
  ['its body', { method: 'POST', ...BODY }, { method: 'post', body: 'hello' }],
  ['a method of its own', { method: 'PURGE' }, { method: 'PURGE' }],
  ['a method in small letters as another one', { method: 'get' }, { method: 'get' }],
  ['a path as it was before it was decoded', { path: '/a b/ü%?#/~(x);y=1' }, { path: '/a%20b/%C3%BC%25%3F%23/~(x);y=1' }],
  ['the query', { query: '{"q":"a&b","n":[1,"ä"]}' }, { path: '/?q=a%26b&n=1&n=%C3%A4' }],
  ['its headers', { headers: '{"X-Own":"1","x-two":["a","b"]}' }, { headers: { 'x-own': '1', 'x-two': 'b' } }],
  ['whom it was sent to, without what concerns the connection', { headers: '{"host":"example.com","connection":"close"}' }, { authority: 'example.com' }],
])('a handler is told %s', (_, given, expected) =>
  expect(responseTo(given)).toEqual({ status: 201, headers: HEADERS, body: told(expected) }))

it.each([
  ['says that it failed', { path: '/error' }, 'err: internal-error: no disk'],
  ['does not finish its body', { path: '/incomplete' }, 'err: HTTP-response-incomplete'],
  ['answers nothing', { path: '/silent' }, 'bad-value: The handler ended without a response'],
  ['is given no method', { method: 'a b' }, 'bad-value: "a b" is no method'],
  ['is given no path', { path: 'x' }, 'bad-value: The path does not begin with /'],
  ['is given no headers', { headers: '[]' }, 'bad-value: The headers are not an object of strings'],
  ['is given a header that is no text', { headers: '{"a":{}}' }, 'bad-value: The header a is not a string'],
  ['is given a header with a line break', { headers: '{"a":"b\\nc"}' }, 'bad-value: The header "a" holds what no header may hold'],
  ['is given a header beyond bytes', { headers: '{"a":"☃"}' }, 'bad-value: The header "a" holds what no header may hold'],
  ['is given no query', { query: '1' }, 'bad-value: The query is not an object of strings'],
])('a handler that %s', (_, given, expected) => expect(responseTo(given)).toBe(expected))

it('needs no grant, and takes the request of a trigger as it is', () => {
  const digest = `sha256:${'0'.repeat(64)}`
  const directive: Directive = { directive: 1, name: 'a', packages: { app: { package: 'app.wasm', digest } }, flows: { main: { nodes: {
    request: { trigger: 'http', with: { path: '/:id', body: 'bytes' } },
    handler: { use: 'app#wasi:http/incoming-handler.handle', in: { request: { from: 'request.out' } } },
    reply: { sink: 'http-reply', in: {
      status: { from: 'handler.out.status' }, headers: { from: 'handler.out.headers' }, body: { from: 'handler.out.body' },
    } },
  } } } }
  expect(resolveDirective(directive, () => host.info).problems).toEqual([])
})

it('may answer without a body', () =>
  expect(callOnce(host, 'handle', request({ path: '/bare' }))).toEqual({ ok: true, value: { tag: 'ok', val: { status: 200, headers: '{}', body: new Uint8Array() } } }))

it('fails its call where the component traps', () =>
  expect(callOnce(host, 'handle', request({ path: '/trap' }))).toMatchObject({ ok: false, kind: 'trap' }))

it('begins anew at every call, also within one run', () => {
  const instance = host.host.acquire(environmentOf())
  const call = caller(host, instance)
  const calls = ['/a', '/b'].map((path) => {
    const outcome = call('handle', request({ path })) as { value: { val: { body: Uint8Array } } }
    return JSON.parse(new TextDecoder().decode(outcome.value.val.body)).calls as number
  })
  instance.release()
  expect(calls).toEqual([1, 1])
})

it('may stand in front of another handler, which gets the same request', async () => {
  const [outer, inner] = await Promise.all([authorisingHandler(), echoHandler()].map(async (bytes) => transpiled(await bytes)))
  const filled = 'wasi:http/incoming-handler@0.2.3'
  const powers = powersOf(new Map(), [{ import: filled, alias: 'inner', digest: 'sha256:inner', operator: false }])
  const both = {
    host: await createComponentHost(outer!, loadModule, 'binder', undefined, undefined, powers, [{ import: filled, name: 'inner', component: inner!, operator: false }]),
    info: outer!.info,
  }
  const statusOf = (headers: string): unknown => (callOnce(both, 'handle', request({ headers })) as { value: { val: { status: number } } }).value.val.status
  expect(['{}', '{"authorization":"Bearer let-me-in"}'].map(statusOf)).toEqual([401, 201])
}, 30_000)
