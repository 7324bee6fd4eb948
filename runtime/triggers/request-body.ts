import type { IncomingMessage } from 'node:http'

/** What is read, to nobody, of a body that is not wanted, so that the client gets to see the answer. */
const MAX_DISCARDED_BYTES = 256 * 1024 * 1024

export type BodyRead = { readonly kind: 'whole'; readonly body: Uint8Array } | { readonly kind: 'too-large' | 'gone' }

/** Tells once: the body, that it is longer than that, or that the client has left amid it. */
export function readBody(request: IncomingMessage, maxBytes: number, done: (read: BodyRead) => void): void {
  const pieces: Buffer[] = []
  let bytes = 0
  const tell = (read: BodyRead): void => {
    request.off('data', onData).off('end', onEnd).off('close', onClose)
    done(read)
  }
  const onData = (piece: Buffer): void => {
    bytes += piece.length
    if (bytes <= maxBytes) pieces.push(piece)
    else tell({ kind: 'too-large' })
  }
  const onEnd = (): void => tell({ kind: 'whole', body: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, bytes) })
  const onClose = (): void => tell({ kind: 'gone' })
  request.on('data', onData).on('end', onEnd).on('close', onClose)
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return declaredBytes(headers) > 0 || headers['transfer-encoding'] !== undefined
}

/** 0 when it does not say. */
export function declaredBytes(headers: IncomingMessage['headers']): number {
  return Number(headers['content-length'] ?? 0)
}

export function discardBody(request: IncomingMessage): void {
  let discarded = 0
  request.on('data', (piece: Buffer) => {
    discarded += piece.length
    if (discarded > MAX_DISCARDED_BYTES) request.destroy()
  })
}
