import { ImportError } from '../../host/refusal.ts'
import type { Io } from '../../host/wasi/io.ts'
import { Fields, type FieldEntry } from './fields.ts'

/** What a component is given to read: its resources, for one instance. */
export function incomingOf({ InputStream, Pollable }: Io) {
  class Reading extends InputStream {
    readonly #bytes: Uint8Array
    #at = 0
    constructor(bytes: Uint8Array) {
      super()
      this.#bytes = bytes
    }
    override pull(count: bigint): Uint8Array {
      if (this.#at >= this.#bytes.length) throw new ImportError({ tag: 'closed' })
      const end = Math.min(this.#bytes.length, this.#at + Number(count))
      const piece = this.#bytes.subarray(this.#at, end)
      this.#at = end
      return piece
    }
  }

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
    stream(): Reading {
      if (this.#taken) throw new ImportError(undefined)
      this.#taken = true
      return new Reading(this.#bytes)
    }
    static finish(_body: IncomingBody): FutureTrailers { return new FutureTrailers() }
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

  return { IncomingBody, IncomingResponse, FutureTrailers }
}
