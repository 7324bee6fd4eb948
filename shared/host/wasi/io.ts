import { ImportError } from '../refusal.ts'
import type { Current } from '../surroundings.ts'
import { write } from '../surroundings.ts'
import { realSleepUntil, sleepUntil, timeNs } from './time.ts'

/** What `check-write` allows at once. */
const WRITE_BYTES = 1024n * 1024n
const ZEROES_BYTES = 64 * 1024

/** The case of `stream-error`: nothing more comes, nothing more is taken. */
function closed(): never {
  throw new ImportError({ tag: 'closed' })
}

/** Something outside that is waited for. `begin` starts it, if it has not been. */
export interface HostEvent {
  readonly done: boolean
  begin(): Promise<void>
}

type Sink = 'stdout' | 'stderr'
export type Io = ReturnType<typeof createIo>

/**
 * wasi:io: an input stream is at its end, standard output and error go into the node's log, and waiting never takes time.
 * jco asks whether a resource is an instance of the class it was given, so the other interfaces make theirs of these.
 */
export function createIo(current: Current) {
  class Pollable {
    /** On the monotonic clock. */
    readonly dueNs: bigint
    readonly event: HostEvent | null
    constructor(dueNs: bigint, event: HostEvent | null = null) {
      this.dueNs = dueNs
      this.event = event
    }
    ready(): boolean {
      return this.event === null ? this.dueNs <= timeNs(current) : this.event.done
    }
    block(): void | Promise<void> {
      if (this.event === null) sleepUntil(current, this.dueNs)
      else if (!this.event.done) return this.event.begin()
    }
  }

  const always = (): Pollable => new Pollable(0n)

  const readyOf = (pollables: readonly Pollable[]): Uint32Array =>
    Uint32Array.from([...pollables.keys()].filter((index) => pollables[index]?.ready()))

  /** Wakes when the first one is due. Only who waits for something outside waits for the time too. */
  function poll(pollables: readonly Pollable[]): Uint32Array | Promise<Uint32Array> {
    const ready = readyOf(pollables)
    if (ready.length > 0) return ready
    const dues = pollables.flatMap(({ event, dueNs }) => (event === null ? [dueNs] : []))
    const firstNs = dues.reduce((least, dueNs) => (dueNs < least ? dueNs : least), dues[0] ?? 0n)
    const events = pollables.flatMap(({ event }) => (event === null ? [] : [event.begin()]))
    if (events.length === 0) {
      sleepUntil(current, firstNs)
      return readyOf(pollables)
    }
    return Promise.race(dues.length === 0 ? events : [...events, realSleepUntil(current, firstNs)]).then(() => readyOf(pollables))
  }

  class StreamError {
    toDebugString(): string {
      return 'closed'
    }
  }

  // A binding takes methods from the class that its interface names: what a kind of stream does differently is below it.
  class InputStream {
    pull(_count: bigint): Uint8Array { return closed() }
    read(count: bigint): Uint8Array { return this.pull(count) }
    blockingRead(count: bigint): Uint8Array { return this.pull(count) }
    skip(count: bigint): bigint { return BigInt(this.pull(count).length) }
    blockingSkip(count: bigint): bigint { return BigInt(this.pull(count).length) }
    subscribe(): Pollable { return always() }
  }

  class Reading extends InputStream {
    readonly #bytes: Uint8Array
    #at = 0
    constructor(bytes: Uint8Array) {
      super()
      this.#bytes = bytes
    }
    override pull(count: bigint): Uint8Array {
      if (this.#at >= this.#bytes.length) return closed()
      const end = Math.min(this.#bytes.length, this.#at + Number(count))
      const piece = this.#bytes.subarray(this.#at, end)
      this.#at = end
      return piece
    }
  }

  class OutputStream {
    readonly #sink: Sink
    constructor(sink: Sink) {
      this.#sink = sink
    }
    checkWrite(): bigint { return WRITE_BYTES }
    push(bytes: Uint8Array): void { write(current, this.#sink, bytes) }
    write(bytes: Uint8Array): void { this.push(bytes) }
    blockingWriteAndFlush(bytes: Uint8Array): void { this.push(bytes) }
    flush(): void {}
    blockingFlush(): void {}
    writeZeroes(count: bigint): void { this.push(new Uint8Array(Number(count < ZEROES_BYTES ? count : ZEROES_BYTES))) }
    blockingWriteZeroesAndFlush(count: bigint): void { this.push(new Uint8Array(Number(count < ZEROES_BYTES ? count : ZEROES_BYTES))) }
    splice(): never { return closed() }
    blockingSplice(): never { return closed() }
    subscribe(): Pollable { return always() }
  }

  return {
    Pollable,
    InputStream,
    Reading,
    OutputStream,
    interfaces: {
      'wasi:io/error': { Error: StreamError },
      'wasi:io/poll': { Pollable, poll },
      'wasi:io/streams': { InputStream, OutputStream },
    },
  }
}
