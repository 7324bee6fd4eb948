import { ImportError } from '../../host/refusal.ts'
import type { Io } from '../../host/wasi/io.ts'
import { Fields, type FieldEntry } from './fields.ts'
import type { Tagged } from './outgoing.ts'

export interface GivenRequest {
  readonly method: Tagged
  readonly pathWithQuery: string
  readonly authority: string | undefined
  readonly headers: readonly FieldEntry[]
  readonly body: Uint8Array
}

/** What a component is given to read: its resources, for one instance. */
export function incomingOf({ Reading, Pollable }: Io) {
  class FutureTrailers {
    #taken = false
    subscribe() { return new Pollable(0n) }
    get(): unknown {
      const given = this.#taken ? { tag: 'err' } : { tag: 'ok', val: { tag: 'ok', val: undefined } }
      this.#taken = true
      return given
    }
  }

  class IncomingBody {
    readonly #bytes: Uint8Array
    #taken = false
    constructor(bytes: Uint8Array) {
      this.#bytes = bytes
    }
    stream(): InstanceType<Io['Reading']> {
      if (this.#taken) throw new ImportError(undefined)
      this.#taken = true
      return new Reading(this.#bytes)
    }
    static finish(_body: IncomingBody): FutureTrailers { return new FutureTrailers() }
  }

  class IncomingRequest {
    readonly #request: GivenRequest
    #taken = false
    constructor(request: GivenRequest) {
      this.#request = request
    }
    method(): Tagged { return this.#request.method }
    pathWithQuery(): string | undefined { return this.#request.pathWithQuery }
    scheme(): Tagged { return { tag: 'HTTP' } }
    authority(): string | undefined { return this.#request.authority }
    headers(): Fields { return new Fields(this.#request.headers, true) }
    consume(): IncomingBody {
      if (this.#taken) throw new ImportError(undefined)
      this.#taken = true
      return new IncomingBody(this.#request.body)
    }
  }

  class IncomingResponse {
    readonly #status: number
    readonly #fields: readonly FieldEntry[]
    readonly #bytes: Uint8Array
    #taken = false
    constructor(status: number, fields: readonly FieldEntry[], bytes: Uint8Array) {
      this.#status = status
      this.#fields = fields
      this.#bytes = bytes
    }
    status(): number { return this.#status }
    headers(): Fields { return new Fields(this.#fields, true) }
    consume(): IncomingBody {
      if (this.#taken) throw new ImportError(undefined)
      this.#taken = true
      return new IncomingBody(this.#bytes)
    }
  }

  return { IncomingBody, IncomingRequest, IncomingResponse, FutureTrailers }
}
