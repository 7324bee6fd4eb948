/**
 * Collects frames and hands over several at once: a busy pipe costs one write for many messages. Not all of a tick's at
 * its end, though: while one side works through many messages, the other would have nothing to do.
 */
export interface FrameWriter {
  /** A string becomes UTF-8. Bytes may be handed over by reference later in this tick: they must not change. */
  write(header: string, attachment: Uint8Array | string | null): void
  flush(): void
}

/** Below this, copying is cheaper than one more entry in the writev. */
const COPIED_BYTES = 16 * 1024
const CHUNK_BYTES = 64 * 1024
/** Measured with a core for each side: fewer cost more for writing than the other side gains by beginning earlier. */
const FRAMES_AT_ONCE = 8

/** `send` gets the pieces in order and owns them. `schedule` calls its argument once this tick's input is handled. */
export function createFrameWriter(
  send: (pieces: readonly Buffer[]) => void,
  schedule: (flush: () => void) => void,
  framesAtOnce = FRAMES_AT_ONCE,
): FrameWriter {
  let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
  let from = 0
  let to = 0
  let pieces: Buffer[] = []
  let frames = 0
  let scheduled = false

  function closePiece(): void {
    if (to > from) pieces.push(chunk.subarray(from, to))
    from = to
  }

  function reserve(bytes: number): void {
    if (chunk.length - to >= bytes) return
    closePiece()
    chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, bytes))
    from = to = 0
  }

  function flush(): void {
    frames = 0
    closePiece()
    if (pieces.length === 0) return
    const sent = pieces
    pieces = []
    send(sent)
  }

  return {
    flush,
    write(header, attachment) {
      const attached =
        attachment === null ? 0 : typeof attachment === 'string' ? attachment.length * 3 : attachment.length
      const copies = attached <= COPIED_BYTES
      // A UTF-16 unit takes at most three bytes of UTF-8.
      reserve(8 + header.length * 3 + (copies ? attached : 0))
      const start = to
      const headerBytes = chunk.write(header, start + 8)
      to = start + 8 + headerBytes
      let attachmentBytes = 0
      let behind: Buffer | null = null
      if (attachment !== null && attached > 0) {
        if (!copies) {
          behind = typeof attachment === 'string' ? Buffer.from(attachment) : asBuffer(attachment)
          attachmentBytes = behind.length
        } else if (typeof attachment === 'string') {
          attachmentBytes = chunk.write(attachment, to)
          to += attachmentBytes
        } else {
          attachmentBytes = attachment.length
          chunk.set(attachment, to)
          to += attachmentBytes
        }
      }
      chunk.writeUInt32LE(4 + headerBytes + attachmentBytes, start)
      chunk.writeUInt32LE(headerBytes, start + 4)
      if (behind !== null) {
        closePiece()
        pieces.push(behind)
      }
      if (++frames >= framesAtOnce) return flush()
      if (scheduled) return
      scheduled = true
      schedule(() => {
        scheduled = false
        flush()
      })
    },
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
