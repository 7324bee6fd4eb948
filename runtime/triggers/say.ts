import type { IncomingMessage, ServerResponse } from 'node:http'
import { discardBody } from './request-body.ts'

// What the listener itself answers, in a line of text.

export function say(response: ServerResponse, status: number, message: string): void {
  const body = `${message}\n`
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'content-length': body.length }).end(body)
}

export function sayTooLarge(request: IncomingMessage, response: ServerResponse, maxBytes: number): void {
  say(response, 413, `The body is larger than the ${maxBytes} bytes that this path takes.`)
  discardBody(request)
}

/** RFC 9110 §10.2.3. When there will be room cannot be known; soon is a good guess, as it is runs that end. */
const RETRY_AFTER_S = '1'

export function sayBusy(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('retry-after', RETRY_AFTER_S)
  say(response, 503, 'This flow has more to do than it can take. Try again in a moment.')
  discardBody(request)
}
