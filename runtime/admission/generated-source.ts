import { HANDLES_MOVED } from '../../shared/host/exposed-state.ts'

// What jco 1.35 (jco-transpile 0.15) writes, and what is put in its place.

const DEBUG_CALL = /^[ \t]*_debugLog\(/gm
const LENIENT_DECODER = 'new TextDecoder()'
/** A byte order mark is part of a string, and a string that is not UTF-8 is a trap (component model, "load_string_from_range"). */
const STRICT_DECODER = "new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })"

/** Everything that changes the tables of handles that the module keeps for resources. */
const HANDLE_FUNCTION = /\bfunction rscTable(\w+)\([^)]*\) \{/g
const CHANGES_HANDLES: ReadonlySet<string> = new Set(['CreateOwn', 'CreateBorrow', 'Remove'])
const REPORT_MOVE = `imports[Symbol.for(${JSON.stringify(HANDLES_MOVED)})]();`

/** For streams jco writes one into the body of `instantiate`, where none may stand. */
const INNER_EXPORT = /^([ \t]+)export const /gm

export interface Mended {
  readonly source: string
  /** Whether every change of a handle is reported to the host; not so when jco has learnt a way that is not known here. */
  readonly reportsHandles: boolean
}

/**
 * Mends the generated module: without its calls to the debug log, which cost most of a small call's time because they
 * build their arguments each time; with strings decoded as the specification says; and telling when handles move,
 * because no reset of an instance reaches those.
 */
export function mendGenerated(generated: string): Mended {
  const source = withoutDebugCalls(generated)
    .replaceAll(LENIENT_DECODER, STRICT_DECODER)
    .replace(INNER_EXPORT, '$1const ')
  const functions = new Set([...source.matchAll(HANDLE_FUNCTION)].map((match) => match[1] as string))
  functions.delete('Get')
  return {
    source: source.replace(HANDLE_FUNCTION, (head, name: string) => (CHANGES_HANDLES.has(name) ? `${head} ${REPORT_MOVE}` : head)),
    reportsHandles: functions.isSubsetOf(CHANGES_HANDLES) && (functions.size > 0 || !/\bhandleTable\d/.test(source)),
  }
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
