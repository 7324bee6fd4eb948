import type { RoutePattern } from '../../shared/nodes/route-pattern.ts'

/** Where requests go, over all applications. Made anew whenever a deployment changes; looking up changes nothing. */
export interface RouteTable<T> {
  match(method: string, path: string): RouteMatch<T>
}

export type RouteMatch<T> =
  | {
      readonly kind: 'found'
      readonly target: T
      readonly path: string
      readonly params: Readonly<Record<string, string>>
    }
  | { readonly kind: 'bad-path' }
  | { readonly kind: 'no-path' }
  /** The methods that the path answers, in the order of the alphabet. */
  | { readonly kind: 'no-method'; readonly allowed: readonly string[] }

export interface Route<T> {
  readonly method: string
  readonly pattern: RoutePattern
  readonly target: T
}

/** A segment deeper for each level; text goes before a parameter. */
interface Branch<T> {
  readonly literals: Map<string, Branch<T>>
  param: Branch<T> | null
  readonly byMethod: Map<string, { readonly target: T; readonly params: readonly string[] }>
}

const NO_PARAMS: Readonly<Record<string, string>> = {}
const MAX_SEGMENTS = 200

export function compileRoutes<T>(routes: readonly Route<T>[]): RouteTable<T> {
  const root = branch<T>()
  for (const { method, pattern, target } of routes) {
    let at = root
    for (const segment of pattern.segments) {
      if (segment.kind === 'literal') at = entry(at.literals, segment.text)
      else at = at.param ??= branch()
    }
    at.byMethod.set(method, { target, params: pattern.params })
  }
  return {
    match(method, rawPath) {
      const path = decoded(rawPath)
      if (path === null || !path.startsWith('/')) return { kind: 'bad-path' }
      const segments =
        rawPath === '/'
          ? []
          : rawPath
              .slice(1)
              .split('/')
              .map((segment) => decoded(segment) as string)
      if (segments.length > MAX_SEGMENTS) return { kind: 'no-path' }
      const found: Found<T> = { methods: new Set(), match: null }
      walk(root, segments, 0, [], method === 'HEAD' ? ['HEAD', 'GET'] : [method], found)
      if (found.match !== null) {
        const { values, route } = found.match
        const params = values.length === 0 ? NO_PARAMS : paramsOf(route.params, values)
        return { kind: 'found', target: route.target, path, params }
      }
      if (found.methods.size === 0) return { kind: 'no-path' }
      if (found.methods.has('GET')) found.methods.add('HEAD')
      return { kind: 'no-method', allowed: [...found.methods.add('OPTIONS')].sort() }
    },
  }
}

interface Found<T> {
  readonly methods: Set<string>
  match: {
    readonly route: { readonly target: T; readonly params: readonly string[] }
    readonly values: readonly string[]
  } | null
}

function walk<T>(
  at: Branch<T>,
  segments: readonly string[],
  index: number,
  values: readonly string[],
  methods: readonly string[],
  found: Found<T>,
): void {
  if (index === segments.length) {
    for (const method of methods) {
      const route = at.byMethod.get(method)
      if (route !== undefined && found.match === null) found.match = { route, values }
    }
    for (const method of at.byMethod.keys()) found.methods.add(method)
    return
  }
  const segment = segments[index]!
  const literal = at.literals.get(segment)
  if (literal !== undefined) walk(literal, segments, index + 1, values, methods, found)
  if (found.match === null && at.param !== null && segment !== '') {
    walk(at.param, segments, index + 1, [...values, segment], methods, found)
  }
}

function paramsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]))
}

function branch<T>(): Branch<T> {
  return { literals: new Map(), param: null, byMethod: new Map() }
}

function entry<T>(literals: Map<string, Branch<T>>, text: string): Branch<T> {
  let next = literals.get(text)
  if (next === undefined) literals.set(text, (next = branch()))
  return next
}

function decoded(text: string): string | null {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
