/**
 * Frames on the pipe between the runtime and a runner, all numbers little-endian:
 *
 *     u32 length of what follows · u32 length of the header · header, UTF-8 JSON · attachment, any bytes
 *
 * A frame holds one message; the header says what the attachment is (see command-codec.ts and report-codec.ts).
 */
export interface Frame {
  readonly header: string
  readonly attachment: Uint8Array
}

export interface FrameLimits {
  readonly maxFrameBytes: number
  readonly maxHeaderBytes: number
}

/** What the other side sent is no frame. Nothing behind it can be trusted. */
export class FrameError extends Error {
  readonly code: 'frame-too-long' | 'header-too-long' | 'frame-too-short'
  constructor(code: FrameError['code'], message: string) {
    super(message)
    this.name = 'FrameError'
    this.code = code
  }
}

const PREFIX_BYTES = 8
const NOTHING = Buffer.alloc(0)

/** Takes the stream in pieces as they come and gives each whole frame to `onFrame`; throws `FrameError`. */
export function createFrameParser(limits: FrameLimits, onFrame: (frame: Frame) => void): (piece: Buffer) => void {
  let state: 'prefix' | 'body' = 'prefix'
  let needed = PREFIX_BYTES
  let headerBytes = 0
  /** The beginning of what `needed` asks for, when a piece ended within it. */
  let held: Buffer[] = []
  let heldBytes = 0

  function part(bytes: Buffer): void {
    if (state === 'prefix') {
      headerBytes = bytes.readUInt32LE(4)
      needed = bodyBytes(bytes.readUInt32LE(0), headerBytes, limits)
      state = 'body'
      return
    }
    state = 'prefix'
    needed = PREFIX_BYTES
    onFrame({ header: bytes.toString('utf8', 0, headerBytes), attachment: bytes.subarray(headerBytes) })
  }

  return (piece) => {
    let at = 0
    if (heldBytes > 0) {
      const missing = needed - heldBytes
      if (piece.length < missing) {
        held.push(piece)
        heldBytes += piece.length
        return
      }
      at = missing
      const whole = Buffer.concat([...held, piece.subarray(0, missing)], needed)
      held = []
      heldBytes = 0
      part(whole)
    }
    while (piece.length - at >= needed) {
      const from = at
      at += needed
      part(needed === 0 ? NOTHING : piece.subarray(from, at))
    }
    if (at < piece.length) {
      held.push(piece.subarray(at))
      heldBytes = piece.length - at
    }
  }
}

function bodyBytes(length: number, headerBytes: number, limits: FrameLimits): number {
  if (length < 4 + headerBytes) {
    throw new FrameError('frame-too-short', `A frame of ${length} bytes cannot hold a header of ${headerBytes} bytes.`)
  }
  if (headerBytes > limits.maxHeaderBytes) {
    throw new FrameError(
      'header-too-long',
      `A frame's header has ${headerBytes} bytes; the limit is ${limits.maxHeaderBytes}.`,
    )
  }
  if (length > limits.maxFrameBytes) {
    throw new FrameError('frame-too-long', `A frame has ${length} bytes; the limit is ${limits.maxFrameBytes}.`)
  }
  return length - 4
}
