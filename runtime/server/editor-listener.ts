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
    if (request.method !== 'GET' && request.method !== 'HEAD') return answerText(response, 405, 'The editor is read with GET.')
    if (files?.answer(request, response, url.pathname) !== true) answerText(response, 404, 'There is nothing at this address.')
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = urlOf(request)
    const refusal = guard().checkSource(request)
      ?? (url === null || url.pathname !== SOCKET_PATH
        ? { status: 403 as const, message: `The socket is at ${SOCKET_PATH}.` }
        : guard().checkToken(request, url))
    if (refusal === null) return sockets.upgrade(request, socket, head)
    const body = `${refusal.message}\n`
    socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  })
  return server
}

function refuse(response: ServerResponse, { status, message }: Refusal): void {
  answerJson(response, status, { error: { code: INVALID_REQUEST, message, data: {} } })
}

/** Absolute-form targets are for proxies; this is none. */
function urlOf({ url = '' }: IncomingMessage): URL | null {
  return url.startsWith('/') ? URL.parse(url, 'http://runtime') : null
}
