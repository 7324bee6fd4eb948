/** A path an http trigger listens on: `/hello/:name` is the segments `hello` and parameter `name`. */
export interface RoutePattern {
  readonly text: string
  readonly segments: readonly Segment[]
  /** In the order they stand in the path. */
  readonly params: readonly string[]
}

export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'param'; readonly name: string }

export type PatternResult =
  | { readonly ok: true; readonly pattern: RoutePattern }
  | { readonly ok: false; readonly message: string; readonly mend: string }

export const MAX_PATTERN_LENGTH = 1024

const PARAM = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** pchar of RFC 3986 §3.3 without percent-encoding (a request's path comes decoded), and letters beyond ASCII. */
const LITERAL = /^[A-Za-z0-9\-._~!$&'()*+,;=@:\u0080-\uffff]+$/

/**
 * Reads `/a/:b/c`. Each segment is plain text or one parameter, which takes exactly one segment of a request's path.
 */
export function parsePattern(text: string): PatternResult {
  if (!text.startsWith('/')) {
    return refuse(`The path ${quote(text)} does not begin with a slash.`, `Write ${quote(`/${text}`)}.`)
  }
  if (text.length > MAX_PATTERN_LENGTH) {
    return refuse('The path is too long.', `Keep it within ${MAX_PATTERN_LENGTH} characters.`)
  }
  const odd = /[?#%]/.exec(text)?.[0]
  if (odd !== undefined) {
    return refuse(
      `The path ${quote(text)} holds ${quote(odd)}.`, 'Write the decoded path alone: the query comes as out.query.',
    )
  }
  const segments: Segment[] = []
  const params: string[] = []
  for (const part of text === '/' ? [] : text.slice(1).split('/')) {
    if (part.startsWith(':')) {
      const name = part.slice(1)
      if (!PARAM.test(name)) {
        return refuse(
          `The path parameter ${quote(part)} is not a lower-case name.`,
          `Name it with lower-case letters, digits and hyphens, such as :${kebab(name)}.`,
        )
      }
      if (params.includes(name)) {
        return refuse(`The path names ${quote(part)} twice.`, 'Give each parameter a name of its own.')
      }
      params.push(name)
      segments.push({ kind: 'param', name })
    } else if (part === '') {
      return refuse(`The path ${quote(text)} has an empty segment.`, 'Take out the double slash or the one at the end.')
    } else if (part === '.' || part === '..') {
      return refuse(
        `The path ${quote(text)} holds ${quote(part)}, which no request reaches.`, 'Write the path without it.',
      )
    } else if (!LITERAL.test(part)) {
      return refuse(
        `The segment ${quote(part)} holds a character that no path may hold.`,
        "Use letters, digits and -._~!$&'()*+,;=@ only.",
      )
    } else {
      segments.push({ kind: 'literal', text: part })
    }
  }
  return { ok: true, pattern: { text, segments, params } }
}

/** What two paths share when every request that fits one fits the other: parameters' names do not count. */
export function routeKey(method: string, pattern: RoutePattern): string {
  return `${method} /${pattern.segments.map((segment) => (segment.kind === 'param' ? ':' : segment.text)).join('/')}`
}

function refuse(message: string, mend: string): PatternResult {
  return { ok: false, message, mend }
}

function kebab(name: string): string {
  const apart = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
  const words = apart.split(/[^a-z0-9]+/).filter((word) => word !== '')
  const joined = words.join('-').replace(/^[0-9-]+/, '')
  return joined === '' ? 'name' : joined
}

function quote(text: string): string {
  return JSON.stringify(text)
}
