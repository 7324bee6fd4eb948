import { S32 } from '../../../shared/engine/flow.test-support.ts'
import type { Call, Outcome } from '../../../shared/engine/types.ts'
import type { WitType } from '../../../shared/wit/types.ts'
import type { Calls } from '../reference.ts'
import type { SketchedFlow } from '../reference-graph.ts'

export interface Sketch {
  readonly flow: SketchedFlow
  /** By node: how many of six calls trap. */
  readonly traps: Readonly<Record<string, number>>
  /** The flows that it calls and that they call, each behind those that it calls itself. */
  readonly inner?: Readonly<Record<string, Pick<Sketch, 'flow' | 'traps'>>>
}

/** All flows of a sketch by name, each behind those that it calls. */
export function flowsIn({ flow, inner = {} }: Sketch): Readonly<Record<string, SketchedFlow>> {
  return { ...Object.fromEntries(Object.entries(inner).map(([name, sketch]) => [name, sketch.flow])), main: flow }
}

/** The same for a call of the engine. */
export function answering(calls: Calls): (call: Call, args: readonly unknown[]) => Outcome {
  return ({ key: { node, attempt, within }, flow }, args) => calls({ flow, node, args, attempt, around: within.map((frame) => frame.attempt) })
}

/** What each call gives: any value of the node's type, or a trap, by its arguments and attempts alone. */
export function callsOf(sketch: Sketch, salt: number): Calls {
  return ({ flow, node, args, attempt, around }): Outcome => {
    const { flow: { nodes }, traps } = flow === 'main' ? sketch : sketch.inner![flow]!
    const drawn = hash(JSON.stringify([salt, node, args]))
    if (hash(JSON.stringify([drawn, attempt, ...around])) % 6 < (traps[node] ?? 0)) return { ok: false, kind: 'trap', message: `attempt ${attempt}` }
    const { result } = nodes[node]!
    return { ok: true, value: valueOf(result === undefined ? S32 : result, drawn) }
  }
}

function valueOf(type: WitType | null, drawn: number): unknown {
  if (type === null) return undefined
  const next = hash(String(drawn))
  switch (type.kind) {
    case 's32': return drawn % 1_000
    case 'option': return drawn % 3 === 0 ? undefined : valueOf(type.some, next)
    case 'list': return Array.from({ length: drawn % 4 }, (_, at) => valueOf(type.item, hash(`${drawn} ${at}`)))
    case 'result': return drawn % 3 === 0 ? { tag: 'err', val: valueOf(type.err, next) } : { tag: 'ok', val: valueOf(type.ok, next) }
    case 'variant': {
      const { name, type: payload } = type.cases[drawn % type.cases.length]!
      return payload === null ? { tag: name } : { tag: name, val: valueOf(payload, next) }
    }
    default: throw new Error(`no value of ${type.kind} is drawn`)
  }
}

/** FNV-1a, mixed once more: its last bits repeat. */
function hash(text: string): number {
  let state = 0x811c9dc5
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193)
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
  return (state ^ (state >>> 13)) >>> 0
}
