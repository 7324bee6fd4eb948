import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { replayFile } from '../../runtime/cli/replay.ts'
import { ROOT } from '../../runtime/entry.ts'
import { packApplication } from '../../shared/directive/application-file.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Result } from '../../shared/protocol/messages.ts'
import { recordedFlow } from '../contract/recorded-flow.ts'
import { unlikeBefore } from './components.ts'
import { postJson, startServer, temporaryFolder, type Server } from './harness.ts'

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let bytes: Uint8Array
let directive: Directive
let answer: Result<'runs.get'>

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(join(folder.path, 'store'))
  bytes = await unlikeBefore()
  const { digest, name } = await (await server.api('/api/packages?name=odd.wasm', { method: 'POST', body: bytes as BodyInit })).json()
  directive = recordedFlow({ package: name, digest })
  const app = await server.deploy(directive)
  await server.ask('/recorded', postJson({ big: 1 }))
  const { rows } = await server.call('runs.watch', { app, since: null })
  answer = await server.call('runs.get', { app, run: rows[0]!.run })
})
afterAll(async () => {
  await server.close()
  await folder.remove()
})

it('keeps the event and all that a run was given with its values', () => {
  expect(answer.recording).toMatchObject({ recording: 1, run: answer.run.run, flow: 'main', trigger: 'request', event: { kind: 'http' } })
  const kinds = new Set(answer.recording!.journal.map(({ kind }) => kind))
  expect(kinds).toEqual(new Set(['call', 'slept', 'clock', 'random']))
})

async function replay(run: unknown, application = directive): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const file = join(folder.path, 'app.runnel')
  const recording = join(folder.path, 'run.json')
  const { digest } = directive.packages['odd']!
  await writeFile(file, packApplication({ directive: application, packages: new Map([[digest, bytes]]), samples: new Map() }))
  await writeFile(recording, JSON.stringify(run))
  const lines: string[] = []
  const code = await replayFile({
    file, recording, calls: 'binder', config: () => undefined, memoryBytes: 256 * 1024 * 1024,
    storeDir: join(folder.path, 'replays'), nodesDir: join(ROOT, 'nodes-library'), prebuiltCacheDir: join(ROOT, 'dist/cache'), onAdmitting() {},
  }, join(folder.path, 'none'), (line) => lines.push(line))
  return { code, lines }
}

it('replays it from the command line, bit for bit', async () => {
  const { code, lines } = await replay(answer)
  expect([code, lines.at(-1), lines.length]).toEqual([0, 'It is the recorded run, bit for bit.', answer.trace!.firings.length + 2])
})

it('replays a recording alone, which has nothing to compare it with', async () =>
  expect((await replay(answer.recording)).code).toBe(0))

it('says so when the application has become another one', async () => {
  const nodes = { ...directive.flows['main']!.nodes }
  delete nodes['late']
  delete nodes['seen']
  const { code, lines } = await replay(answer, { ...directive, flows: { main: { nodes } } })
  expect([code, lines.at(-2)]).toEqual([1, 'The run failed (cancelled): The journal is none of this run: the run does not come to a call of late that was made.'])
})

it.each([
  { name: 'no recording', run: { a: 1 }, message: /run\.json is no recording\. Give what the method runs\.get/ },
  { name: 'a run without one', run: { run: {}, trace: null, recording: null }, message: /run\.json holds a run of which no recording was kept\./ },
])('refuses $name', ({ run, message }) => expect(replay(run)).rejects.toThrow(message))
