import { jsonMembers, OPEN_BRACE, skipSpace } from './scan.ts'

/**
 * The members of an object, each with its exact text, so that no number loses digits. Null when `text` is no object; it
 * is trusted to be JSON.
 */
export function objectMembers(text: string): ReadonlyMap<string, string> | null {
  const open = skipSpace(text, 0)
  return text.charCodeAt(open) === OPEN_BRACE ? jsonMembers(text, open) : null
}
