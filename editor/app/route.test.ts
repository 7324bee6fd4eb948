import { expect, it } from 'vitest'
import { parseRoute, printRoute } from './route.ts'

it.each([
  { hash: '', route: { kind: 'home' } },
  { hash: '#/', route: { kind: 'home' } },
  { hash: '#/app', route: { kind: 'home' } },
  { hash: '#/app/signup', route: { kind: 'app', app: 'signup', flow: null, inside: [] } },
  { hash: '#/app/signup/errors', route: { kind: 'app', app: 'signup', flow: 'errors', inside: [] } },
  { hash: '#/app/signup/main/mask/trim', route: { kind: 'app', app: 'signup', flow: 'main', inside: ['mask', 'trim'] } },
  { hash: '#/app/a%2Fb/c', route: { kind: 'app', app: 'a/b', flow: 'c', inside: [] } },
])('$hash leads to $route', ({ hash, route }) => expect(parseRoute(hash)).toEqual(route))

it.each(['#/', '#/app/signup', '#/app/a%2Fb/c', '#/app/signup/main/mask/trim'])('%s is written as it was read', (hash) =>
  expect(printRoute(parseRoute(hash))).toBe(hash))
