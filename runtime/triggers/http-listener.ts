import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { HttpRequest } from '../../shared/triggers/event.ts'
import { HttpExchange, type HttpTarget } from './http-exchange.ts'
import type { RouteTable } from './routes.ts'

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
  const server = createServer({ keepAlive: true, keepAliveTimeout: 65_000, headersTimeout: 30_000, requestTimeout: 120_000 }, serve)
  server.on('checkContinue', serve)
  const sweep = setInterval(() => {
    for (const exchange of open) exchange.expire(nowMs())
  }, SWEEP_EVERY_MS)
  server.on('close', () => clearInterval(sweep))
  return server

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url as string
    const method = request.method as string
    const mark = url.indexOf('?')
    const match = routes().match(method, mark === -1 ? url : url.slice(0, mark))
    switch (match.kind) {
      case 'found': {
        const { target, path, params } = match
        const query = mark === -1 ? NO_QUERY : queryOf(url.slice(mark + 1))
        const declared = Number(request.headers['content-length'] ?? 0)
        if (declared > target.maxBodyBytes) return tooLarge(request, response, target.maxBodyBytes)
        if (request.headers.expect !== undefined) response.writeContinue()
        if (declared === 0 && request.headers['transfer-encoding'] === undefined) {
          return start(target, request, response, { method, path, params, query, headers: headersOf(request), body: NO_BODY })
        }
        return readBody(request, target.maxBodyBytes, (body) => {
          if (body === null) return tooLarge(request, response, target.maxBodyBytes)
          start(target, request, response, { method, path, params, query, headers: headersOf(request), body })
        })
      }
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

  function start(target: HttpTarget, request: IncomingMessage, response: ServerResponse, event: HttpRequest): void {
    const run = nameRun()
    const exchange = new HttpExchange(target, response, open, run, `${event.method} ${request.url}`, nowMs())
    target.deployed.supervisor.run(
      { kind: 'run', run, flow: target.flow, trigger: target.node, event: { kind: 'http', request: event }, trace: false },
      exchange,
    )
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

function queryOf(text: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) query[name] = value
  return query
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  if (headers['set-cookie'] === undefined) return headers as Record<string, string>
  return { ...headers, 'set-cookie': headers['set-cookie'].join(', ') } as Record<string, string>
}
