import type { Trace, TracedFiring, TracedValue } from '../../shared/runner/messages.ts'

/**
 * What a trace says of the flow of its run, looked up by place: not what happened inside of flows used as nodes, whose
 * nodes may have the same names. Where a node fired more than once, its last firing is what a wire shows.
 */
export interface TraceIndex {
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
export function indexTraces(traces: readonly Trace[]): TraceIndex {
  const outputs = new Map<string, TracedValue>()
  const inputs = new Map<string, TracedValue>()
  const firings = new Map<string, TracedFiring[]>()
  const waiting = new Map<string, readonly string[]>()
  for (const trace of traces) {
    for (const firing of trace.firings) {
      if (firing.within.length > 0) continue
      const earlier = firings.get(firing.node)
      if (earlier === undefined) firings.set(firing.node, [firing])
      else earlier.push(firing)
      for (const [port, value] of Object.entries(firing.outputs)) outputs.set(`${firing.node}.${port}`, value)
      for (const [input, value] of Object.entries(firing.inputs)) inputs.set(`${firing.node}.${input}`, value)
    }
    for (const { within, node, inputs: missing } of trace.waiting) if (within.length === 0) waiting.set(node, missing)
  }
  return { outputs, inputs, firings, waiting, logs: traces.flatMap(({ logs }) => logs) }
}
