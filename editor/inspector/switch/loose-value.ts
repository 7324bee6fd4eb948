import type { Json } from '../../../shared/json/json.ts'

/** Reads what somebody types where any value may stand: JSON where it is some, else text. */
export function readLoose(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

/** The text that is read as this value again. */
export function printLoose(json: Json): string {
  return typeof json === 'string' && readLoose(json) === json ? json : JSON.stringify(json)
}

/** How it was read, in a word. */
export function looseKind(json: Json): string {
  if (json === null) return 'null'
  if (Array.isArray(json)) return 'list'
  return { string: 'text', number: 'number', boolean: 'yes or no', object: 'object' }[typeof json as 'string'] ?? ''
}
