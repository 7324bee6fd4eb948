import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { createGuard } from './guard.ts'

const guard = createGuard(['127.0.0.1:1'], 'token')
const statusOf = (url: string, origin: string, host = '127.0.0.1:1') =>
  guard.checkSource({ url, headers: { host, origin } } as unknown as IncomingMessage)?.status ?? 'served'

it.each([
  { url: '/sandbox.js', origin: 'null', status: 'served' },
  { url: '/value-frame.js', origin: 'null', status: 'served' },
  { url: '/sandbox.js', origin: 'https://evil.example', status: 403 },
  { url: '/sandbox.js?x', origin: 'null', status: 403 },
  { url: '/preview-worker.js', origin: 'null', status: 403 },
  { url: '/index.html', origin: 'null', status: 403 },
  { url: '/api/apps.list', origin: 'null', status: 403 },
  { url: '/api/socket', origin: 'null', status: 403 },
])(
  'for $url a page of the origin $origin is $status, because only the frames’ own scripts are asked for without one',
  ({ url, origin, status }) => expect(statusOf(url, origin)).toBe(status),
)

it('serves the frames’ scripts under its own hosts only', () =>
  expect(statusOf('/sandbox.js', 'null', 'evil.example')).toBe(421))
