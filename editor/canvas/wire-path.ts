import { getBezierPath, getSmoothStepPath, Position } from '@xyflow/react'
import type { Point } from '../document/edit.ts'

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
  /** Where its value may stand, best first. */
  readonly places: readonly Point[]
  /** Canvas pixels that the value has in width. */
  readonly room: number
}

/** Of several wires between the same two nodes, which one this is. */
export interface Lane {
  readonly at: number
  readonly of: number
}

const CLEARANCE = 28
/** How far a wire goes out of a port before it turns. */
const TURN = 24
/** Between wires that go back side by side: their values are this tall. */
const LANE_GAP = 22
/** The width that a value has where no node stands beside it. */
const OPEN_ROOM = 144

/** Nodes that touch have their ports, which stand out of them, a little past each other. */
const TOUCHING = 12

/** A curve to the right. To the left, as a loop goes, a line around both nodes or between them, never behind them. */
export function wirePath(ends: WireEnds, source: Extent | null, target: Extent | null, lane: Lane): WirePath {
  const sides = { sourcePosition: Position.Right, targetPosition: Position.Left }
  if (ends.targetX >= ends.sourceX - TOUCHING || source === null || target === null) {
    const [d] = getBezierPath({ ...ends, ...sides })
    const room = ends.targetX - ends.sourceX
    const places = ALONG.map((part) => onCurve(ends, part))
    const between = source && target && heightBetween(source, target)
    if (between === null || room > OPEN_ROOM) return { d, places, room }
    return { d, places: [{ x: (ends.sourceX + ends.targetX) / 2, y: between }], room: OPEN_ROOM }
  }
  const centerY = turningHeight(source, target, lane)
  const [d] = getSmoothStepPath({ ...ends, ...sides, centerY, offset: TURN, borderRadius: 12 })
  const room = Math.max(OPEN_ROOM, ends.sourceX - ends.targetX + 2 * TURN)
  const places = ALONG.map((part) => ({ x: ends.sourceX + part * (ends.targetX - ends.sourceX), y: centerY }))
  return { d, places, room }
}

/** Parts of the way, from the middle outwards. */
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82]

/** React Flow's curve: its control points lie half way across, at the heights of the ends. */
function onCurve({ sourceX, sourceY, targetX, targetY }: WireEnds, part: number): Point {
  const bend = Math.abs(targetX - sourceX) / 2
  return {
    x: bezier(part, [sourceX, sourceX + bend, targetX - bend, targetX]),
    y: bezier(part, [sourceY, sourceY, targetY, targetY]),
  }
}

function bezier(t: number, [a, b, c, d]: readonly [number, number, number, number]): number {
  return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d
}

/** The middle between a node and one below it; null where they stand beside each other. */
function heightBetween(one: Extent, other: Extent): number | null {
  const [upper, lower] = one.top < other.top ? [one, other] : [other, one]
  return lower.top - upper.bottom >= CLEARANCE ? (upper.bottom + lower.top) / 2 : null
}

function turningHeight(source: Extent, target: Extent, { at, of }: Lane): number {
  const between = heightBetween(source, target)
  if (between === null) return Math.max(source.bottom, target.bottom) + CLEARANCE + at * LANE_GAP
  const gap = Math.abs(source.top < target.top ? target.top - source.bottom : source.top - target.bottom)
  return between + (at - (of - 1) / 2) * Math.min(LANE_GAP, gap / of)
}
