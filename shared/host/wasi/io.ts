import { ImportError } from '../refusal.ts'
import type { Current } from '../surroundings.ts'
import { write } from '../surroundings.ts'
import { sleepUntil, timeNs } from './time.ts'

/** What `check-write` allows at once. */
const WRITE_BYTES = 1024n * 1024n
const ZEROES_BYTES = 64 * 1024

/** The case of `stream-error`: nothing more comes, nothing more is taken. */
function closed(): never {
  throw new ImportError({ tag: 'closed' })
}

type Sink = 'stdout' | 'stderr'
export type Io = ReturnType<typeof createIo>

/**
 * wasi:io: standard input is at its end, standard output and error go into the node's log, and waiting never takes time.
 * jco asks whether a resource is an instance of the class it was given, so the other interfaces make theirs of these.
 */
export function createIo(current: Current) {
  class Pollable {
    /** On the monotonic clock. */
    readonly dueNs: bigint
    constructor(dueNs: bigint) {
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

  class StreamError {
    toDebugString(): string {
      return 'closed'
    }
  }

  class InputStream {
    read(): never { return closed() }
    blockingRead(): never { return closed() }
    skip(): never { return closed() }
    blockingSkip(): never { return closed() }
    subscribe(): Pollable { return always() }
  }

  class OutputStream {
    readonly #sink: Sink
    constructor(sink: Sink) {
      this.#sink = sink
    }
    checkWrite(): bigint { return WRITE_BYTES }
    write(bytes: Uint8Array): void { write(current, this.#sink, bytes) }
    blockingWriteAndFlush(bytes: Uint8Array): void { write(current, this.#sink, bytes) }
    flush(): void {}
    blockingFlush(): void {}
    writeZeroes(count: bigint): void { this.write(new Uint8Array(Number(count < ZEROES_BYTES ? count : ZEROES_BYTES))) }
    blockingWriteZeroesAndFlush(count: bigint): void { this.writeZeroes(count) }
    splice(): never { return closed() }
    blockingSplice(): never { return closed() }
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
