import { once } from 'node:events'
import { request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { http } from '../../shared/nodes/http.ts'
import { parsePattern } from '../../shared/nodes/route-pattern.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import type { Deployed } from '../deployments/deployed.ts'
import type { DurableRuns } from '../runs/durable-runs.ts'
import type { RunSink } from '../runner/runner.ts'
import { createGates, type Gate, type Gates } from './gate.ts'
import type { HttpTarget } from './http-exchange.ts'
import { createFlowsListener } from './http-listener.ts'
import { compileRoutes, type RouteTable } from './routes.ts'

// The real listener on a real socket; the test is the runner, and the clock.

let server: Server
let nowMs: number
let live: Deployment

interface Deployment {
  readonly gates: Gates
  readonly target: HttpTarget
  readonly routes: RouteTable<HttpTarget>
  /** Runs under way, by the path that was asked for. */
  readonly runs: Map<string, RunSink>
  /** How many have a place at the gate. */
  inside: number
  ended: boolean
}

function deployment(name: string): Deployment {
  const settled = http.settle({ method: 'POST', path: '/:name', body: 'text', maxRunning: 1, whenFull: 'wait' })
  const pattern = parsePattern('/:name')
  if (!settled.ok || !pattern.ok) throw new Error('the settings are wrong')
  const settings: TriggerSettings = settled.value.settings
  const runs = new Map<string, RunSink>()
  const gates = createGates({ triggers: [{ flow: 'main', node: 'request', settings }], hasRoom: () => true, onCount() {} })
  const supervisor: Pick<Deployed['supervisor'], 'ended' | 'run'> = {
    get ended() {
      return made.ended
    },
    run({ event }, sink) {
      if (event.kind === 'http') runs.set(event.request.path, sink)
    },
  }
  const deployed = { app: name, deployment: 1, supervisor, runs: { add() {} } } as unknown as Deployed
  const gate = watched(gates.of('main', 'request'), (change) => (made.inside += change))
  const target: HttpTarget = { deployed, flow: 'main', node: 'request', maxBodyBytes: 1, isDurable: false, gate }
  const routes = compileRoutes([{ method: 'POST', pattern: pattern.pattern, target }])
  const made: Deployment = { gates, target, runs, inside: 0, ended: false, routes }
  return made
}

function watched(gate: Gate, changed: (change: 1 | -1) => void): Gate {
  return {
    ...gate,
    tryEnter() {
      const entered = gate.tryEnter()
      if (entered) changed(1)
      return entered
    },
    wait: (visitor) => gate.wait(Object.assign(visitor, { enter: before(() => changed(1), visitor.enter) })),
    leave() {
      changed(-1)
      gate.leave()
    },
  }
}

const NO_DURABLE = { begin: () => Promise.reject(new Error('nothing is durable')) } as unknown as DurableRuns

const before = (first: () => void, second: () => void) => () => {
  first()
  second()
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  nowMs = 0
  live = deployment('first')
  server = createFlowsListener({ routes: () => live.routes, nameRun: () => 'r', nowMs: () => nowMs, durable: NO_DURABLE })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  vi.useRealTimers()
})

interface Asked {
  /** `200 ran /path`, or the error. */
  readonly answer: Promise<string>
  send(text: string): void
  end(): void
  leave(): void
}

/** A request whose body is sent piece by piece. */
function ask(path: string): Asked {
  const sent = request({ port: (server.address() as AddressInfo).port, method: 'POST', path, agent: false })
  const answer = new Promise<string>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
      response.on('end', () => resolve(`${response.statusCode} ${text.trim()}`))
    })
  })
  answer.catch(() => {}) // of one that has left
  sent.flushHeaders()
  return { answer, send: (text) => void sent.write(text), end: () => void sent.end(), leave: () => void sent.destroy() }
}

const inside = (count: number, at = live) => vi.waitFor(() => expect(at.inside).toBe(count))
const waited = (count: number, at = live) =>
  vi.waitFor(() => expect(at.gates.counts()['main/request']?.waited ?? 0).toBe(count))

/** The clock and the listener's sweep go on. */
function later(ms: number): void {
  nowMs += ms
  vi.advanceTimersByTime(1_000)
}

/** Once it is under way, lets the run end. */
async function finish({ runs }: Deployment, path: string): Promise<void> {
  const sink = await vi.waitFor(() => {
    const found = runs.get(path)
    if (found === undefined) throw new Error(`nothing runs for ${path}`)
    return found
  })
  sink.reply({ kind: 'reply', run: 'r', status: 200, headers: [], body: `ran ${path}` })
  sink.ended({ ok: true, failure: null, replied: true, durationMs: 1 }, null, null)
}

it('gives the place of a body that takes long to who waits, and another to it when it is there', async () => {
  const slow = ask('/slow')
  await inside(1)
  const quick = ask('/quick')
  await waited(1)
  quick.end()
  later(2_001)
  await finish(live, '/quick')
  slow.end()
  await finish(live, '/slow')
  expect([await quick.answer, await slow.answer, live.inside]).toEqual(['200 ran /quick', '200 ran /slow', 0])
})

it('lets a body that took long wait its turn', async () => {
  const slow = ask('/slow')
  await inside(1)
  const quick = ask('/quick')
  await waited(1)
  later(2_001)
  quick.end()
  await vi.waitFor(() => expect(live.runs.has('/quick')).toBe(true))
  slow.end()
  await waited(2)
  expect([...live.runs.keys()]).toEqual(['/quick'])
  await finish(live, '/quick')
  await finish(live, '/slow')
  expect([await quick.answer, await slow.answer, live.inside]).toEqual(['200 ran /quick', '200 ran /slow', 0])
})

it.each([
  { what: 'whose client leaves', send: (asked: Asked) => asked.leave(), answers: null },
  { what: 'that is too large', send: (asked: Asked) => asked.send('too large'), answers: '413 The body is larger than the 1 bytes that this path takes.' },
])('has the place back of a body $what', async ({ send, answers }) => {
  const asked = ask('/one')
  await inside(1)
  send(asked)
  await inside(0)
  if (answers !== null) expect(await asked.answer).toBe(answers)
  const next = ask('/next')
  next.end()
  await finish(live, '/next')
  expect(await next.answer).toBe('200 ran /next')
})

it('turns a request away that has waited for a minute, and counts it', async () => {
  ask('/one').end()
  await inside(1)
  const asked = ask('/two')
  await waited(1)
  later(60_001)
  expect(await asked.answer).toBe('503 This flow has more to do than it can take. Try again in a moment.')
  expect(live.gates.counts()).toEqual({ 'main/request': { waited: 1, refused: 1, dropped: 0 } })
})

it('takes who waits over to the deployment that replaces theirs', async () => {
  const [one, two] = [ask('/one'), ask('/two')]
  await inside(1)
  await waited(1)
  one.end()
  two.end()
  await vi.waitFor(() => expect(live.runs.size).toBe(1))
  const old = live
  live = deployment('second')
  old.ended = true
  old.gates.open()
  const [first] = old.runs.keys()
  const second = first === '/one' ? '/two' : '/one'
  await finish(old, first!)
  await finish(live, second)
  expect([[await one.answer, await two.answer], old.inside, live.inside])
    .toEqual([['200 ran /one', '200 ran /two'], 0, 0])
})

it('ends who waits with the runtime, which has no deployment for them', async () => {
  ask('/one').end()
  await inside(1)
  const two = ask('/two')
  await waited(1)
  live.ended = true
  live.gates.open()
  await finish(live, '/two')
  expect(await two.answer).toBe('200 ran /two')
})
