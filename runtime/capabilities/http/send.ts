import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { HttpAnswer, HttpAsk } from '../../../shared/capabilities/http/ask.ts'
import { allowedBy, type HttpSettings, notAllowed } from '../../../shared/capabilities/http/settings.ts'
import { isPublic } from './addresses.ts'

export interface Network {
  /** As node:dns has it, with all addresses. */
  readonly lookup: (hostname: string) => Promise<readonly LookupAddress[]>
  /** `host:port` of services in a network of one's own that an operator lets components reach. */
  readonly privateHosts: ReadonlySet<string>
}

export const SYSTEM_LOOKUP: Network['lookup'] = (hostname) => new Promise((resolve, reject) => {
  systemLookup(hostname, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)))
})

/** What is not sent, because the grant or the network's guard does not let it through. */
export class NotAllowed extends Error {}

export interface Sending {
  readonly ask: HttpAsk
  readonly settings: HttpSettings
  /** What the host adds for a URL, from secrets. */
  readonly credentials: (url: URL) => Promise<readonly (readonly [name: string, value: string])[]>
}

const DEFAULT_TIMEOUT_MS = 30_000
const DEFAULT_MAX_BYTES = 8 * 1024 * 1024
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Sends one request, and those that its redirects lead to. Throws `NotAllowed`; what else goes wrong is an `error`. */
export async function send({ ask, settings, credentials }: Sending, network: Network): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(settings.timeoutMs ?? DEFAULT_TIMEOUT_MS)
  const asked = urlOf(ask.url)
  if (asked === null) return { error: 'HTTP-request-URI-invalid', message: 'The URL is none.' }
  let url: URL = asked
  let { method, body } = ask
  let headers = ask.headers
  for (let left = settings.redirects ?? 0; ; left--) {
    if (allowedBy(settings.allow, method, url) === null) throw new NotAllowed(notAllowed(method, url))
    const answer = await sendOnce({ method, url, headers: [...textOf(headers), ...await credentials(url)], body, ask, settings, signal }, network)
    if ('error' in answer || left === 0 || !REDIRECTS.has(answer.status)) return answer
    const location = answer.headers.find(([name]) => name === 'location')
    const next: URL | null = location === undefined ? null : urlOf(Buffer.from(location[1]).toString('latin1'), url)
    if (next === null) return answer
    // As browsers do (Fetch §4.4): what was posted is not posted again, and other hosts get no credentials.
    if (answer.status === 303 || (answer.status < 303 && method === 'POST')) {
      method = method === 'HEAD' ? 'HEAD' : 'GET'
      body = new Uint8Array(0)
    }
    if (next.origin !== url.origin) headers = headers.filter(([name]) => !/^(authorization|cookie)$/i.test(name))
    url = next
  }
}

function urlOf(text: string, base?: URL): URL | null {
  const url = URL.parse(text, base?.href)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '' || url.password !== '') return null
  return url
}

