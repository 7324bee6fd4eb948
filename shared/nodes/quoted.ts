const MAX_SHOWN = 40

/** Text as it stands in a sentence: in quotes, and cut, because it may be long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)
}
