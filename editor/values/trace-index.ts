import type { Frame, Within } from '../../shared/engine/types.ts'
import type { Trace, TracedFiring, TracedValue } from '../../shared/runner/messages.ts'
import { sameCall } from './call-of-flow.ts'

/**
 * What traces say of one flow, looked up by place: of that of the run, or of one call of a flow used as a node. Where a
 * node fired more than once, its last firing is what a wire shows.
 */
export interface TraceIndex {
  /** What it was made of, with all that happened in other flows. */
  readonly traces: readonly Trace[]
  /** By `node.port`. */
  readonly outputs: ReadonlyMap<string, TracedValue>
  /** By `node.input`. */
  readonly inputs: ReadonlyMap<string, TracedValue>
  readonly firings: ReadonlyMap<string, readonly TracedFiring[]>
  /** By node: the inputs it still waited for when the run ended. */
  readonly waiting: ReadonlyMap<string, readonly string[]>
  readonly logs: Trace['logs']
}

export const NO_TRACE: TraceIndex = indexTraces([])

/** Of several triggers' runs the later wins where they share a node. */
export function indexTraces(traces: readonly Trace[], within: Within = []): TraceIndex {
  const outputs = new Map<string, TracedValue>()
  const inputs = new Map<string, TracedValue>()
  const firings = new Map<string, TracedFiring[]>()
  const waiting = new Map<string, readonly string[]>()
  for (const trace of traces) {
    for (const firing of trace.firings) {
      if (!sameWithin(firing.within, within)) continue
      const earlier = firings.get(firing.node)
      if (earlier === undefined) firings.set(firing.node, [firing])
      else earlier.push(firing)
      for (const [port, value] of Object.entries(firing.outputs)) outputs.set(`${firing.node}.${port}`, value)
      for (const [input, value] of Object.entries(firing.inputs)) inputs.set(`${firing.node}.${input}`, value)
    }
    for (const { within: where, node, inputs: missing } of trace.waiting) {
      if (sameWithin(where, within)) waiting.set(node, missing)
    }
  }
  return { traces, outputs, inputs, firings, waiting, logs: traces.flatMap(({ logs }) => logs) }
}

function sameWithin(one: Within, other: Within): boolean {
  return one.length === other.length && one.every((frame, at) => sameCall(frame, other[at] as Frame))
}
