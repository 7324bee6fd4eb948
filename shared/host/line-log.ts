import type { LogEntry } from './types.ts'

/** A longer line becomes several entries. */
const MAX_LINE_BYTES = 8 * 1024
const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Bytes written to a standard stream, given out as entries of one line each. */
export interface LineLog {
  write(bytes: Uint8Array): void
  /** Gives out the last line, which nothing ended. */
  flush(): void
}

/** `maxBytes` are kept. */
export function createLineLog(stream: LogEntry['stream'], maxBytes: number, log: (entry: LogEntry) => void): LineLog {
  const line = new Uint8Array(MAX_LINE_BYTES)
  let length = 0
  let left = maxBytes
  let isFull = false

  function give(): void {
    const end = line[length - 1] === CARRIAGE_RETURN ? length - 1 : length
    log({ stream, text: new TextDecoder().decode(line.subarray(0, end)) })
    length = 0
  }

  return {
    write(bytes) {
      if (isFull) return
      for (const byte of bytes.subarray(0, left)) {
        if (byte === NEWLINE) give()
        else {
          line[length++] = byte
          if (length === MAX_LINE_BYTES) give()
        }
      }
      isFull = bytes.length > left
      left -= bytes.length
      if (!isFull) return
      if (length > 0) give()
      log({ stream, text: `… more than ${maxBytes / 1024} KiB in one run (limits.logBytes) are not kept` })
    },
    flush() {
      if (length > 0) give()
    },
  }
}
