import type { Within } from '../../shared/engine/types.ts'
import type { TracedFiring } from '../../shared/runner/messages.ts'
import { callsAlong, sameCall } from './call-of-flow.ts'
import type { TraceIndex } from './trace-index.ts'

/** The firing that made a flow node fail, in whichever call of it: the innermost, the last where several failed. */
export function failureInside(
  { traces }: TraceIndex, way: readonly string[], wanted: readonly string[], node: string,
): TracedFiring | null {
  const around = callsAlong(traces, way, wanted).map(({ chosen }) => chosen.frame)
  if (around.length < way.length) return null
  const failed = traces.flatMap(({ firings }) => firings).filter(({ within, failure }) =>
    failure !== null && within[around.length]?.node === node && startsWith(within, around))
  const deepest = Math.max(...failed.map(({ within }) => within.length))
  return failed.findLast(({ within }) => within.length === deepest) ?? null
}

function startsWith(within: Within, around: Within): boolean {
  return around.every((frame, at) => within[at] !== undefined && sameCall(frame, within[at]))
}
