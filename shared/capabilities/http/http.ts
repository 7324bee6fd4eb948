import { ImportError } from '../../host/refusal.ts'
import type { Current } from '../../host/surroundings.ts'
import type { HostEvent, Io } from '../../host/wasi/io.ts'
import { ask } from '../ask.ts'
import type { CapabilityDefinition, Interface, Provide } from '../definition.ts'
import type { HttpAnswer } from './ask.ts'
import { Fields } from './fields.ts'
import { incomingOf } from './incoming.ts'
import { methodText, outgoingOf, schemeText } from './outgoing.ts'
import { HttpSettings } from './settings.ts'

/** 0.2.0 and what came after it: each adds to the one before. */
const VERSIONS = Array.from({ length: 20 }, (_, patch) => `0.2.${patch}`)

export const http: CapabilityDefinition = {
  name: 'wasi:http/outgoing-handler',
  label: 'HTTP requests',
  help: 'May send HTTP requests to the hosts that are allowed here, and to no others.',
  icon: 'send',
  settings: HttpSettings,
  interfaces: new Map<string, Provide>(VERSIONS.map((version) =>
    [`wasi:http/outgoing-handler@${version}`, (current: Current, _: never, io: Io) => httpOf(current, io).handler])),
  simulated: 'Nothing is sent: what it answers is typed in, with the sample.',
  waits: ['wasi:io/poll@'],
}

/** What a request, a response and their bodies are takes nothing from outside: types need no grant. */
export interface Http {
  readonly types: Interface
  readonly handler: Interface
  readonly IncomingRequest: ReturnType<typeof incomingOf>['IncomingRequest']
  readonly ResponseOutparam: ReturnType<typeof outgoingOf>['ResponseOutparam']
}

/** Both interfaces share their resources, so they are made together. */
const made = new WeakMap<Io, Http>()

export function httpOf(current: Current, io: Io): Http {
  let http = made.get(io)
  if (http === undefined) made.set(io, (http = createHttp(current, io)))
  return http
}

function createHttp(current: Current, io: Io): Http {
  const outgoing = outgoingOf(io)
  const incoming = incomingOf(io)
  type Request = InstanceType<typeof outgoing.OutgoingRequest>
  type Options = InstanceType<typeof outgoing.RequestOptions>

  class FutureIncomingResponse {
    #answer: unknown = undefined
    #taken = false
    readonly #event: HostEvent
    constructor(send: () => Promise<HttpAnswer>) {
      let arriving: Promise<void> | null = null
      const event = {
        done: false,
        begin: () => (arriving ??= send().then((answer) => {
          this.#answer = 'error' in answer
            ? { tag: 'err', val: errorCode(answer.error, answer.message) }
            : { tag: 'ok', val: new incoming.IncomingResponse(answer.status, answer.headers, answer.body) }
          event.done = true
        })),
      }
      this.#event = event
    }
    subscribe() { return new io.Pollable(0n, this.#event) }
    get(): unknown {
      if (this.#answer === undefined) return undefined
      if (this.#taken) return { tag: 'err' }
      this.#taken = true
      return { tag: 'ok', val: this.#answer }
    }
    /** A request for whose response nobody waits is sent all the same. */
    send(): void {
      this.#event.begin().catch(() => {}) // what is refused fails the call, which may be over
    }
    [Symbol.dispose](): void {
      this.send()
    }
  }

  function handle(request: Request, options: Options | undefined): FutureIncomingResponse {
    if (request.authority_ === undefined) throw new ImportError({ tag: 'HTTP-request-URI-invalid' })
    const url = `${schemeText(request.scheme_)}://${request.authority_}${request.path ?? '/'}`
    // A guest writes the body after it asked. It is sent whole: when it is finished or somebody waits for the response.
    const response = new FutureIncomingResponse(() => ask<HttpAnswer>(current, {
      capability: 'wasi:http/outgoing-handler',
      op: 'send',
      method: methodText(request.method_),
      url,
      headers: request.fields.entries(),
      body: request.sent.whole(),
      timeouts: {
        connectMs: inMs(options?.connectNs), firstByteMs: inMs(options?.firstByteNs), betweenBytesMs: inMs(options?.betweenBytesNs),
      },
    }, (message) => new ImportError({ tag: 'internal-error', val: message })))
    request.sent.onFinished = () => response.send()
    return response
  }

  const types = { Fields, ...outgoing, ...incoming, FutureIncomingResponse, httpErrorCode: () => undefined }
  return { types, handler: { handle }, IncomingRequest: incoming.IncomingRequest, ResponseOutparam: outgoing.ResponseOutparam }
}

function inMs(ns: bigint | undefined): number | null {
  return ns === undefined ? null : Number(ns / 1_000_000n)
}

const WITH_TEXT = new Set(['internal-error'])

/** `error-code` of wasi:http/types; those of its cases that carry a record are given without one. */
function errorCode(tag: string, message: string): unknown {
  return WITH_TEXT.has(tag) ? { tag, val: message } : { tag }
}
