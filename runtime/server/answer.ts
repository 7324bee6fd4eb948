import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { RpcErrorCode } from '../../shared/protocol/messages.ts'
import {
  INTERNAL_ERROR,
  INVALID_PARAMS,
  INVALID_REQUEST,
  METHOD_NOT_FOUND,
  PARSE_ERROR,
  type RpcError,
} from './rpc-error.ts'
import { DATA_HEADERS } from './security-headers.ts'

export const IMMUTABLE = 'private, max-age=31536000, immutable'

export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  answerBytes(response, status, Buffer.from(JSON.stringify(value)), {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  })
}

export function answerBytes(
  response: ServerResponse,
  status: number,
  body: Uint8Array,
  headers: OutgoingHttpHeaders,
): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    ...DATA_HEADERS,
    ...headers,
    'content-length': body.length,
  })
  response.end(body)
}

export function answerText(response: ServerResponse, status: number, message: string): void {
  answerBytes(response, status, Buffer.from(`${message}\n`), { 'content-type': 'text/plain; charset=utf-8' })
}

const STATUS: Readonly<Record<number, number>> = {
  [PARSE_ERROR]: 400,
  [INVALID_REQUEST]: 400,
  [INVALID_PARAMS]: 400,
  [METHOD_NOT_FOUND]: 404,
  [INTERNAL_ERROR]: 500,
  [RpcErrorCode.PROBLEMS]: 422,
  [RpcErrorCode.STALE_REVISION]: 409,
  [RpcErrorCode.NOT_FOUND]: 404,
  [RpcErrorCode.WRONG_VERSION]: 400,
  [RpcErrorCode.IN_USE]: 409,
  [RpcErrorCode.UNAVAILABLE]: 409,
}

export function answerError(
  response: ServerResponse,
  { code, message, data }: RpcError,
  status = STATUS[code] ?? 500,
): void {
  answerJson(response, status, { error: { code, message, data } })
}

/** The body was longer than what is taken. */
export class BodyTooLarge extends Error {
  readonly maxBytes: number
  constructor(maxBytes: number) {
    super(`The body is larger than ${maxBytes / 1024 / 1024} MiB.`)
    this.maxBytes = maxBytes
  }
}

/** Nobody is there any more to be answered. */
export class ClientLeft extends Error {}

/** Rejects with `ClientLeft`, or with `BodyTooLarge`; the rest is read to nobody then, so that the client gets to see the answer. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const pieces: Buffer[] = []
  let bytes = 0
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) reject(new BodyTooLarge(maxBytes))
  request.on('data', (piece: Buffer) => {
    bytes += piece.length
    if (bytes <= maxBytes) pieces.push(piece)
    else {
      pieces.length = 0
      reject(new BodyTooLarge(maxBytes))
      if (bytes > maxBytes * 4) request.destroy()
    }
  })
  request.on('end', () => resolve(Buffer.concat(pieces)))
  request.on('error', () => reject(new ClientLeft()))
  return promise
}
