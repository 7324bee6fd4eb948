import type { Io } from '../../host/wasi/io.ts'
import { ImportError } from '../../host/refusal.ts'
import { Fields } from './fields.ts'

/** Cases of `method` and `scheme` of wasi:http/types. */
export interface Tagged {
  readonly tag: string
  readonly val?: string
}

/** `result<outgoing-response, error-code>` */
export type Answered<Response> =
  | { readonly tag: 'ok'; readonly val: Response }
  | { readonly tag: 'err'; readonly val: { readonly tag: string; readonly val?: unknown } }

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** RFC 3986: what may stand in a path and a query, nothing that ends a request line. */
const PATH = /^[!-~]*$/
const AUTHORITY = /^[!-~]+$/
/** Of all that a component sends in one request. */
export const MAX_SENT_BYTES = 16 * 1024 * 1024

/** What a component builds to send: its resources, for one instance. */
export function outgoingOf({ OutputStream }: Io) {
  class Capturing extends OutputStream {
    readonly pieces: Uint8Array[] = []
    bytes = 0
    constructor() {
      super('stdout')
    }
    override push(bytes: Uint8Array): void {
      this.bytes += bytes.length
      if (this.bytes > MAX_SENT_BYTES) throw new ImportError({ tag: 'closed' })
      this.pieces.push(bytes.slice())
    }
  }

  class OutgoingBody {
    readonly stream = new Capturing()
    begun = false
    #finished = false
    #taken = false
    write(): Capturing {
      if (this.#taken) throw new ImportError(undefined)
      this.#taken = true
      return this.stream
    }
    onFinished: () => void = () => {}
    /** One that is begun and not finished is not whole. */
    get isWhole(): boolean { return this.#finished || !this.begun }
    static finish(body: OutgoingBody, _trailers: Fields | undefined): void {
      body.#finished = true
      body.onFinished()
    }
    whole(): Uint8Array {
      const whole = new Uint8Array(this.stream.bytes)
      let at = 0
      for (const piece of this.stream.pieces) {
        whole.set(piece, at)
        at += piece.length
      }
      return whole
    }
  }

  class OutgoingRequest {
    readonly fields: Fields
    method_: Tagged = { tag: 'get' }
    scheme_: Tagged | undefined
    authority_: string | undefined
    path: string | undefined
    readonly sent = new OutgoingBody()
    #taken = false
    constructor(headers: Fields) {
      this.fields = headers
    }
    body(): OutgoingBody {
      if (this.#taken) throw new ImportError(undefined)
      this.#taken = true
      return this.sent
    }
    method(): Tagged { return this.method_ }
    setMethod(method: Tagged): void {
      if (method.tag === 'other' && !TOKEN.test(method.val ?? '')) throw new ImportError(undefined)
      this.method_ = method
    }
    pathWithQuery(): string | undefined { return this.path }
    setPathWithQuery(path: string | undefined): void {
      if (path !== undefined && !PATH.test(path)) throw new ImportError(undefined)
      this.path = path
    }
    scheme(): Tagged | undefined { return this.scheme_ }
    setScheme(scheme: Tagged | undefined): void { this.scheme_ = scheme }
    authority(): string | undefined { return this.authority_ }
    setAuthority(authority: string | undefined): void {
      if (authority !== undefined && !AUTHORITY.test(authority)) throw new ImportError(undefined)
      this.authority_ = authority
    }
    headers(): Fields { return new Fields(this.fields.entries(), true) }
  }

  class RequestOptions {
    connectNs: bigint | undefined
    firstByteNs: bigint | undefined
    betweenBytesNs: bigint | undefined
    connectTimeout(): bigint | undefined { return this.connectNs }
    setConnectTimeout(ns: bigint | undefined): void { this.connectNs = ns }
    firstByteTimeout(): bigint | undefined { return this.firstByteNs }
    setFirstByteTimeout(ns: bigint | undefined): void { this.firstByteNs = ns }
    betweenBytesTimeout(): bigint | undefined { return this.betweenBytesNs }
    setBetweenBytesTimeout(ns: bigint | undefined): void { this.betweenBytesNs = ns }
  }

  class OutgoingResponse {
    readonly fields: Fields
    status = 200
    readonly sent = new OutgoingBody()
    #taken = false
    constructor(headers: Fields) {
      this.fields = headers
    }
    statusCode(): number { return this.status }
    setStatusCode(status: number): void {
      if (status < 100 || status > 599) throw new ImportError(undefined)
      this.status = status
    }
    headers(): Fields { return new Fields(this.fields.entries(), true) }
    body(): OutgoingBody {
      if (this.#taken) throw new ImportError(undefined)
      this.#taken = this.sent.begun = true
      return this.sent
    }
  }

  class ResponseOutparam {
    /** A result; null as long as nothing was answered. */
    answer: Answered<OutgoingResponse> | null = null
    static set(param: ResponseOutparam, answer: Answered<OutgoingResponse>): void {
      param.answer = answer
    }
  }

  return { OutgoingBody, OutgoingRequest, OutgoingResponse, RequestOptions, ResponseOutparam }
}

const METHODS = new Set(['get', 'head', 'post', 'put', 'delete', 'connect', 'options', 'trace', 'patch'])

/** Null for what is no method. */
export function methodOf(text: string): Tagged | null {
  if (!TOKEN.test(text)) return null
  const tag = text.toLowerCase()
  return METHODS.has(tag) && tag.toUpperCase() === text ? { tag } : { tag: 'other', val: text }
}

/** Of the method that a request is sent with, as it stands in a request line. */
export function methodText({ tag, val = '' }: Tagged): string {
  return tag === 'other' ? val : tag.toUpperCase()
}

export function schemeText(scheme: Tagged | undefined): string {
  if (scheme === undefined) return 'https'
  return scheme.tag === 'other' ? (scheme.val ?? '') : scheme.tag.toLowerCase()
}
