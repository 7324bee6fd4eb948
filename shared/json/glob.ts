/**
 * Whether a text is what a pattern says: `*` stands for any characters, none too, `?` for one. Takes time in proportion
 * to both lengths at worst, so that no pattern can run for ever (the greedy algorithm with one place to go back to).
 */
export function matchesGlob(text: string, pattern: string): boolean {
  const chars = Array.from(text)
  const parts = Array.from(pattern)
  let at = 0
  let part = 0
  let star = -1
  let backTo = 0
  while (at < chars.length) {
    if (parts[part] === '*') {
      star = part++
      backTo = at
    } else if (part < parts.length && (parts[part] === '?' || parts[part] === chars[at])) {
      at++
      part++
    } else if (star !== -1) {
      part = star + 1
      at = ++backTo
    } else return false
  }
  return parts.slice(part).every((each) => each === '*')
}
