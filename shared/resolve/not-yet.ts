import type { Directive } from '../directive/schema.ts'
import { pointerOf } from '../directive/pointer.ts'
import { unsupported, type Report } from './report.ts'

// What a directive may hold and this Runnel does not execute. It is kept and said, so that nobody relies on it.

export function reportUnsupportedOfDirective(directive: Directive, report: Report): void {
  for (const [member, value] of Object.entries(directive.policy ?? {})) {
    if (member === 'limits' || !isUsed(value)) continue
    report(unsupported({ pointer: pointerOf('policy', member) }, `A policy about ${member} is not supported yet.`, `Take ${member} out.`))
  }
}

/** `false`, `[]` and `{}` ask for nothing. */
function isUsed(member: unknown): boolean {
  if (member === undefined || member === false) return false
  return typeof member !== 'object' || Object.keys(member as object).length > 0
}
