import { wireBetween } from '../../shared/wit/wire.ts'
import type { PortType } from '../../shared/wit/types.ts'
import type { CatalogueEntry } from './catalogue.ts'

export interface Match {
  readonly entry: CatalogueEntry
  /** Positions in `entry.label` to be set off. */
  readonly marks: readonly number[]
  readonly score: number
}

/** The entries that fit what was typed, best first; all of them, as they stand, when nothing was. */
export function searchCatalogue(entries: readonly CatalogueEntry[], query: string): readonly Match[] {
  const typed = query.trim().toLowerCase()
  if (typed === '') return entries.map((entry) => ({ entry, marks: [], score: 0 }))
  const found = entries.flatMap((entry) => matchOf(entry, typed) ?? [])
  return found.sort((one, other) => other.score - one.score || one.entry.label.length - other.entry.label.length)
}

function matchOf(entry: CatalogueEntry, typed: string): Match | null {
  const label = fuzzy(entry.label.toLowerCase(), typed)
  if (label !== null) return { entry, marks: label.marks, score: label.score + 10 }
  const other =
    fuzzy(entry.detail.toLowerCase(), typed) ?? fuzzy(`${entry.category} ${entry.label}`.toLowerCase(), typed)
  if (other !== null) return { entry, marks: [], score: other.score }
  const inHelp = typed.length >= 3 && entry.help.toLowerCase().includes(typed)
  return inHelp ? { entry, marks: [], score: -100 } : null
}

/** Every character in its order; starts of words and runs of neighbours count more, gaps count against. */
export function fuzzy(
  text: string,
  typed: string,
): { readonly score: number; readonly marks: readonly number[] } | null {
  let best: { score: number; marks: readonly number[] } | null = null
  for (let start = text.indexOf(typed.charAt(0)); start !== -1; start = text.indexOf(typed.charAt(0), start + 1)) {
    const found = matchFrom(text, typed, start)
    if (found !== null && (best === null || found.score > best.score)) best = found
  }
  return best
}

function matchFrom(text: string, typed: string, start: number): { score: number; marks: readonly number[] } | null {
  const marks: number[] = []
  let score = start === 0 ? 8 : 0
  let at = start
  for (const char of typed) {
    const found = text.indexOf(char, at)
    if (found === -1) return null
    if (char === ' ' && found !== at) return null
    const before = marks.at(-1)
    if (before !== undefined && found === before + 1) score += 5
    else if (startsWord(text, found)) score += 6
    else score -= 2 + Math.min(found - at, 8)
    marks.push(found)
    at = found + 1
  }
  return { score, marks }
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[\s.\-/_:]/.test(text.charAt(at - 1))
}

/** What a node is there for: an input that takes anything is it even where it may stay empty. */
export function isMain({ required, type }: { readonly required: boolean; readonly type: PortType }): boolean {
  return required || type.kind === 'any'
}

/** The input that takes `type`: main inputs first, then exact fits before conversions before checks at run time. */
export function fittingInput(entry: CatalogueEntry, type: PortType): string | null {
  const fits = entry.inputs.flatMap((input) => {
    const { kind } = wireBetween(type, input.type)
    return kind === 'refused' ? [] : [{ name: input.name, rank: RANKS[kind] + (isMain(input) ? 0 : 10) }]
  })
  return fits.sort((one, other) => one.rank - other.rank)[0]?.name ?? null
}

const RANKS = { same: 0, widens: 1, checked: 2 } as const

/** The first output that goes into `type`. */
export function fittingOutput(entry: CatalogueEntry, type: PortType): string | null {
  return entry.outputs.find((output) => wireBetween(output.type, type).kind !== 'refused')?.port ?? null
}
