import { z } from 'zod'
import { ProblemError } from '../../shared/directive/problem.ts'
import { readDirectiveValue } from '../../shared/directive/read.ts'
import type { Directive } from '../../shared/directive/schema.ts'

/** Stands for a directive in a method's params; `givenDirective` reads it, so that problems have their place in it. */
export const DirectiveParam = z.custom<Directive>()

/** Upgrades an older version; throws `ProblemError`. */
export function givenDirective(value: unknown): Directive {
  const read = readDirectiveValue(value)
  if ('problems' in read) throw new ProblemError(read.problems)
  return read.directive
}
