import { callsAlong } from './call-of-flow.ts'
import { indexTraces, NO_TRACE, type TraceIndex } from './trace-index.ts'

const made = new WeakMap<TraceIndex, Map<string, TraceIndex>>()

/** What a run did inside the flow node at the end of `way`, in the calls that `wanted` names; each made once. */
export function indexInside(outer: TraceIndex, way: readonly string[], wanted: readonly string[]): TraceIndex {
  if (way.length === 0) return outer
  const known = made.get(outer) ?? new Map<string, TraceIndex>()
  made.set(outer, known)
  const key = [...way, ...wanted].join('/')
  const index = known.get(key) ?? newIndex(outer, way, wanted)
  known.set(key, index)
  return index
}

function newIndex({ traces }: TraceIndex, way: readonly string[], wanted: readonly string[]): TraceIndex {
  const calls = callsAlong(traces, way, wanted)
  return calls.length < way.length ? NO_TRACE : indexTraces(traces, calls.map(({ chosen }) => chosen.frame))
}
