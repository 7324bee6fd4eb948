import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, temporaryFolder, type Server } from './harness.ts'

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
