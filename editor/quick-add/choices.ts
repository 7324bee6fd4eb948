import type { PortType } from '../../shared/wit/types.ts'
import type { CatalogueEntry, Group } from '../library/catalogue.ts'
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

/** What quick-add lists: entries that fit the wire, found by what was typed, best first. */
export function choicesFor(groups: readonly Group[], query: string, fit: Fit | null): readonly Choice[] {
  const entries = groups.flatMap((group) => group.entries)
  const ports = new Map<CatalogueEntry, string>()
  const fitting = fit === null ? entries : entries.filter((entry) => {
    const port = fit.side === 'input' ? fittingInput(entry, fit.type) : fittingOutput(entry, fit.type)
    if (port !== null) ports.set(entry, port)
    return port !== null
  })
  return searchCatalogue(fitting, query).map((match) => ({ ...match, port: ports.get(match.entry) ?? null }))
}
