import type { Json } from '../../shared/json/json.ts'
import { readJson } from '../../shared/json/read-json.ts'

export type TextReading =
  | { readonly ok: true; readonly json: Json }
  /** `offset` in UTF-16 units, where the caret should go; null when the whole is meant. */
  | { readonly ok: false; readonly message: string; readonly offset: number | null }

const TOO_LARGE = 'This number is beyond what a JSON number may be here: put it into quotes.'

/** Text as a person types it into a field. `flawOf` says what is wrong with JSON that is well-formed. */
export function readText(text: string, flawOf?: (json: Json) => string | null): TextReading {
  const reading = readJson(text)
  if (!reading.ok) return { ok: false, message: sentence(reading.flaw.text), offset: reading.flaw.offset }
  const huge = hugeNumber(text)
  if (huge !== null) return { ok: false, message: TOO_LARGE, offset: huge }
  const message = flawOf?.(reading.json) ?? null
  return message === null ? reading : { ok: false, message, offset: null }
}

export function printText(json: Json | undefined): string {
  return json === undefined ? '' : JSON.stringify(json, null, 2)
}

/** Where a number stands that JavaScript reads as infinite; strings are stepped over. */
function hugeNumber(text: string): number | null {
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g)) {
    if (!token.startsWith('"') && !Number.isFinite(Number(token))) return index
  }
  return null
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`
}
