import { overLimit } from './error.ts'

/** What a decoded component may be at most. See "Admission" in ARCHITECTURE.md. */
export interface DecodeLimits {
  readonly exportedFunctions: number
  /** Types that one function mentions, each counted as often as it occurs. */
  readonly typeNodes: number
  readonly typeDepth: number
  /** Components in components, types in types. */
  readonly nesting: number
  /** Items of all vectors read, again for each time that a nested component is instantiated. */
  readonly items: number
}

export const DECODE_LIMITS: DecodeLimits = {
  exportedFunctions: 1_000,
  typeNodes: 10_000,
  typeDepth: 64,
  nesting: 64,
  items: 1_000_000,
}

const FORBIDDEN_EXPORTS: ReadonlySet<string> = new Set(['then', '__proto__', 'constructor'])

/** An export of such a name would change what awaiting or looking into the instance does in JavaScript. */
export function checkExportName(name: string, offset: number | null): void {
  if (!FORBIDDEN_EXPORTS.has(name)) return
  throw overLimit(offset, 'exportName', 'none of then, __proto__ and constructor', `Something is exported as "${name}"`)
}
