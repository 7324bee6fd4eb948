import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { z } from 'zod'
import { type Notification, type Notifications, RpcErrorCode } from '../../shared/protocol/messages.ts'
import type { Connection } from './method.ts'
import { callMethod } from './rpc.ts'
import { INVALID_REQUEST, PARSE_ERROR, RpcError } from './rpc-error.ts'
import type { Services } from './services.ts'

/** The editors that are connected. */
export interface Sockets {
  /** The request was checked before. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Answers whatever comes with `WRONG_VERSION` and the message, and nothing else. */
  turnAway(request: IncomingMessage, socket: Duplex, head: Buffer, message: string): void
  /** To everyone who has said hello. */
  notifyAll<N extends Notification>(notification: N, params: Notifications[N]): void
  close(): void
}

/** A directive with its function nodes' sources is the largest message. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024
/** An editor that reads more slowly than this is behind is dropped: it comes back and resumes. */
const MAX_BUFFERED_BYTES = 64 * 1024 * 1024
const PING_EVERY_MS = 30_000
/** An editor that does not answer the close is not waited for. */
const CLOSE_WITHIN_MS = 500

const Request = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]),
  method: z.string(),
  params: z.unknown().optional(),
})

export function createSockets(services: Services, onBug: (error: unknown) => void): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false })
  const greeted = new Set<Connection>()
  const alive = new WeakSet<WebSocket>()
  const pings = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, PING_EVERY_MS)

  function serve(socket: WebSocket): void {
    const connection: Connection = {
      subscriptions: new Map(),
      notify: (method, params) => send(socket, { jsonrpc: '2.0', method, params }),
    }
    alive.add(socket)
    socket.on('pong', () => alive.add(socket))
    socket.on('error', () => {}) // ws closes it after a breach of the protocol
    socket.on('close', () => {
      greeted.delete(connection)
      for (const stop of connection.subscriptions.values()) stop()
    })
    // Until hello is answered one waits for the other, so that what is sent right behind it finds it done.
    let last: Promise<unknown> = Promise.resolve()
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      alive.add(socket)
      const text = isBinary ? null : data.toString()
      const before = greeted.has(connection) ? Promise.resolve() : last
      last = before
        .then(() => answer(text, connection))
        .then((reply) => send(socket, reply))
        .catch(onBug)
    })
  }

  async function answer(text: string | null, connection: Connection): Promise<object> {
    const read = Request.safeParse(parsed(text))
    if (!read.success) {
      return failure(
        null,
        text === null || parsed(text) === undefined
          ? new RpcError(PARSE_ERROR, 'A message is one JSON text.')
          : new RpcError(INVALID_REQUEST, 'A message is a JSON-RPC 2.0 request with an id.'),
      )
    }
    const { id, method, params } = read.data
    try {
      if (method !== 'hello' && !greeted.has(connection)) {
        throw new RpcError(
          RpcErrorCode.WRONG_VERSION,
          'The first message must be hello with the version of the protocol.',
        )
      }
      const result = await callMethod(method, params, services, connection, onBug)
      if (method === 'hello') greeted.add(connection)
      return { jsonrpc: '2.0', id, result }
    } catch (error) {
      return failure(id, error as RpcError)
    }
  }

  return {
    upgrade: (request, socket, head) => server.handleUpgrade(request, socket, head, serve),
    turnAway(request, socket, head, message) {
      server.handleUpgrade(request, socket, head, (line) => {
        line.on('error', () => {})
        line.once('message', (data: Buffer) => {
          const read = Request.safeParse(parsed(data.toString()))
          send(line, failure(read.success ? read.data.id : null, new RpcError(RpcErrorCode.WRONG_VERSION, message)))
          line.close()
        })
      })
    },
    notifyAll(notification, params) {
      for (const connection of greeted) connection.notify(notification, params)
    },
    close() {
      clearInterval(pings)
      for (const socket of server.clients) socket.close(1001, 'The runtime is stopping.')
      setTimeout(() => server.clients.forEach((socket) => socket.terminate()), CLOSE_WITHIN_MS).unref()
      server.close()
    },
  }
}

function send(socket: WebSocket, message: object): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > MAX_BUFFERED_BYTES) return socket.terminate()
  socket.send(JSON.stringify(message))
}

function failure(id: string | number | null, { code, message, data }: RpcError): object {
  return { jsonrpc: '2.0', id, error: { code, message, data } }
}

/** Undefined when it is no JSON. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
