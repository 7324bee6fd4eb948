import type { Directive } from './schema.ts'

/**
 * The text of a directive as a person wants to read and diff it: two blanks of indentation, members in the schema's
 * order, a binding on one line where it fits, a line feed at the end. Writing what was read from it gives it again.
 */
export function writeDirective(directive: Directive): string {
  return `${JSON.stringify(directive, null, 2)}\n`
}
