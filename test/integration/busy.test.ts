import { request } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import type { BusyCounts } from '../../shared/protocol/messages.ts'
import { directiveOf, startServer, temporaryFolder, type Server } from './harness.ts'
import { holdRunners } from './runner-processes.ts'

// The runner is stopped while requests come, so that their runs stay under way for as long as the test wants.

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let held: ReturnType<typeof holdRunners> | null

beforeEach(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  held = null
})
afterEach(async () => {
  held?.goOn()
  await server.close()
  await folder.remove()
})

function flow(busy: Readonly<Record<string, string | number>>): Directive {
  return directiveOf('busy', {
    request: { trigger: 'http', with: { method: 'POST', path: '/:name', body: 'text', ...busy } },
    reply: { sink: 'http-reply', in: { body: { from: 'request.out.params.name' } } },
    button: { trigger: 'manual', with: { value: 1, ...busy } },
    log: { sink: 'debug', in: { value: { from: 'button.out' } } },
  })
}

async function countsOf(app: string) {
  return (await server.call('runs.watch', { app, since: null })).counts
}

const busy = async (app: string) => (await countsOf(app)).busy
const became = (app: string, node: string, counts: BusyCounts) =>
  vi.waitFor(async () => expect(await busy(app)).toEqual({ [`main/${node}`]: counts }))

interface Answer {
  readonly status: number
  readonly text: string
  readonly retryAfter: string | undefined
}

interface Asked {
  readonly answer: Promise<Answer>
  /** Whether the runtime has asked for the body. */
  readonly invited: () => boolean
  leave(): void
}

/** A request that sends its body once the runtime asks for it (RFC 9110 §10.1.1), which shows whether it was let in. */
function ask(name: string): Asked {
  const body = 'body'
  let invited = false
  const headers = { expect: '100-continue', 'content-length': body.length }
  const sent = request(`${server.flowsUrl}/${name}`, { method: 'POST', agent: false, headers })
  const answer = new Promise<Answer>((resolve, reject) => {
    sent.on('continue', () => {
      invited = true
      sent.end(body)
    })
    sent.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, retryAfter: response.headers['retry-after'] }))
    })
    sent.on('error', reject)
  })
  answer.catch(() => {}) // of one that has left
  sent.flushHeaders()
  return { answer, invited: () => invited, leave: () => sent.destroy() }
}

const FULL: Answer = { status: 503, text: 'This flow has more to do than it can take. Try again in a moment.\n', retryAfter: '1' }
const fine = (text: string): Answer => ({ status: 200, text, retryAfter: undefined })

/** One request whose run is under way; its runner is held. */
async function oneInside(name: string): Promise<Asked> {
  held = holdRunners(folder.path)
  const inside = ask(name)
  await vi.waitFor(() => expect(inside.invited()).toBe(true))
  return inside
}

it('refuses the request that comes while as many run as may', async () => {
  const app = await server.deploy(flow({ maxRunning: 1 }))
  const inside = await oneInside('a')
  expect(await ask('b').answer).toEqual(FULL)
  held?.goOn()
  expect([await inside.answer, await ask('c').answer]).toEqual([fine('a'), fine('c')])
  expect(await busy(app)).toEqual({ 'main/request': { waited: 0, refused: 1, dropped: 0 } })
})

it('lets requests wait, unread, and refuses those beyond the ones that may', async () => {
  const app = await server.deploy(flow({ maxRunning: 1, maxWaiting: 1, whenFull: 'wait' }))
  const inside = await oneInside('a')
  const outside = ask('b')
  await became(app, 'request', { waited: 1, refused: 0, dropped: 0 })
  expect([await ask('c').answer, outside.invited()]).toEqual([FULL, false])
  held?.goOn()
  expect([await inside.answer, await outside.answer]).toEqual([fine('a'), fine('b')])
  expect(await busy(app)).toEqual({ 'main/request': { waited: 1, refused: 1, dropped: 0 } })
})

