import type { Current } from '../surroundings.ts'
import { write } from '../surroundings.ts'
import { sleepUntil, timeNs } from './time.ts'
import { HostResource } from './resource.ts'

/** What `check-write` allows at once. */
const WRITE_BYTES = 1024n * 1024n
const ZEROES_BYTES = 64 * 1024

/** The error of `stream-error`: nothing more comes, nothing more is taken. */
const CLOSED = { tag: 'closed' } as const

type Sink = 'stdout' | 'stderr'
export type Io = ReturnType<typeof createIo>

/**
 * wasi:io: standard input is at its end, standard output and error go into the node's log, and waiting never takes time.
 * Classes belong to one component, because jco writes the handle of an object into the object.
 */
export function createIo(current: Current) {
  class Pollable extends HostResource {
    /** On the monotonic clock. */
    readonly dueNs: bigint
    constructor(dueNs: bigint) {
      super(current)
      this.dueNs = dueNs
    }
    ready(): boolean {
      return this.dueNs <= timeNs(current)
    }
    block(): void {
      sleepUntil(current, this.dueNs)
    }
  }

  const always = (): Pollable => new Pollable(0n)

  /** Wakes when the first one is due. */
  function poll(pollables: readonly Pollable[]): Uint32Array {
    sleepUntil(current, pollables.reduce((least, { dueNs }) => (dueNs < least ? dueNs : least), pollables[0]?.dueNs ?? 0n))
    return Uint32Array.from([...pollables.keys()].filter((index) => pollables[index]?.ready()))
  }

  class StreamError extends HostResource {
    toDebugString(): string {
      return 'closed'
    }
  }

  class InputStream extends HostResource {
    read(): never { throw CLOSED }
    blockingRead(): never { throw CLOSED }
    skip(): never { throw CLOSED }
    blockingSkip(): never { throw CLOSED }
    subscribe(): Pollable { return always() }
  }

  class OutputStream extends HostResource {
    readonly #sink: Sink
    constructor(sink: Sink) {
      super(current)
      this.#sink = sink
    }
    checkWrite(): bigint { return WRITE_BYTES }
    write(bytes: Uint8Array): void { write(current, this.#sink, bytes) }
    blockingWriteAndFlush(bytes: Uint8Array): void { write(current, this.#sink, bytes) }
    flush(): void {}
    blockingFlush(): void {}
    writeZeroes(count: bigint): void { this.write(new Uint8Array(Number(count < ZEROES_BYTES ? count : ZEROES_BYTES))) }
    blockingWriteZeroesAndFlush(count: bigint): void { this.writeZeroes(count) }
    splice(): never { throw CLOSED }
    blockingSplice(): never { throw CLOSED }
    subscribe(): Pollable { return always() }
  }

  return {
    Pollable,
    InputStream,
    OutputStream,
    interfaces: {
      'wasi:io/error': { Error: StreamError },
      'wasi:io/poll': { Pollable, poll },
      'wasi:io/streams': { InputStream, OutputStream },
    },
  }
}
