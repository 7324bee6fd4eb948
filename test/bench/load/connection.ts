import { connect } from 'node:net'
import type { Workload } from './chain5.ts'

/** One kept connection, the same request one at a time: cheaper than node:http, whose client would be the limit. */
export interface Connection {
  /** Resolves when the whole answer is there. Rejects when it is not a 200 with a content-length. */
  ask(): Promise<void>
  close(): void
}

const HEAD_END = '\r\n\r\n'
const NOTHING = Buffer.alloc(0)

export async function openConnection(url: string, workload: Workload): Promise<Connection> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const request = requestBytes(hostname, workload)
  let received: Buffer = NOTHING
  let waiting: PromiseWithResolvers<void> | null = null
  const settle = (error: Error | null): void => {
    const asked = waiting
    waiting = null
    received = NOTHING
    if (error === null) asked?.resolve()
    else asked?.reject(error)
  }

  socket.on('data', (piece: Buffer) => {
    received = received.length === 0 ? piece : Buffer.concat([received, piece])
    const headEnd = received.indexOf(HEAD_END)
    if (headEnd === -1) return
    const head = received.toString('latin1', 0, headEnd)
    const length = /\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (!head.startsWith('HTTP/1.1 200 ') || length === undefined) return settle(new Error(head))
    if (received.length >= headEnd + HEAD_END.length + Number(length)) settle(null)
  })
  socket.on('error', settle)
  socket.on('close', () => settle(new Error(`${url} closed the connection`)))
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))

  return {
    ask() {
      waiting = Promise.withResolvers()
      socket.write(request)
      return waiting.promise
    },
    close: () => void socket.destroy(),
  }
}

function requestBytes(host: string, { method, path, body }: Workload): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`]
  if (body !== '') lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`)
  return Buffer.from(lines.join('\r\n') + HEAD_END + body)
}