it('drops the request that has waited longest for the one that comes', async () => {
  const app = await server.deploy(flow({ maxRunning: 1, maxWaiting: 1, whenFull: 'drop-oldest' }))
  const inside = await oneInside('a')
  const oldest = ask('b')
  await became(app, 'request', { waited: 1, refused: 0, dropped: 0 })
  const newest = ask('c')
  expect(await oldest.answer).toEqual(FULL)
  held?.goOn()
  expect([await inside.answer, await newest.answer]).toEqual([fine('a'), fine('c')])
  expect(await busy(app)).toEqual({ 'main/request': { waited: 2, refused: 0, dropped: 1 } })
})

it('forgets a request whose client leaves while it waits', async () => {
  const app = await server.deploy(flow({ maxRunning: 1, maxWaiting: 2, whenFull: 'wait' }))
  const inside = await oneInside('a')
  const leaving = ask('b')
  await became(app, 'request', { waited: 1, refused: 0, dropped: 0 })
  leaving.leave()
  const staying = ask('c')
  await became(app, 'request', { waited: 2, refused: 0, dropped: 0 })
  held?.goOn()
  expect([await inside.answer, await staying.answer]).toEqual([fine('a'), fine('c')])
  await vi.waitFor(async () => expect((await countsOf(app)).runs).toEqual({ ok: 2, failed: 0 }))
})

it('says to a press of the button that there is no room', async () => {
  const app = await server.deploy(flow({ maxRunning: 1 }))
  const press = () => server.call('trigger.fire', { app, flow: 'main', trigger: 'button', value: null })
  held = holdRunners(folder.path)
  await press()
  await expect(press()).rejects.toThrow(
    'The trigger button of the flow main takes no more runs while so many go on. Try again in a moment.')
  expect(await busy(app)).toEqual({ 'main/button': { waited: 0, refused: 1, dropped: 0 } })
})

it('shows a press that was dropped as a run that failed', async () => {
  const app = await server.deploy(flow({ maxRunning: 1, maxWaiting: 1, whenFull: 'drop-oldest' }))
  const press = async () => (await server.call('trigger.fire', { app, flow: 'main', trigger: 'button', value: null })).run
  held = holdRunners(folder.path)
  const [first, second, third] = [await press(), await press(), await press()]
  held.goOn()
  const told = (run: string) => vi.waitFor(async () =>
    (await server.call('runs.get', { app, run })).run.summary.failure?.message ?? 'ok')
  expect([await told(first), await told(second), await told(third)])
    .toEqual(['ok', 'Newer events took its place while it waited.', 'ok'])
})

it('keeps counting where it stood after a restart, and where an earlier deployment stood', async () => {
  const app = await server.deploy(flow({ maxRunning: 1 }))
  const inside = await oneInside('a')
  await ask('b').answer
  held?.goOn()
  await inside.answer
  await ask('c').answer
  await server.close()
  server = await startServer(folder.path)
  const before = await countsOf(app)
  await ask('d').answer
  await server.call('deployments.deploy', { app, directive: flow({}) })
  const anew = await countsOf(app)
  await server.call('deployments.activate', { app, deployment: 1 })
  await vi.waitFor(async () => expect((await countsOf(app)).runs).toEqual({ ok: 3, failed: 0 }))
  const { busy: busyBefore, runs, fired, passed } = before
  expect({ busyBefore, runs, fired, passed, anew: anew.runs, busyAfter: await busy(app) }).toEqual({
    runs: { ok: 2, failed: 0 },
    fired: { 'main/request': { ok: 2, failed: 0 }, 'main/reply': { ok: 2, failed: 0 } },
    passed: { 'main/request.out': 2, 'main/reply.done': 2 },
    busyBefore: { 'main/request': { waited: 0, refused: 1, dropped: 0 } },
    busyAfter: { 'main/request': { waited: 0, refused: 1, dropped: 0 } },
    anew: { ok: 0, failed: 0 },
  })
})
