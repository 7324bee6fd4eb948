import { pointerOf } from '../directive/pointer.ts'
import { problem, type Place, type Problem } from '../directive/problem.ts'
import type { WireOffer } from '../wit/wire.ts'

/** Where something stands while it is being resolved: one node of one flow. */
export interface NodePlace {
  readonly flow: string
  readonly node: string
}

export type Report = (found: Problem) => void

/** Below a node: `nodePlace(at, ['in', 'text', 'value'], 'text')`. */
export function nodePlace({ flow, node }: NodePlace, below: readonly (string | number)[] = [], input?: string): Place {
  const pointer = pointerOf('flows', flow, 'nodes', node, ...below)
  return input === undefined ? { flow, node, pointer } : { flow, node, input, pointer }
}

export function flowPlace(flow: string, below: readonly (string | number)[] = []): Place {
  return { flow, pointer: pointerOf('flows', flow, ...below) }
}

export function unsupported(place: Place, message: string, mend: string): Problem {
  return problem('unsupported', place, message, mend)
}

export function badWire(place: Place, path: string, reason: string, offers: WireOffer | undefined): Problem {
  const message = `The wire from ${path} does not fit: ${reason}`
  if (offers === undefined) {
    return problem('bad-wire', place, message, 'Connect something of the right type, or convert the value on the way.')
  }
  const { core, ...needs } = offers
  return { ...problem('bad-wire', place, message, `Put ${core} between the two.`), offer: { node: core, ...needs } }
}

