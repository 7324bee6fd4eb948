import { getBezierPath, getSmoothStepPath, Position } from '@xyflow/react'

/** A node's upper and lower edge, in canvas pixels. */
export interface Extent {
  readonly top: number
  readonly bottom: number
}

interface WireEnds {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
}

export interface WirePath {
  readonly d: string
  /** Where its value stands. */
  readonly x: number
  readonly y: number
  /** Canvas pixels that the value has in width. */
  readonly room: number
}

const CLEARANCE = 28
/** How far a wire goes out of a port before it turns. */
const TURN = 24

/** A curve to the right. To the left, as a loop goes, a line around both nodes or between them, never behind them. */
export function wirePath(ends: WireEnds, source: Extent | null, target: Extent | null): WirePath {
  const sides = { sourcePosition: Position.Right, targetPosition: Position.Left }
  if (ends.targetX >= ends.sourceX || source === null || target === null) {
    const [d, x, y] = getBezierPath({ ...ends, ...sides })
    return { d, x, y, room: ends.targetX - ends.sourceX }
  }
  const centerY = turningHeight(source, target)
  const [d] = getSmoothStepPath({ ...ends, ...sides, centerY, offset: TURN, borderRadius: 12 })
  return { d, x: (ends.sourceX + ends.targetX) / 2, y: centerY, room: ends.sourceX - ends.targetX + 2 * TURN }
}

function turningHeight(source: Extent, target: Extent): number {
  if (target.top - source.bottom >= CLEARANCE) return (target.top + source.bottom) / 2
  if (source.top - target.bottom >= CLEARANCE) return (source.top + target.bottom) / 2
  return Math.max(source.bottom, target.bottom) + CLEARANCE
}
