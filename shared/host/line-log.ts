import type { LogEntry } from './types.ts'

/** Per run and stream: what a component writes beyond that is counted, not kept. */
const MAX_BYTES = 64 * 1024
/** A longer line becomes several entries. */
const MAX_LINE_BYTES = 8 * 1024
const NEWLINE = 0x0a

/** Bytes written to a standard stream, given out as entries of one line each. */
export interface LineLog {
  write(bytes: Uint8Array): void
  /** Gives out the last line, which nothing ended. */
  finish(): void
}

export function createLineLog(stream: LogEntry['stream'], log: (entry: LogEntry) => void): LineLog {
  const line = new Uint8Array(MAX_LINE_BYTES)
  let length = 0
  let kept = 0
  let dropped = 0

  function give(): void {
    const end = line[length - 1] === 0x0d ? length - 1 : length
    log({ stream, text: new TextDecoder().decode(line.subarray(0, end)) })
    length = 0
  }

  return {
    write(bytes) {
      const taken = bytes.subarray(0, MAX_BYTES - kept)
      kept += taken.length
      dropped += bytes.length - taken.length
      for (const byte of taken) {
        if (byte === NEWLINE) give()
        else {
          line[length++] = byte
          if (length === MAX_LINE_BYTES) give()
        }
      }
    },
    finish() {
      if (length > 0) give()
      if (dropped > 0) log({ stream, text: `… ${dropped} more bytes were written` })
      kept = 0
      dropped = 0
    },
  }
}
