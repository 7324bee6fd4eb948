import { characterAt, isAlphanumeric, isPunctuation, isSpace } from './characters'

/** Upper case for the character that begins a word, lower case for the rest of the word. */
export function titleCase(text: string): string {
  // Put together at the end: memory is not given back within a call, so a text that grows would take it all.
  const titled: string[] = []
  let done = 0
  for (let at = 0; at < text.length;) {
    const first = characterAt(text, at, 1)
    if (!isWord(text.charCodeAt(at))) {
      at = first
      continue
    }
    let end = first
    while (end < text.length && isWord(text.charCodeAt(end))) end++
    // One letter may become two: ß begins a word as Ss.
    const upper = text.substring(at, first).toUpperCase()
    const kept = characterAt(upper, 0, 1)
    titled.push(text.substring(done, at))
    titled.push(upper.substring(0, kept))
    titled.push(lowerWithin(upper.substring(kept) + text.substring(first, end)))
    done = end
    at = end
  }
  titled.push(text.substring(done))
  return titled.join('')
}

/** Lower case for the rest of a word. A letter is put before it, because a sigma is a final one only behind a letter. */
function lowerWithin(rest: string): string {
  return ('a' + rest).toLowerCase().substring(1)
}

function isWord(unit: i32): bool {
  if (unit < 0x80) return isAlphanumeric(unit) || unit == 0x27
  return unit == 0x2019 || (!isSpace(unit) && !isPunctuation(unit))
}
