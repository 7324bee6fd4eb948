import { expect, it } from 'vitest'
import { parsePattern } from '../../shared/nodes/route-pattern.ts'
import { compileRoutes } from './routes.ts'

const table = compileRoutes(
  [
    'GET /',
    'GET /hello/:name',
    'POST /hello/:name',
    'GET /hello/world',
    'DELETE /hello/:who/:what',
    'PUT /a/:b/c',
    'PUT /a/x/d',
    'GET /größe',
  ].map((text) => {
    const [method = '', path = ''] = text.split(' ')
    const read = parsePattern(path)
    if (!read.ok) throw new Error(read.message)
    return { method, pattern: read.pattern, target: text }
  }),
)

it.each([
  { request: 'GET /', target: 'GET /', params: {} },
  { request: 'GET /hello/ada', target: 'GET /hello/:name', params: { name: 'ada' } },
  { request: 'POST /hello/world', target: 'POST /hello/:name', params: { name: 'world' } },
  { request: 'GET /hello/world', target: 'GET /hello/world', params: {} },
  { request: 'HEAD /hello/world', target: 'GET /hello/world', params: {} },
  { request: 'GET /hello/a%2Fb%20c', target: 'GET /hello/:name', params: { name: 'a/b c' } },
  { request: 'DELETE /hello/a/b', target: 'DELETE /hello/:who/:what', params: { who: 'a', what: 'b' } },
  { request: 'PUT /a/x/c', target: 'PUT /a/:b/c', params: { b: 'x' } },
  { request: 'PUT /a/x/d', target: 'PUT /a/x/d', params: {} },
  { request: 'GET /gr%C3%B6%C3%9Fe', target: 'GET /größe', params: {} },
  { request: 'GET /hello/__proto__', target: 'GET /hello/:name', params: { name: '__proto__' } },
])('$request goes to $target', ({ request, target, params }) => {
  const [method = '', path = ''] = request.split(' ')
  expect(table.match(method, path)).toEqual({ kind: 'found', target, path: decodeURIComponent(path), params })
})

it.each([
  { request: 'GET /nothing', match: { kind: 'no-path' } },
  { request: 'GET /hello', match: { kind: 'no-path' } },
  { request: 'GET /hello/', match: { kind: 'no-path' } },
  { request: 'DELETE /hello/ada/', match: { kind: 'no-path' } },
  { request: 'GET //hello/ada', match: { kind: 'no-path' } },
  { request: 'GET /hello/%zz', match: { kind: 'bad-path' } },
  { request: 'GET *', match: { kind: 'bad-path' } },
  { request: 'PATCH /hello/ada', match: { kind: 'no-method', allowed: ['GET', 'HEAD', 'OPTIONS', 'POST'] } },
  { request: 'OPTIONS /hello/a/b', match: { kind: 'no-method', allowed: ['DELETE', 'OPTIONS'] } },
  { request: `GET /${'a/'.repeat(5000)}`, match: { kind: 'no-path' } },
])('$request is answered $match.kind', ({ request, match }) => {
  const [method = '', path = ''] = request.split(' ')
  expect(table.match(method, path)).toEqual(match)
})
