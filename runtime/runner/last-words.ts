import { z } from 'zod'
import type { Watched } from './watch-cell.ts'

/**
 * What a runner's watchdog says, as JSON, one line each; the last one counts, once the process has ended. `calling`: a call takes a
 * while, or, where nothing is watched, no longer does.
 */
export type LastWords =
  | { readonly kind: 'overrun'; readonly watched: Watched }
  /** The process has grown beyond its limit. */
  | { readonly kind: 'memory'; readonly watched: Watched | null }
  | { readonly kind: 'calling'; readonly watched: Watched | null }

/** A line is shorter: the names in it fit into the watch cell. */
const MAX_LENGTH = 32 * 1024

/** What comes over the pipe, of which only the end is kept. */
export interface LastWordsReader {
  add(piece: string): void
  /** Null when it said nothing, or nothing that can be understood. */
  last(): LastWords | null
}

export function createLastWordsReader(): LastWordsReader {
  let text = ''
  return {
    add(piece) {
      text = (text + piece).slice(-MAX_LENGTH)
    },
    last() {
      const line = text.split('\n').findLast((each) => each !== '')
      if (line === undefined) return null
      try {
        return Schema.parse(JSON.parse(line))
      } catch {
        return null
      }
    },
  }
}

const Count = z.int().min(0)
const Tag = z.array(z.strictObject({ key: z.string(), index: Count }))
const Place = { node: z.string(), tag: Tag, element: Count, attempt: Count }
const WatchedSchema = z.strictObject({
  run: z.string(),
  flow: z.string(),
  node: z.string().nullable(),
  call: z.strictObject({ run: z.string(), within: z.array(z.strictObject(Place)), ...Place }).nullable(),
  limitMs: z.number(),
})
const Schema: z.ZodType<LastWords> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('overrun'), watched: WatchedSchema }),
  z.strictObject({ kind: z.literal('memory'), watched: WatchedSchema.nullable() }),
  z.strictObject({ kind: z.literal('calling'), watched: WatchedSchema.nullable() }),
])
