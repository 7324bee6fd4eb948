import type { Json } from '../json/json.ts'

/**
 * Something wrong with a directive, as data: the editor, the command line and the runtime show the same ones.
 * An `error` keeps a directive from being deployed, a `warning` does not.
 */
export interface Problem {
  /** Stable, in kebab-case: `unknown-node`, `bad-wire`, `missing-binding`, `digest-mismatch`, … */
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly place: Place
  /** One sentence: what is wrong. */
  readonly message: string
  /** One sentence: what to do. */
  readonly mend: string
  /** A converter node that would make a refused wire work. */
  readonly offer?: Offer
  /** The name of a capability that the node would have to be granted. */
  readonly grant?: string
}

export interface Place {
  readonly flow?: string
  readonly node?: string
  /** An input's name, with members of a binding's tree: `body.email`. */
  readonly input?: string
  /** Where in the document, as an RFC 6901 pointer. */
  readonly pointer?: string
}

/** `core` or `use` of the node to put between, and the input it takes the value by. */
export interface Offer {
  readonly node: string
  readonly input: string
  /** The settings that it needs. */
  readonly with?: Readonly<Record<string, Json>>
}

/** Bad input at a door (file, HTTP, socket, command line). Carries what a person has to know; never a bug of ours. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.message} ${problem.mend}`).join('\n'))
    this.name = 'ProblemError'
    this.problems = problems
  }
}

export function problem(code: string, place: Place, message: string, mend: string): Problem {
  return { code, severity: 'error', place, message, mend }
}

export function warning(code: string, place: Place, message: string, mend: string): Problem {
  return { code, severity: 'warning', place, message, mend }
}
