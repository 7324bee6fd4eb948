import type { Directive } from '../directive/schema.ts'
import type { WireVerdict } from '../wit/wire.ts'
import type { ResolvedDirective } from './types.ts'

/** One wire that somebody is about to draw. */
export interface NewWire {
  readonly flow: string
  /** `node.port[.member…]`. */
  readonly from: string
  readonly toNode: string
  readonly toInput: string
}

/** Whether a wire may be drawn, with the reason where it may not: for the canvas, while it is being dragged. */
export declare function canConnect(resolved: ResolvedDirective, directive: Directive, wire: NewWire): WireVerdict
