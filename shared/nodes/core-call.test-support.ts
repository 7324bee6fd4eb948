import type { Outcome } from '../engine/types.ts'
import { parseType } from '../wit/parse.ts'
import type { Value } from '../wit/value.ts'
import { CORES } from './catalogue.ts'
import type { Given } from './definition.ts'

const HOST = { sleep: async () => {} }

/** Calls a core node, with the WIT types of its variables. */
export function called(
  name: string, args: readonly Value[], given: Given = {}, types: Readonly<Record<string, string>> = {},
): Outcome | Promise<Outcome> {
  const work = CORES.get(name)?.work
  if (work?.kind !== 'call') throw new Error(`${name} calls nothing`)
  return work.prepare(given, new Map(Object.entries(types).map(([variable, type]) => [variable, parseType(type)])))(args, HOST)
}
