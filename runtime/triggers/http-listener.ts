import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { HttpRequest } from '../../shared/triggers/event.ts'
import { cancelRun } from '../runner/runner.ts'
import { notWritten, type DurableRuns } from '../runs/durable-runs.ts'
import { HttpExchange, type HttpTarget } from './http-exchange.ts'
import { declaredBytes, hasBody, readBody } from './request-body.ts'
import type { RouteMatch, RouteTable } from './routes.ts'
import { say, sayTooLarge } from './say.ts'
import { waitAtGate, type WaitingRequest } from './waiting-request.ts'

export interface FlowsListenerOptions {
  /** As it is now; a deployment replaces it. */
  readonly routes: () => RouteTable<HttpTarget>
  readonly nameRun: () => string
  readonly nowMs: () => number
  readonly durable: DurableRuns
}

const NO_BODY = new Uint8Array(0)
const NO_QUERY: Readonly<Record<string, string>> = {}
const SWEEP_EVERY_MS = 1_000
/** A body that takes longer gives up its place at the gate: slow clients must not keep a flow from working. */
const PLACE_FOR_READING_MS = 2_000

/** A body that is being read. */
interface Reading {
  readonly target: HttpTarget
  readonly sinceMs: number
  hasPlace: boolean
}

/** The listener that serves what flows answer: strangers' pages, so nothing of the editor is on it. */
export function createFlowsListener({ routes, nameRun, nowMs, durable }: FlowsListenerOptions): Server {
  const open = new Set<HttpExchange>()
  const waiting = new Set<WaitingRequest>()
  const readings = new Set<Reading>()
  const server = createServer(
    { keepAlive: true, keepAliveTimeout: 65_000, headersTimeout: 30_000, requestTimeout: 120_000 },
    serve,
  )
  server.on('checkContinue', serve)
  const sweep = setInterval(() => {
    const now = nowMs()
    for (const exchange of open) exchange.expire(now)
    for (const request of waiting) request.expire(now)
    for (const reading of readings) if (now - reading.sinceMs > PLACE_FOR_READING_MS) givePlaceBack(reading)
  }, SWEEP_EVERY_MS)
  server.on('close', () => clearInterval(sweep))
  return server

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const match = lookUp(request)
    if (match.kind !== 'found') return sorry(match, request, response)
    const { maxBodyBytes } = match.target
    if (declaredBytes(request.headers) > maxBodyBytes) return sayTooLarge(request, response, maxBodyBytes)
    enter(match, request, response, null)
  }

  function lookUp({ url = '', method = '' }: IncomingMessage): RouteMatch<HttpTarget> {
    const mark = url.indexOf('?')
    return routes().match(method, mark === -1 ? url : url.slice(0, mark))
  }

  /** `body` is null until it is read, which it is only with a place at the gate. */
  function enter(match: Found, request: IncomingMessage, response: ServerResponse, body: Uint8Array | null): void {
    const { gate } = match.target
    if (gate.tryEnter()) return proceed(match, request, response, body)
    const go = () => proceed(match, request, response, body)
    waitAtGate({ gate, request, response, sinceMs: nowMs(), all: waiting, enter: go })
  }

  /** It has a place, which its run will give back. */
  function proceed(match: Found, request: IncomingMessage, response: ServerResponse, body: Uint8Array | null): void {
    if (match.target.deployed.supervisor.ended) return moveOn(match, request, response, body)
    if (body !== null) return start(match, request, response, body)
    if (request.headers.expect !== undefined) response.writeContinue()
    if (!hasBody(request)) return start(match, request, response, NO_BODY)
    const reading: Reading = { target: match.target, sinceMs: nowMs(), hasPlace: true }
    readings.add(reading)
    readBody(request, match.target.maxBodyBytes, (read) => {
      readings.delete(reading)
      if (read.kind === 'whole') {
        if (reading.hasPlace) proceed(match, request, response, read.body)
        else enter(match, request, response, read.body)
        return
      }
      givePlaceBack(reading)
      if (read.kind === 'too-large') sayTooLarge(request, response, match.target.maxBodyBytes)
    })
  }

  function givePlaceBack(reading: Reading): void {
    if (!reading.hasPlace) return
    reading.hasPlace = false
    reading.target.gate.leave()
  }

  /** Another deployment may have taken the route meanwhile. */
  function moveOn(from: Found, request: IncomingMessage, response: ServerResponse, body: Uint8Array | null): void {
    const match = lookUp(request)
    const moved = match.kind !== 'found' || match.target.deployed !== from.target.deployed
    if (!moved) return start(from, request, response, body ?? NO_BODY)
    from.target.gate.leave()
    if (match.kind === 'found') enter(match, request, response, body)
    else sorry(match, request, response)
  }

  function start(
    { target, path, params }: Found,
    incoming: IncomingMessage,
    response: ServerResponse,
    body: Uint8Array,
  ): void {
    const { url = '', method = '' } = incoming
    const request: HttpRequest = { method, path, params, query: queryOf(url), headers: headersOf(incoming), body }
    const run = nameRun()
    const title = `${method} ${url}`
    const startedMs = nowMs()
    const exchange = new HttpExchange(target, response, open, run, title, startedMs)
    const { deployed, flow, node: trigger, isDurable } = target
    const event = { kind: 'http', request } as const
    const command = { kind: 'run', run, flow, trigger, event, trace: false } as const
    if (!isDurable) return deployed.supervisor.run(command, exchange)
    const { app, deployment, supervisor } = deployed
    durable.begin({ app, deployment, run, flow, trigger, title, startedMs, event }).then(
      () => supervisor.run(command, durable.journalled(run, exchange)),
      (error: unknown) => cancelRun(exchange, notWritten(error)),
    )
  }
}

type Found = Extract<RouteMatch<HttpTarget>, { kind: 'found' }>

function sorry(
  match: Exclude<RouteMatch<HttpTarget>, Found>,
  { method }: IncomingMessage,
  response: ServerResponse,
): void {
  switch (match.kind) {
    case 'no-method':
      response.setHeader('allow', match.allowed.join(', '))
      if (method === 'OPTIONS') return void response.writeHead(204).end()
      return say(response, 405, `This path does not answer ${method}.`)
    case 'no-path':
      return say(response, 404, 'No flow answers at this path.')
    case 'bad-path':
      return say(response, 400, 'The path cannot be decoded.')
  }
}

function queryOf(url: string): Readonly<Record<string, string>> {
  const mark = url.indexOf('?')
  if (mark === -1) return NO_QUERY
  const query: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(url.slice(mark + 1))) query[name] = value
  return query
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  if (headers['set-cookie'] === undefined) return headers as Record<string, string>
  return { ...headers, 'set-cookie': headers['set-cookie'].join(', ') } as Record<string, string>
}
