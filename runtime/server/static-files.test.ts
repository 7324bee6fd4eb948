import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadStaticFiles, type StaticFiles } from './static-files.ts'

let dir: string
let files: StaticFiles

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'runnel-static-'))
  mkdirSync(join(dir, 'assets'))
  const content = {
    'index.html': '<html><head></head></html>',
    'icon.svg': '<svg/>',
    'secret.key': 'x',
    'sandbox.html': 'frame',
    'sandbox.js': 'script',
    'assets/a-1b2c.js': 'plain',
    'assets/a-1b2c.js.br': 'brotli',
    'assets/a-1b2c.js.gz': 'gzip',
  }
  for (const [name, text] of Object.entries(content)) writeFileSync(join(dir, name), text)
  files = loadStaticFiles(dir, (html) => html.replace('<head>', '<head>token'))
})
afterAll(() => rmSync(dir, { recursive: true }))

function ask(path: string, accept = ''): { readonly body: string; readonly headers: Record<string, string> } | null {
  let headers: Record<string, string> = {}
  let body = ''
  const response = {
    writeHead: (_: number, given: Record<string, string>) => void (headers = given),
    end: (bytes: Buffer) => void (body = bytes.toString()),
  }
  const request = { headers: { 'accept-encoding': accept } }
  return files.answer(request as unknown as IncomingMessage, response as unknown as ServerResponse, path)
    ? { body, headers }
    : null
}

it.each([
  { path: '/', body: '<html><head>token</head></html>', type: 'text/html; charset=utf-8', cache: 'no-store' },
  { path: '/index.html', body: '<html><head>token</head></html>', type: 'text/html; charset=utf-8', cache: 'no-store' },
  { path: '/icon.svg', body: '<svg/>', type: 'image/svg+xml', cache: 'no-cache' },
  {
    path: '/assets/a-1b2c.js',
    body: 'plain',
    type: 'text/javascript; charset=utf-8',
    cache: 'public, max-age=31536000, immutable',
  },
])('serves $path', ({ path, body, type, cache }) => {
  const answer = ask(path)
  expect([answer?.body, answer?.headers['content-type'], answer?.headers['cache-control']]).toEqual([body, type, cache])
})

it.each([
  { accept: 'gzip, deflate, br', body: 'brotli', encoding: 'br' },
  { accept: 'gzip', body: 'gzip', encoding: 'gzip' },
  { accept: 'identity', body: 'plain', encoding: undefined },
])('gives $body to who accepts $accept', ({ accept, body, encoding }) => {
  const answer = ask('/assets/a-1b2c.js', accept)
  expect([answer?.body, answer?.headers['content-encoding'], answer?.headers['vary']]).toEqual([
    body,
    encoding,
    'accept-encoding',
  ])
})

it.each(['/nothing', '/secret.key', '/../package.json', '/assets', '/assets/../index.html', '/assets/a-1b2c.js.br'])(
  'has nothing at %s',
  (path) => expect(ask(path)).toBe(null),
)

it.each([
  { path: '/', has: ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"] },
  {
    path: '/sandbox.html',
    has: ['sandbox allow-scripts', "connect-src 'none'", "'wasm-unsafe-eval' blob:", "frame-ancestors 'self'"],
  },
])('holds $path to its policy', ({ path, has }) => {
  const policy = ask(path)?.headers['content-security-policy']?.split('; ') ?? []
  expect(has.filter((part) => !policy.some((rule) => rule.endsWith(part)))).toEqual([])
  expect(policy.some((rule) => rule.includes("'unsafe-inline'") || rule.includes("'unsafe-eval'"))).toBe(false)
})

it('lets only the frame’s script be loaded by a page of opaque origin', () =>
  expect(
    ['/sandbox.js', '/assets/a-1b2c.js', '/'].map((path) => ask(path)?.headers['cross-origin-resource-policy']),
  ).toEqual(['cross-origin', 'same-origin', 'same-origin']))
