import { overLimit } from '../wit/decode/error.ts'

/**
 * What a binary may be at most before anything compiles or transpiles it. Real components stay far below; beyond
 * them compilers take time or stack that grows faster than the file. Names are held to `MAX_NAME_LENGTH` and printable
 * ASCII in wit/decode/reader.ts, types to `DECODE_LIMITS` in wit/decode/limits.ts.
 */
export const ADMISSION_LIMITS = {
  /** Of one function, its parameters included. */
  locals: 2_000,
  /** Of one function. */
  bodyBytes: 1_048_576,
  /** Compilers keep every local at every place where control flow meets. */
  bodyBytesTimesLocals: 64_000_000,
  /** Of blocks in one function. */
  blockNesting: 4_000,
  /** Targets of one `br_table`. */
  branchTargets: 20_000,
  /** Of all modules in the file together, imported ones included. */
  functions: 100_000,
  /** That tables have from the start, of all modules in the file together. */
  tableEntries: 100_000,
  /** Components inside components. */
  componentNesting: 64,
} as const

export type AdmissionLimit = keyof typeof ADMISSION_LIMITS

export function checkLimit(limit: AdmissionLimit, actual: number, offset: number, what: string): void {
  const allowed = ADMISSION_LIMITS[limit]
  if (actual > allowed) throw overLimit(offset, limit, allowed, `${what}: ${actual.toLocaleString('en-US')}`)
}
