import type { ServerResponse } from 'node:http'
import type { RunSummary, Trace } from '../../shared/runner/messages.ts'
import { recordRun, type Deployed } from '../deployments/deployed.ts'
import type { ReplyReport, RunSink } from '../runner/runner.ts'
import type { Gate } from './gate.ts'

/** Where the requests of one http trigger go. */
export interface HttpTarget {
  readonly deployed: Deployed
  readonly flow: string
  readonly node: string
  readonly maxBodyBytes: number
  readonly isDurable: boolean
  readonly gate: Gate
}

/** Belong to the connection, which is the listener's own (RFC 9110 §7.6.1), and to the framing of the body. */
const OURS = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'trailer',
  'te',
  'proxy-connection',
])
const CLIENT_WAITS_AT_MOST_MS = 60_000
/** Up to here a body is cheaper as text, which node:http sends in one piece with the head: bytes cost a writev. */
const MAX_TEXT_BYTES = 4_096

/** As latin1, every byte is a character of its own. */
function endWith(response: ServerResponse, body: Uint8Array | string): void {
  if (typeof body === 'string' || body.length > MAX_TEXT_BYTES) response.end(body)
  else response.end(Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1'), 'latin1')
}

/** One request and its run, which has a place at its gate. A class, because one is made per request and holds no closures. */
export class HttpExchange implements RunSink {
  readonly #target: HttpTarget
  /** Given up once it is answered: the sets and maps that an exchange has stood in keep hold of it for a while. */
  #response: ServerResponse | null
  readonly #open: Set<HttpExchange>
  readonly #run: string
  readonly #title: string
  readonly #startedMs: number
  #status: number | null = null

  /** `open` is where it stands until it is answered. */
  constructor(
    target: HttpTarget,
    response: ServerResponse,
    open: Set<HttpExchange>,
    run: string,
    title: string,
    startedMs: number,
  ) {
    this.#target = target
    this.#response = response
    this.#open = open
    this.#run = run
    this.#title = title
    this.#startedMs = startedMs
    open.add(this)
  }

  reply({ status, headers, body }: ReplyReport): void {
    if (this.#status !== null) return
    const response = this.#answered(status)
    const sent: string[] = []
    for (const [name, value] of headers) if (!OURS.has(name.toLowerCase())) sent.push(name, value)
    const bodiless = status === 204 || status === 304
    if (!bodiless) sent.push('content-length', String(body.length))
    response.writeHead(status, sent)
    if (bodiless) response.end()
    else endWith(response, body)
  }

  ended(summary: RunSummary, trace: Trace | null, recording: string | null): void {
    if (this.#status === null) this.#sorry(summary.failure?.kind === 'cancelled' ? 503 : 500, 'The flow failed.')
    const { deployed, flow, node, gate, isDurable } = this.#target
    const origin = { run: this.#run, flow, trigger: node, startedMs: this.#startedMs, title: this.#title, isDurable }
    recordRun(deployed, origin, this.#status, summary, trace, recording)
    gate.leave()
  }

  /** The run may go on; the client gets an answer. */
  expire(nowMs: number): void {
    if (nowMs - this.#startedMs > CLIENT_WAITS_AT_MOST_MS) this.#sorry(504, 'The flow has not replied in time.')
  }

  /** The client learns what it needs to ask about the run, and no more. */
  #sorry(status: number, error: string): void {
    const response = this.#answered(status)
    const body = JSON.stringify({ error, run: this.#run })
    response.writeHead(status, [
      'content-type',
      'application/json; charset=utf-8',
      'content-length',
      String(body.length),
    ])
    response.end(body)
  }

  #answered(status: number): ServerResponse {
    const response = this.#response as ServerResponse
    this.#response = null
    this.#status = status
    this.#open.delete(this)
    return response
  }
}
