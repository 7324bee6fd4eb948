import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import { misbehaving, startingForEver } from './components.ts'
import { directiveOf, postJson, startServer, temporaryFolder, textAt, type Server } from './harness.ts'

let server: Server
let packages: Directive['packages']
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  const uploaded = await server.api('/api/packages?name=bad.wasm', { method: 'POST', body: await misbehaving() })
  const { digest, name } = await uploaded.json()
  packages = { bad: { package: name, digest } }
})
afterAll(async () => {
  await server.close()
  await folder.remove()
})

/** Answers POST at the path with what the function gives. */
function calling(app: string, fn: string, extra: Partial<Node> = {}): Directive {
  return directiveOf(
    app,
    {
      request: { trigger: 'http', with: { path: `/${app}`, method: 'POST', body: 'json' } },
      bad: { use: `bad#${fn}`, after: ['request.out'], ...extra } as Node,
      reply: { sink: 'http-reply', in: { body: { value: 'done' } }, after: ['bad.done'] },
    },
    packages,
  )
}

async function failureOf(app: string, run: string) {
  const { failure } = (await server.call('runs.get', { app, run })).run.summary
  return failure
}

it('answers 500 with the run when a component traps, and serves the next request', async () => {
  await server.deploy(
    directiveOf(
      'twice',
      {
        request: { trigger: 'http', with: { path: '/twice', method: 'POST', body: { wit: 'record { number: u32 }' } } },
        twice: { use: 'bad#twice', in: { number: { from: 'request.out.body.number' } } },
        reply: { sink: 'http-reply', in: { body: { from: 'twice.out' } } },
      },
      packages,
    ),
  )
  const answers = []
  for (const number of [5, 13, 6]) answers.push(await server.ask('/twice', postJson({ number })))
  expect(answers.map(({ status }) => status)).toEqual([200, 500, 200])
  expect([answers[0]?.text, answers[2]?.text]).toEqual(['10', '12'])
})

it('says which run failed and keeps its reason for the editor alone', async () => {
  const app = await server.deploy(calling('traps', 'trap'))
  const body = JSON.parse((await server.ask('/traps', postJson(1))).text)
  expect(body).toEqual({ error: 'The flow failed.', run: body.run })
  expect(await failureOf(app, body.run)).toMatchObject({ kind: 'trap', node: 'bad' })
})

it('ends a component that loops for ever, names its node, and meanwhile another deployment answers', async () => {
  const app = await server.deploy(calling('spins', 'spin', { timeout: 400 }))
  await server.deploy(textAt('steady', '/steady', 'here'))
  const spinning = server.ask('/spins', postJson(1))
  const steady: string[] = []
  let spins = true
  void spinning.finally(() => (spins = false))
  while (spins) steady.push((await server.ask('/steady')).text)
  const answer = await spinning
  expect(answer.status).toBe(500)
  expect(await failureOf(app, JSON.parse(answer.text).run)).toMatchObject({
    kind: 'timeout',
    node: 'bad',
    message: 'The node bad of the flow main did not return within 400 ms.',
  })
  expect(new Set(steady)).toEqual(new Set(['here']))
})

it('has a new runner for the deployment whose runner was ended', async () => {
  await server.deploy(
    directiveOf(
      'mixed',
      {
        spin: { trigger: 'http', with: { path: '/mixed/spin' } },
        ask: { trigger: 'http', with: { path: '/mixed/ask' } },
        bad: { use: 'bad#spin', after: ['spin.out'], timeout: 100 },
        twice: { use: 'bad#twice', in: { number: { value: 21 } }, after: ['ask.out'] },
        reply: { sink: 'http-reply', in: { body: { from: 'twice.out' } } },
      },
      packages,
    ),
  )
  const statuses = [
    await server.ask('/mixed/ask'),
    await server.ask('/mixed/spin'),
    await server.ask('/mixed/ask'),
    await server.ask('/mixed/spin'),
    await server.ask('/mixed/ask'),
  ]
  expect(statuses.map(({ status }) => status)).toEqual([200, 500, 200, 500, 200])
})

it('refuses to deploy a component that never finishes its start, and names it', async () => {
  const uploaded = await server.api('/api/packages?name=slow.wasm', { method: 'POST', body: await startingForEver() })
  const { digest, name } = await uploaded.json()
  const directive = directiveOf(
    'starts',
    {
      request: { trigger: 'http', with: { path: '/starts' } },
      one: { use: 'slow#one', after: ['request.out'] },
      reply: { sink: 'http-reply', in: { body: { from: 'one.out' } } },
    },
    { slow: { package: name, digest } },
  )
  await expect(server.deploy(directive)).rejects.toThrow(
    'The component slow.wasm did not finish its start within 5000 ms. Take it out of the flow.',
  )
  expect((await server.ask('/starts')).status).toBe(404)
})

it('does not let a component take more memory than its deployment may', async () => {
  await server.deploy(
    directiveOf(
      'hoards',
      {
        request: { trigger: 'http', with: { path: '/hoards' } },
        hoard: { use: 'bad#hoard', after: ['request.out'], timeout: 20_000 },
        reply: { sink: 'http-reply', in: { body: { from: 'hoard.out' } } },
      },
      packages,
    ),
  )
  const answer = await server.ask('/hoards')
  // Growing is refused to it (a number of pages below the limit comes back), or its runner ends.
  const pages = Number(answer.text)
  expect(answer.status === 500 || (pages > 0 && pages * 65536 <= 1024 * 1024 * 1024)).toBe(true)
})