function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`
}

function textOf(headers: HttpAsk['headers']): readonly (readonly [string, string])[] {
  return headers.map(([name, value]) => [name, Buffer.from(value).toString('latin1')])
}

interface Once {
  readonly method: string
  readonly url: URL
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
  readonly ask: HttpAsk
  readonly settings: HttpSettings
  readonly signal: AbortSignal
}

async function sendOnce(once: Once, network: Network): Promise<HttpAnswer> {
  const { url, settings: { maxResponseBytes = DEFAULT_MAX_BYTES }, signal } = once
  const isAllowed = guardOf(url, network)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // A literal address is not looked up by anybody.
  if (isIP(host) !== 0 && !isAllowed(host)) throw privateAddress(url, host)
  try {
    const response = await connect(once, network, isAllowed)
    const pieces: Buffer[] = []
    let bytes = 0
    for await (const piece of response as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > maxResponseBytes) {
        response.destroy()
        return { error: 'HTTP-response-body-size', message: `The response is larger than the ${maxResponseBytes} bytes that the grant allows.` }
      }
      pieces.push(piece)
    }
    return { status: response.statusCode ?? 0, headers: headersOf(response), body: new Uint8Array(Buffer.concat(pieces)) }
  } catch (error) {
    if (error instanceof NotAllowed) throw error
    return failureOf(error as NodeJS.ErrnoException, signal)
  }
}

function connect({ method, url, headers, body, ask: { timeouts }, signal }: Once, network: Network, isAllowed: (address: string) => boolean): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const lookup: LookupFunction = (hostname, options, found) => {
    network.lookup(hostname).then((addresses) => {
      const refused = addresses.find(({ address }) => !isAllowed(address))
      if (refused !== undefined) return found(privateAddress(url, refused.address), '', 0)
      const [first] = addresses
      if (first === undefined) return found(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0)
      if (options.all === true) found(null, [...addresses])
      else found(null, first.address, first.family)
    }, (error: NodeJS.ErrnoException) => found(error, '', 0))
  }
  const sent: ClientRequest = (url.protocol === 'https:' ? tlsRequest : plainRequest)(url, {
    method, agent: false, lookup, signal,
    headers: [...headers, ['host', url.host], ['content-length', String(body.length)], ['connection', 'close']].flat() as unknown as string[],
  })
  const limit = (ms: number | null, what: string): NodeJS.Timeout | undefined =>
    ms === null ? undefined : setTimeout(() => sent.destroy(Object.assign(new Error(what), { code: what })), ms)
  const connecting = limit(timeouts.connectMs, 'connection-timeout')
  let answering: NodeJS.Timeout | undefined
  sent.on('socket', (socket) => {
    socket.once('connect', () => {
      clearTimeout(connecting)
      answering = limit(timeouts.firstByteMs, 'HTTP-response-timeout')
      // Whatever the resolver said: this is who answers.
      if (!isAllowed(socket.remoteAddress ?? '')) sent.destroy(privateAddress(url, socket.remoteAddress ?? ''))
    })
  })
  sent.on('response', (response) => {
    clearTimeout(answering)
    if (timeouts.betweenBytesMs !== null) {
      response.setTimeout(timeouts.betweenBytesMs, () => response.destroy(Object.assign(new Error('late'), { code: 'HTTP-response-timeout' })))
    }
    resolve(response)
  })
  sent.on('error', (error) => {
    clearTimeout(connecting)
    clearTimeout(answering)
    reject(error)
  })
  sent.end(body)
  return promise
}

function guardOf(url: URL, { privateHosts }: Network): (address: string) => boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return privateHosts.has(`${url.hostname}:${port}`) ? () => true : isPublic
}

function privateAddress(url: URL, address: string): NotAllowed {
  return new NotAllowed(`${originOf(url)} leads to ${address}, which is no address of the public internet. An operator can allow it with --allow-private-host.`)
}

/** Hop by hop headers say something of a connection that is over. */
const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer', 'proxy-authenticate'])

function headersOf({ rawHeaders }: IncomingMessage): (readonly [string, Uint8Array])[] {
  const headers: (readonly [string, Uint8Array])[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] as string).toLowerCase()
    if (!OF_THE_CONNECTION.has(name)) headers.push([name, new Uint8Array(Buffer.from(rawHeaders[at + 1] as string, 'latin1'))])
  }
  return headers
}

/** By node's codes; what is not told apart is `internal-error` with its message. */
const CODES: ReadonlyMap<string, string> = new Map(Object.entries({
  ENOTFOUND: 'DNS-error', EAI_AGAIN: 'DNS-timeout', ECONNREFUSED: 'connection-refused', ECONNRESET: 'connection-terminated',
  EHOSTUNREACH: 'destination-unavailable', ENETUNREACH: 'destination-unavailable', ETIMEDOUT: 'connection-timeout',
  EPIPE: 'connection-terminated', CERT_HAS_EXPIRED: 'TLS-certificate-error', DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS-certificate-error',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS-certificate-error', UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS-certificate-error',
  ERR_TLS_CERT_ALTNAME_INVALID: 'TLS-certificate-error', EPROTO: 'TLS-protocol-error',
  'connection-timeout': 'connection-timeout', 'HTTP-response-timeout': 'HTTP-response-timeout',
}))

function failureOf({ code = '', message }: NodeJS.ErrnoException, signal: AbortSignal): HttpAnswer {
  if (signal.aborted) return { error: 'HTTP-response-timeout', message: 'The request took longer than the grant allows.' }
  if (code.startsWith('HPE_')) return { error: 'HTTP-protocol-error', message }
  return { error: CODES.get(code) ?? 'internal-error', message }
}
