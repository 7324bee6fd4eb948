import { median } from './median.ts'
import { watchOthers } from './processes.ts'

export interface Subject<T> {
  readonly name: string
  measure(): Promise<T>
}

/** What the rounds that count gave, by subject, a value for each round. */
export interface Rounds<T> {
  readonly of: (name: string) => readonly T[]
  /** Cores that other processes used in the worst of these rounds; null when nobody knows. */
  readonly othersCores: number | null
}

interface Round<T> {
  readonly results: ReadonlyMap<string, T>
  readonly othersCores: number | null
}

/** A round in which others used more than this many cores is measured again, as often as there is patience. */
const QUIET_CORES = 0.25
/** Rounds at most, for each that counts. */
const PATIENCE = 2

/**
 * Measures every subject in turn, round after round, so that whatever disturbs the machine for a while disturbs all of
 * them. The first round warms up and does not count. Rounds are chosen by how little others did, never by their results.
 */
export async function alternate<T>(subjects: readonly Subject<T>[], count: number): Promise<Rounds<T>> {
  await measureOnce(subjects)
  const rounds: Round<T>[] = []
  const isQuiet = ({ othersCores }: Round<T>) => othersCores === null || othersCores <= QUIET_CORES
  while (rounds.filter(isQuiet).length < count && rounds.length < count * PATIENCE)
    rounds.push(await measureOnce(subjects))
  const chosen = rounds.sort((a, b) => (a.othersCores ?? 0) - (b.othersCores ?? 0)).slice(0, count)
  return {
    of: (name) => chosen.map(({ results }) => results.get(name) as T),
    othersCores: chosen.at(-1)?.othersCores ?? null,
  }
}

async function measureOnce<T>(subjects: readonly Subject<T>[]): Promise<Round<T>> {
  const others = watchOthers()
  const results = new Map<string, T>()
  for (const { name, measure } of subjects) results.set(name, await measure())
  return { results, othersCores: others() }
}

/** The median of what the rounds gave, each divided by its own round's `base`. */
export function ratio(values: readonly number[], base: readonly number[]): number {
  return median(values.map((value, round) => value / (base[round] as number)))
}
