const MAX_CANDIDATES = 2_000

/** The name among `names` that somebody who wrote `written` probably meant; null when none is near. */
export function nearestName(written: string, names: Iterable<string>): string | null {
  let nearest: string | null = null
  // A third of it may be wrong: of one letter nothing, of two or three one.
  let best = Math.min(3, Math.floor((written.length + 1) / 3)) + 1
  let seen = 0
  for (const name of names) {
    if (++seen > MAX_CANDIDATES) break
    if (Math.abs(name.length - written.length) >= best) continue
    const distance = editDistance(written.toLowerCase(), name.toLowerCase(), best)
    if (distance < best) {
      best = distance
      nearest = name
    }
  }
  return nearest
}

/** `Did you mean x?`, else all names there are, as far as they fit into a sentence. */
export function suggest(written: string, what: string, names: readonly string[]): string {
  const nearest = nearestName(written, names)
  if (nearest !== null) return `Did you mean ${nearest}?`
  if (names.length === 0) return `There are no ${what}.`
  return `The ${what} are ${listed(names)}.`
}

/** `a, b and c`; long lists are cut. */
export function listed(names: readonly string[], conjunction = 'and'): string {
  if (names.length > 12) return `${names.slice(0, 12).join(', ')} ${conjunction} ${names.length - 12} more`
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${conjunction} ${last}`
}

/**
 * Insertions, deletions, changes and swaps of neighbours that lead from one text to the other; `limit` when it is that
 * or more.
 */
function editDistance(from: string, to: string, limit: number): number {
  let older: number[] = []
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      let cost = Math.min(row[j - 1]! + 1, previous[j]! + 1, previous[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        cost = Math.min(
          cost, older[j - 2]! + 1,
        )
      }
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least >= limit) return limit
    older = previous
    previous = row
  }
  return previous[to.length]!
}
