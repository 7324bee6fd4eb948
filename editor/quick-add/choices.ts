import type { PortType } from '../../shared/wit/types.ts'
import type { CatalogueEntry, Group } from '../library/catalogue.ts'
import { blankFor } from '../library/blank-entry.ts'
import { fittingInput, fittingOutput, type Match, searchCatalogue } from '../library/search.ts'

/** The side of a new node that the dropped wire goes to, and what it carries. */
export interface Fit {
  readonly side: 'input' | 'output'
  readonly type: PortType
}

export interface Choice extends Match {
  /** The port that the wire goes to; null without a wire. */
  readonly port: string | null
}

/**
 * What quick-add lists: entries that fit the wire, found by what was typed, best first; last a blank node of the name
 * that was typed, for what nobody has made yet.
 */
export function choicesFor(groups: readonly Group[], query: string, fit: Fit | null): readonly Choice[] {
  const blank = blankFor(query.trim() === '' ? null : query.trim(), fit)
  const entries = groups.flatMap((group) => group.entries).filter(({ kind }) => kind.kind !== 'blank')
  const found = foundIn(entries, query, fit)
  return blank === null ? found : [...found, { ...blank, marks: [], score: 0 }]
}

function foundIn(entries: readonly CatalogueEntry[], query: string, fit: Fit | null): readonly Choice[] {
  const ports = new Map<CatalogueEntry, string>()
  const fitting = fit === null ? entries : entries.filter((entry) => {
    const port = fit.side === 'input' ? fittingInput(entry, fit.type) : fittingOutput(entry, fit.type)
    if (port !== null) ports.set(entry, port)
    return port !== null
  })
  const found = searchCatalogue(fitting, query).map((match) => ({ ...match, port: ports.get(match.entry) ?? null }))
  if (fit === null || query.trim() !== '') return found
  // What takes anything fits every wire, so what was made for this type comes first.
  return found.toSorted((one, other) => Number(takesAnything(one, fit)) - Number(takesAnything(other, fit)))
}

function takesAnything({ entry, port }: Choice, { side }: Fit): boolean {
  const type = side === 'input'
    ? entry.inputs.find(({ name }) => name === port)?.type
    : entry.outputs.find((output) => output.port === port)?.type
  return type?.kind === 'var'
}
