import { createServer } from 'node:http'
import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { zipSync } from 'fflate'
import type { Directive } from '../../shared/directive/schema.ts'
import { directiveOf, startServer, temporaryFolder, textAt, type Server } from './harness.ts'

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let app: string

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  app = await server.deploy(textAt('steady', '/steady', 'here'))
})
afterAll(async () => {
  expect((await server.ask('/steady')).text).toBe('here')
  await server.close()
  await folder.remove()
})

const NOWHERE = `sha256:${'0'.repeat(64)}`
const request = { trigger: 'http', with: { path: '/x' } } as const

/** The problems that a deployment is refused for, as `code: message mend`. */
async function refusal(directive: unknown): Promise<readonly string[]> {
  const response = await server.api('/api/deployments.deploy', {
    method: 'POST',
    body: JSON.stringify({ app, directive }),
  })
  const { error } = await response.json()
  expect([response.status, error.code]).toEqual([422, 1])
  return error.data.problems
    .filter(({ severity }: { severity: string }) => severity === 'error')
    .map(({ code, message, mend }: { code: string; message: string; mend: string }) => `${code}: ${message} ${mend}`)
}

it.each<{ name: string; directive: unknown; problems: readonly (string | RegExp)[] }>([
  {
    name: 'that is malformed',
    directive: { ...textAt('a', '/x', 'x'), flows: { main: { nodes: { Bad: request } } } },
    problems: [/Bad/],
  },
  { name: 'that is no object', directive: 'x', problems: [/./] },
  { name: 'of a newer version', directive: { ...textAt('a', '/x', 'x'), directive: 2 }, problems: [/2/] },
  {
    name: 'with an unknown package',
    directive: directiveOf(
      'a',
      { request, gone: { use: 'gone#f', after: ['request.out'] } },
      { gone: { package: 'some:gone@1.0.0', digest: NOWHERE } },
    ),
    problems: [/^unknown-package: .*some:gone@1\.0\.0/],
  },
  {
    name: 'with a cycle that has no way out',
    directive: directiveOf('a', {
      request,
      one: { core: 'print-json', in: { value: { from: ['request.out.query', 'two.out'] } } },
      two: { core: 'print-json', in: { value: { from: 'one.out' } } },
    }),
    problems: [/cycle|loop/],
  },
])('a directive $name is refused, saying what to do', async ({ directive, problems }) => {
  const found = await refusal(directive)
  expect(found.length).toBeGreaterThanOrEqual(problems.length)
  for (const [index, wanted] of problems.entries()) expect(found[index]).toMatch(wanted)
})

async function errorOf(response: Response): Promise<{ status: number; message: string }> {
  return { status: response.status, message: (await response.json()).error.message }
}

it.each([
  {
    name: 'a file that is no component',
    path: '/api/packages?name=x.wasm',
    body: Buffer.from('not wasm'),
    status: 422,
    message: /component/,
  },
  {
    name: 'a core module',
    path: '/api/packages?name=x.wasm',
    body: Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
    status: 422,
    message: /component/,
  },
  {
    name: 'an application file that is cut off',
    path: '/api/apps/import',
    body: Buffer.from('PK\u0003\u0004'),
    status: 422,
    message: /./,
  },
  {
    name: 'a directive that is no JSON',
    path: '/api/apps/import',
    body: Buffer.from('{"directive": 1,}'),
    status: 422,
    message: /^The file is not JSON: line 1, column 17/,
  },
])('$name is refused with $status', async ({ path, body, status, message }) => {
  const error = await errorOf(await server.api(path, { method: 'POST', body }))
  expect(error).toEqual({ status, message: expect.stringMatching(message) })
})

it('an application file whose package is another than its digest says is refused', async () => {
  const directive: Directive = { ...textAt('a', '/x', 'x'), packages: { one: { package: 'x', digest: NOWHERE } } }
  const file = zipSync({
    'directive.json': Buffer.from(JSON.stringify(directive)),
    [`packages/${'0'.repeat(64)}.wasm`]: Buffer.from('other'),
  })
  expect(await errorOf(await server.api('/api/apps/import', { method: 'POST', body: file }))).toEqual({
    status: 422,
    message: expect.stringMatching(/digest|sha256|content/i),
  })
})

it.each(['/api/packages', '/api/blobs', '/api/apps/import'])(
  'a body of more than 100 MB to %s is answered 413',
  async (path) => {
    const error = await errorOf(await server.api(path, { method: 'POST', body: new Uint8Array(100 * 1024 * 1024 + 1) }))
    expect(error).toEqual({ status: 413, message: 'The body is larger than 100 MiB. Send something smaller.' })
  },
)

it('a port that is in use is said, with the option that chooses another', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const stores = [await temporaryFolder(), await temporaryFolder()]
  try {
    await expect(startServer(stores[0]!.path, { editorPort: port })).rejects.toThrow(
      `Port ${port} is in use by another program. Stop that program, or choose another port with --port ${port + 10}.`,
    )
    await expect(startServer(stores[1]!.path, { flowsPort: port })).rejects.toThrow(
      `Port ${port} is in use by another program. Stop that program, or choose another port with --flows-port ${port + 10}.`,
    )
    // Nothing was left open.
    await (await startServer(stores[0]!.path)).close()
  } finally {
    other.close()
    for (const store of stores) await store.remove()
  }
})

it('a store that is in use or cannot be made is said, with the option that chooses another', async () => {
  await expect(startServer(folder.path)).rejects.toThrow(
    `Another runtime uses the store ${folder.path}. Stop it, or give this one a folder of its own with --store DIR.`,
  )
  await writeFile(join(folder.path, 'file'), '')
  await expect(startServer(join(folder.path, 'file', 'store'))).rejects.toThrow(
    /The store .* cannot be used: .* choose another with --store DIR\.$/,
  )
})
