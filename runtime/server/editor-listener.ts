import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerJson, answerText } from './answer.ts'
import type { Guard, Refusal } from './guard.ts'
import { answerApi } from './http-api.ts'
import { INVALID_REQUEST } from './rpc-error.ts'
import type { Services } from './services.ts'
import type { Sockets } from './socket.ts'
import type { StaticFiles } from './static-files.ts'

export interface EditorListenerOptions {
  readonly services: Services
  readonly sockets: Sockets
  /** Null without an editor: only the API answers. */
  readonly files: StaticFiles | null
  /** Known once the port is. */
  readonly guard: () => Guard
  readonly onBug: (error: unknown) => void
}

export const SOCKET_PATH = '/api/socket'

/** The listener of the editor and the API. */
export function createEditorListener({ services, sockets, files, guard, onBug }: EditorListenerOptions): Server {
  const server = createServer((request, response) => {
    const refusal = guard().checkSource(request)
    if (refusal !== null) return refuse(response, refusal)
    const url = urlOf(request)
    if (url === null) return answerText(response, 400, 'The address cannot be read.')
    if (url.pathname.startsWith('/api/')) {
      const refusal = guard().checkToken(request, url)
      if (refusal !== null) return refuse(response, refusal)
      return void answerApi(request, response, url, services, onBug)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answerText(response, 405, 'The editor is read with GET.')
    if (files?.answer(request, response, url.pathname) !== true)
      answerText(response, 404, 'There is nothing at this address.')
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = urlOf(request)
    const foreign = guard().checkSource(request)
    if (foreign !== null) return refuseUpgrade(socket, foreign)
    if (url?.pathname !== SOCKET_PATH)
      return refuseUpgrade(socket, { status: 403, message: `The socket is at ${SOCKET_PATH}.` })
    const stale = guard().checkToken(request, url)
    if (stale === null) return sockets.upgrade(request, socket, head)
    // A page that an earlier start has served. Browsers say nothing of a refused upgrade, so it is told on the line.
    if (request.headers.origin !== undefined) return sockets.turnAway(request, socket, head, stale.message)
    refuseUpgrade(socket, stale)
  })
  return server
}

function refuseUpgrade(socket: Duplex, { status, message }: Refusal): void {
  const body = `${message}\n`
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

function refuse(response: ServerResponse, { status, message }: Refusal): void {
  answerJson(response, status, { error: { code: INVALID_REQUEST, message, data: {} } })
}

/** Absolute-form targets are for proxies; this is none. */
function urlOf({ url = '' }: IncomingMessage): URL | null {
  return url.startsWith('/') ? URL.parse(url, 'http://runtime') : null
}
