import { afterAll, beforeAll, expect, it } from 'vitest'
import { streaming } from './components.ts'
import { directiveOf, startServer, temporaryFolder, type Server } from './harness.ts'

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
})
afterAll(async () => {
  await server.close()
  await folder.remove()
})

it('lets a browser keep the files of a component by the tool that made them, and asks which tool that is each time', async () => {
  const { packages } = await server.call('library.list', {})
  const base = `/api/packages/${packages[0]?.digest}`
  const described = await server.api(`${base}/transpiled.json`)
  const { tool, cores } = await described.json()
  const etag = `"${tool}"`
  expect([described.headers.get('cache-control'), described.headers.get('etag')]).toEqual(['private, no-cache', etag])

  const again = await server.api(`${base}/transpiled.json`, { headers: { 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const older = await server.api(`${base}/transpiled.json`, { headers: { 'if-none-match': '"older"' } })
  expect([older.status, (await older.json()).tool]).toEqual([200, tool])
  const core = await server.api(`${base}/${cores[0]}?tool=${tool}`)
  expect([core.status, core.headers.get('cache-control')]).toEqual([200, 'private, max-age=31536000, immutable'])
})

it('gives previews no generated code of what the binder calls, which is every package that ships', async () => {
  const { packages } = await server.call('library.list', {})
  for (const { digest, name, generatedBecause } of packages) {
    const { source, binding, cores } = await (await server.api(`/api/packages/${digest}/transpiled.json`)).json()
    expect([name, generatedBecause, source, [...cores].sort()]).toEqual([name, null, '', [...new Set(binding.plan.modules)].sort()])
  }
})

it('says which package is called by generated code and why, and counts those calls', async () => {
  const bytes = await streaming()
  const added = await (await server.api('/api/packages?name=streaming.wasm', { method: 'POST', body: bytes })).json()
  expect([added.name, added.generatedBecause]).toEqual(['streaming.wasm', 'a stream'])
  const { source } = await (await server.api(`/api/packages/${added.digest}/transpiled.json`)).json()
  expect(source).toContain('instantiate')

  const app = await server.deploy(directiveOf('streamed', {
    request: { trigger: 'http', with: { path: '/twice/:number' } },
    number: { core: 'parse-number', in: { text: { from: 'request.out.params.number' } } },
    twice: { use: 'stream#twice', in: { number: { from: 'number.out' } } },
    reply: { sink: 'http-reply', in: { body: { from: 'twice.out' } } },
  }, { stream: { package: 'a:streaming@1.0.0', digest: added.digest } }))
  for (const number of [2, 21]) expect((await server.ask(`/twice/${number}`)).text).toBe(String(2 * number))
  await expect.poll(async () => (await server.call('runs.watch', { app, since: null })).counts.generated)
    .toEqual({ 'main/twice': 2 })
})
