import type { z } from 'zod'
import type { Problem } from './problem.ts'

/** What is wrong somewhere in a checked value. */
export interface Flaw {
  readonly path: readonly (string | number)[]
  /** One sentence each, as in a Problem. */
  readonly message: string
  readonly mend: string
}

/** Turns what a schema found into problems with their place in the directive. */
export declare function explainError(error: z.ZodError, document: unknown): Problem[]

/** Turns one finding into sentences; a union's findings become the one that matters. */
export declare function explainIssue(issue: z.core.$ZodIssue, root: unknown): Flaw[]
