import type { Firing, RunResult } from '../engine/types.ts'
import { clippedJson } from '../wit/json-form.ts'
import type { PortType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { MAX_TRACED_BYTES, type Trace, type TracedFiring, type TracedValue } from './messages.ts'

/** Copies a run's values out, each clipped, so that nothing of the run is held afterwards. */
export function traceOf(
  result: RunResult,
  startedMs: number,
  logs: Trace['logs'],
  reused: (firing: Firing) => boolean,
): Trace {
  return {
    firings: result.firings.map((firing) => tracedFiring(firing, startedMs, reused(firing))),
    logs,
    waiting: result.waiting,
  }
}

function tracedFiring(firing: Firing, startedMs: number, reused: boolean): TracedFiring {
  const { node, tag, attempt, args, fired, failure } = firing
  // A trigger's event is no input of its own: its only value is what it fires.
  const inputs = node.inputs.flatMap((input, at) =>
    at < args.length && args[at] !== undefined ? [[input.name, traced(args[at], input.type)] as const] : [])
  const outputs = fired.flatMap(([port, value]) => {
    const type = node.outputs.get(port)
    return type === undefined ? [] : [[port, traced(value, type)] as const]
  })
  return {
    node: node.id,
    tag,
    attempt,
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(outputs),
    failure,
    startedMs: firing.startedMs - startedMs,
    durationMs: firing.endedMs - firing.startedMs,
    reused,
  }
}

function traced(value: Value, type: PortType): TracedValue {
  return clippedJson(value, type, MAX_TRACED_BYTES)
}
