import { expect, it } from 'vitest'
import type { HttpRequest } from '../../shared/triggers/event.ts'
import { curlLine } from './curl-line.ts'

const request = (given: Partial<Omit<HttpRequest, 'body'>> & { body?: string }): HttpRequest => ({
  method: 'GET', path: '/', params: {}, query: {}, headers: {}, ...given, body: new TextEncoder().encode(given.body ?? ''),
})

it.each([
  { given: request({}), file: null, line: 'curl http://localhost:1/' },
  { given: request({ path: '/hello/ada' }), file: null, line: 'curl http://localhost:1/hello/ada' },
  { given: request({ path: '/hello/a b', query: { q: 'x y', z: '1' } }), file: null, line: "curl 'http://localhost:1/hello/a%20b?q=x+y&z=1'" },
  { given: request({ method: 'DELETE', path: '/a' }), file: null, line: 'curl -X DELETE http://localhost:1/a' },
  { given: request({ method: 'POST', path: '/a' }), file: null, line: 'curl -X POST http://localhost:1/a' },
  { given: request({ method: 'HEAD' }), file: null, line: 'curl --head http://localhost:1/' },
  {
    given: request({ method: 'POST', path: '/a', headers: { 'content-type': 'application/json' }, body: '{"n":"it\'s"}' }), file: null,
    line: `curl -H 'content-type: application/json' -d '{"n":"it'\\''s"}' http://localhost:1/a`,
  },
  { given: request({ method: 'PUT', path: '/a', body: 'x' }), file: null, line: 'curl -X PUT -d x http://localhost:1/a' },
  { given: request({ method: 'POST', path: '/a' }), file: 'my cat.png', line: "curl --data-binary '@my cat.png' http://localhost:1/a" },
])('$line', ({ given, file, line }) => expect(curlLine('http://localhost:1', given, file)).toBe(line))
