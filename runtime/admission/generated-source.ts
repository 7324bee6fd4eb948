/** What jco 1.35 (jco-transpile 0.15) writes, and what is put in its place. */
const DEBUG_CALL = /^[ \t]*_debugLog\(/gm
const LENIENT_DECODER = 'new TextDecoder()'
/** A byte order mark is part of a string, and a string that is not UTF-8 is a trap (component model, "load_string_from_range"). */
const STRICT_DECODER = "new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })"

/**
 * Mends the generated module: without its calls to the debug log, which cost most of a small call's time because they
 * build their arguments each time, and with strings decoded as the specification says.
 */
export function mendGenerated(source: string): string {
  return withoutDebugCalls(source).replaceAll(LENIENT_DECODER, STRICT_DECODER)
}

/** Only whole statements at the start of a line; what is not plainly one of those stays. */
function withoutDebugCalls(source: string): string {
  const kept: string[] = []
  let from = 0
  for (const match of source.matchAll(DEBUG_CALL)) {
    if (match.index < from) continue
    const end = endOfArguments(source, match.index + match[0].length)
    if (end === -1 || source[end] !== ';') continue
    kept.push(source.slice(from, match.index))
    from = end // the semicolon stays: the call may be all that an `if` has
  }
  kept.push(source.slice(from))
  return kept.join('')
}

/** Behind the parenthesis that closes a call whose arguments start at `at`; -1 where there is none. */
function endOfArguments(source: string, at: number): number {
  let depth = 1
  while (at < source.length) {
    const character = source[at]
    switch (character) {
      case '"': case "'":
        at = endOfString(source, at)
        break
      case '`':
        at = endOfTemplate(source, at)
        break
      case '/': return -1 // a comment, a division or a pattern: jco writes none of them here
      case '(': case '[': case '{':
        depth += 1
        at += 1
        break
      case ')': case ']': case '}':
        depth -= 1
        at += 1
        if (depth === 0) return at
        break
      default: at += 1
    }
  }
  return -1
}

function endOfString(source: string, start: number): number {
  let at = start + 1
  while (at < source.length && source[at] !== source[start]) at += source[at] === '\\' ? 2 : 1
  return at + 1
}

function endOfTemplate(source: string, start: number): number {
  let at = start + 1
  while (at < source.length && source[at] !== '`') {
    if (source.startsWith('${', at)) {
      const end = endOfArguments(source, at + 2)
      if (end === -1) return source.length
      at = end
    } else {
      at += source[at] === '\\' ? 2 : 1
    }
  }
  return at + 1
}
