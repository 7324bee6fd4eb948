import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import { fromJs } from '../components/build.ts'
import { keyvalueWit } from '../components/keyvalue.wit.ts'
import { directiveOf, startServer, temporaryFolder, type Server } from './harness.ts'

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let packages: Directive['packages']

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  const bytes = await fromJs({
    wit: `package test:visits@1.0.0;
      world guest {
        import wasi:keyvalue/store@0.2.0-draft2;
        import wasi:keyvalue/atomics@0.2.0-draft2;
        export count: func(page: string) -> s64;
        export loop-after: func() -> bool;
      }`,
    deps: keyvalueWit('draft2'),
    js: `import { open } from 'wasi:keyvalue/store@0.2.0-draft2'
      import { increment } from 'wasi:keyvalue/atomics@0.2.0-draft2'
      export const count = (page) => increment(open(''), page, 1)
      export const loopAfter = () => { open('').exists('x'); for (;;); }`,
    stubWasi: false,
  })
  const answer = await server.api('/api/packages?name=visits.wasm', { method: 'POST', body: bytes })
  const { digest } = await answer.json() as { digest: string }
  packages = { visits: { package: 'visits.wasm', digest } }
}, 60_000)
afterAll(async () => {
  await server.close()
  await folder.remove()
})

const GRANT = [{ capability: 'wasi:keyvalue/store' }]

function counting(name: string, of: Partial<Node>, path = '/:page'): Directive {
  return directiveOf(name, {
    request: { trigger: 'http', with: { path: `/${name}${path}` } },
    count: { use: 'visits#count', in: { page: { from: 'request.out.params.page' } }, ...of } as Node,
    reply: { sink: 'http-reply', in: { body: { from: 'count.out' } } },
  }, packages)
}

const text = async (path: string): Promise<string> => (await server.ask(path)).text

it('keeps what a granted node keeps, over runs and restarts, for its application alone', async () => {
  await server.deploy(counting('one', { grant: GRANT }))
  await server.deploy(counting('two', { grant: GRANT }))
  const answers = await Promise.all(Array.from({ length: 20 }, () => text('/one/home')))
  expect(answers.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  await server.close()
  server = await startServer(folder.path)
  expect([await text('/one/home'), await text('/two/home')]).toEqual(['21', '1'])
})

it('keeps the stores of nodes apart that are not shared', async () => {
  const own = [{ capability: 'wasi:keyvalue/store', with: { scope: 'node' } }]
  const app = await server.deploy(directiveOf('apart', {
    request: { trigger: 'http', with: { path: '/apart/:page' } },
    a: { use: 'visits#count', in: { page: { from: 'request.out.params.page' } }, grant: own },
    b: { use: 'visits#count', in: { page: { from: 'request.out.params.page' } }, grant: own, after: ['a.out'] },
    reply: { sink: 'http-reply', in: { body: { list: [{ from: 'a.out' }, { from: 'b.out' }] } } },
  }, packages))
  expect([await text('/apart/x'), await text('/apart/x')]).toEqual(['[1,1]', '[2,2]'])
  await server.call('apps.remove', { app })
})

it('fails the call of a node that is granted nothing, and names the grant', async () => {
  const app = await server.deploy(counting('none', {}))
  expect((await server.ask('/none/home')).status).toBe(500)
  const { rows } = await server.call('runs.watch', { app, since: null })
  expect(rows.map(({ summary }) => summary.failure)).toEqual([{
    kind: 'no-grant', node: 'count', attempt: 1, payload: 'null',
    message: 'The component calls wasi:keyvalue/store@0.2.0-draft2#open, and this node has no grant for it: add wasi:keyvalue/store',
  }])
})

it('refuses to write where only reading is granted', async () => {
  const app = await server.deploy(counting('read', { grant: [{ capability: 'wasi:keyvalue/store', with: { readOnly: true } }] }))
  await server.ask('/read/home')
  const { rows } = await server.call('runs.watch', { app, since: null })
  expect(rows[0]?.summary.failure?.message).toBe('The node count may only read from its stores.')
})

it('ends a component that loops after it had waited', async () => {
  const app = await server.deploy(directiveOf('loops', {
    request: { trigger: 'http', with: { path: '/loops' } },
    loop: { use: 'visits#loop-after', grant: GRANT, timeout: 300, after: ['request.out'] },
    reply: { sink: 'http-reply', in: { body: { from: 'loop.out' } } },
  }, packages))
  expect((await server.ask('/loops')).status).toBe(500)
  const { rows } = await server.call('runs.watch', { app, since: null })
  expect(rows.map(({ summary }) => summary.failure?.kind)).toEqual(['timeout'])
})
