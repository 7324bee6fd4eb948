import { locateJsonError } from './locate-error.ts'

export type JsonCheck =
  | { readonly ok: true }
  /** `line` and `column` count from 1, columns in UTF-16 units. `message` is a clause without its place. */
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number }

const FINE: JsonCheck = { ok: true }

/** Says whether `text` is one JSON value (RFC 8259), and if not, where and why. */
export function checkJson(text: string): JsonCheck {
  try {
    JSON.parse(text)
    return FINE
  } catch (thrown) {
    const flaw = locateJsonError(text)
    if (flaw === null) throw thrown
    return { ok: false, message: flaw.reason, line: flaw.line, column: flaw.column }
  }
}
