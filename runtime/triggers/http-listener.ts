import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { HttpRequest } from '../../shared/triggers/event.ts'
import { HttpExchange, type HttpTarget } from './http-exchange.ts'
import type { RouteMatch, RouteTable } from './routes.ts'

export interface FlowsListenerOptions {
  /** As it is now; a deployment replaces it. */
  readonly routes: () => RouteTable<HttpTarget>
  readonly nameRun: () => string
  readonly nowMs: () => number
}

const NO_BODY = new Uint8Array(0)
const NO_QUERY: Readonly<Record<string, string>> = {}
/** What is read, to nobody, of a body that is too large, so that the client gets to see the answer. */
const MAX_DISCARDED_BYTES = 256 * 1024 * 1024
const SWEEP_EVERY_MS = 1_000

/** The listener that serves what flows answer: strangers' pages, so nothing of the editor is on it. */
export function createFlowsListener({ routes, nameRun, nowMs }: FlowsListenerOptions): Server {
  const open = new Set<HttpExchange>()
  const server = createServer(
    { keepAlive: true, keepAliveTimeout: 65_000, headersTimeout: 30_000, requestTimeout: 120_000 },
    serve,
  )
  server.on('checkContinue', serve)
  const sweep = setInterval(() => {
    for (const exchange of open) exchange.expire(nowMs())
  }, SWEEP_EVERY_MS)
  server.on('close', () => clearInterval(sweep))
  return server

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const match = lookUp(request)
    if (match.kind !== 'found') return sorry(match, request, response)
    const { maxBodyBytes } = match.target
    const declared = Number(request.headers['content-length'] ?? 0)
    if (declared > maxBodyBytes) return tooLarge(request, response, maxBodyBytes)
    if (request.headers.expect !== undefined) response.writeContinue()
    if (declared === 0 && request.headers['transfer-encoding'] === undefined)
      return start(match, request, response, NO_BODY)
    readBody(request, maxBodyBytes, (body) => {
      if (body === null) return tooLarge(request, response, maxBodyBytes)
      // While it came in, another deployment may have taken the route.
      const now = match.target.deployed.supervisor.ended ? lookUp(request) : match
      if (now.kind === 'found') start(now, request, response, body)
      else sorry(now, request, response)
    })
  }

  function lookUp({ url = '', method = '' }: IncomingMessage): RouteMatch<HttpTarget> {
    const mark = url.indexOf('?')
    return routes().match(method, mark === -1 ? url : url.slice(0, mark))
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
    const exchange = new HttpExchange(target, response, open, run, `${method} ${url}`, nowMs())
    target.deployed.supervisor.run(
      { kind: 'run', run, flow: target.flow, trigger: target.node, event: { kind: 'http', request }, trace: false },
      exchange,
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

/** Gives null, once, when it is longer than that. A client that leaves amid its body is forgotten. */
function readBody(request: IncomingMessage, maxBytes: number, done: (body: Uint8Array | null) => void): void {
  const pieces: Buffer[] = []
  let bytes = 0
  const onData = (piece: Buffer): void => {
    bytes += piece.length
    if (bytes <= maxBytes) return void pieces.push(piece)
    request.off('data', onData)
    request.off('end', onEnd)
    done(null)
  }
  const onEnd = (): void => done(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, bytes))
  request.on('data', onData)
  request.on('end', onEnd)
}

function tooLarge(request: IncomingMessage, response: ServerResponse, maxBytes: number): void {
  say(response, 413, `The body is larger than the ${maxBytes} bytes that this path takes.`)
  let discarded = 0
  request.on('data', (piece: Buffer) => {
    discarded += piece.length
    if (discarded > MAX_DISCARDED_BYTES) request.destroy()
  })
}

function say(response: ServerResponse, status: number, message: string): void {
  const body = `${message}\n`
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'content-length': body.length }).end(body)
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
