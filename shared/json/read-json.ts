import { isShortJson } from './is-json.ts'
import type { Json } from './json.ts'
import { tooDeepAt, MAX_LEVELS } from './levels.ts'
import { flawAt, locateJsonError, type JsonFlaw } from './locate-error.ts'

export type JsonReading =
  | { readonly ok: true; readonly json: Json }
  | { readonly ok: false; readonly flaw: JsonFlaw }

/** `JSON.parse` that says where and why, in the same words in every engine. No deeper than `MAX_LEVELS`. */
export function readJson(text: string): JsonReading {
  const deep = tooDeepAt(text)
  if (deep !== null) {
    return { ok: false, flaw: flawAt(text, deep, `lists and objects are nested more than ${MAX_LEVELS} levels deep`) }
  }
  try {
    return { ok: true, json: JSON.parse(text) as Json }
  } catch {
    const flaw = locateJsonError(text)
    if (flaw === null) throw new Error('The JSON reader and JSON.parse disagree about a text')
    return { ok: false, flaw }
  }
}

/** What is wrong with a text of which only that it is JSON matters; null when nothing is. */
export function jsonFlaw(text: string): JsonFlaw | null {
  if (isShortJson(text) === true) return null
  const read = readJson(text)
  return read.ok ? null : read.flaw
}
