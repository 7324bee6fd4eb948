import type { Firing, RunResult } from '../engine/types.ts'
import { clippedJson } from '../wit/json-form.ts'
import type { PortType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { clippedFailure } from './clip-failure.ts'
import type { Trace, TracedFiring, TracedValue, TraceLimits } from './messages.ts'

/** About what a firing takes as JSON besides its values, and one step of its tag or of the calls around it. */
const FIRING_BYTES = 300
const STEP_BYTES = 150

/** What a trace may still take. */
interface Room {
  readonly valueBytes: number
  left: number
}

/**
 * Copies a run's values out, clipped, so that nothing of the run is held afterwards. When there is no more room, later
 * values are left empty, and in the end the last firings left out. `bytes` is about what it takes as JSON.
 */
export function traceOf(
  result: RunResult,
  startedMs: number,
  logs: Trace['logs'],
  { valueBytes, traceBytes }: TraceLimits,
  reused: (firing: Firing) => boolean,
): { readonly trace: Trace; readonly bytes: number } {
  const room = { valueBytes, left: traceBytes }
  const firings: TracedFiring[] = []
  for (const firing of result.firings) {
    if (room.left < -traceBytes) break
    firings.push(tracedFiring(firing, startedMs, room, reused(firing)))
  }
  return { trace: { firings, logs, waiting: result.waiting }, bytes: traceBytes - room.left }
}

function tracedValue(value: Value, type: PortType, room: Room): TracedValue {
  const maxBytes = Math.max(0, Math.min(room.valueBytes, room.left))
  const clipped = clippedJson(value, type, maxBytes)
  room.left -= Math.min(clipped.bytes, maxBytes)
  return clipped
}

function tracedFiring(firing: Firing, startedMs: number, room: Room, reused: boolean): TracedFiring {
  const { node, within, tag, attempt, args, fired } = firing
  const failure = firing.failure === null ? null : clippedFailure(firing.failure)
  room.left -= FIRING_BYTES + STEP_BYTES * (tag.length + within.length)
  if (failure !== null) room.left -= failure.message.length + failure.payload.length
  // A trigger's event is no input of its own: its only value is what it fires.
  const inputs = node.inputs.flatMap((input, at) =>
    at < args.length && args[at] !== undefined ? [[input.name, tracedValue(args[at], input.type, room)] as const] : [])
  const outputs = fired.flatMap(([port, value]) => {
    const type = node.outputs.get(port)
    return type === undefined ? [] : [[port, tracedValue(value, type, room)] as const]
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
