import type { Firing, RunResult } from '../engine/types.ts'
import { clippedJson } from '../wit/json-form.ts'
import type { Trace, TracedFiring } from './messages.ts'

/** Copies a run's values out, each clipped to `maxBytes`, so that nothing of the run is held afterwards. */
export function traceOf(
  result: RunResult,
  startedMs: number,
  logs: Trace['logs'],
  maxBytes: number,
  reused: (firing: Firing) => boolean,
): Trace {
  return {
    firings: result.firings.map((firing) => tracedFiring(firing, startedMs, maxBytes, reused(firing))),
    logs,
    waiting: result.waiting,
  }
}

function tracedFiring(firing: Firing, startedMs: number, maxBytes: number, reused: boolean): TracedFiring {
  const { node, within, tag, attempt, args, fired, failure } = firing
  // A trigger's event is no input of its own: its only value is what it fires.
  const inputs = node.inputs.flatMap((input, at) =>
    at < args.length && args[at] !== undefined ? [[input.name, clippedJson(args[at], input.type, maxBytes)] as const] : [])
  const outputs = fired.flatMap(([port, value]) => {
    const type = node.outputs.get(port)
    return type === undefined ? [] : [[port, clippedJson(value, type, maxBytes)] as const]
  })
  return {
    within,
    flow: node.flow,
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
