import type { Place, Problem } from './problem.ts'

/** One line for a terminal: `error bad-wire at signup/mask.text: The … Put … between.` */
export function describeProblem({ severity, code, place, message, mend }: Problem): string {
  return `${severity} ${code}${describePlace(place)}: ${message} ${mend}`
}

function describePlace({ flow, node, input, pointer }: Place): string {
  if (flow === undefined) return pointer === undefined || pointer === '' ? '' : ` at ${pointer}`
  return ` at ${flow}${node === undefined ? '' : `/${node}`}${input === undefined ? '' : `.${input}`}`
}
