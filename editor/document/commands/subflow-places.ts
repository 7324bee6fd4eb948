import type { Point } from '../edit.ts'
import type { Drawn } from './subflow-border.ts'

/** From column to column, as flows are arranged. */
const COLUMN = 344
const CARD = { width: 248, height: 120 }

/** A sink, and the node whose value it gives. */
interface OutputAt {
  readonly id: string
  readonly node: string
}

export function placesInside(
  trigger: string, ids: readonly string[], sinks: readonly OutputAt[], drawn: Drawn,
): Record<string, Point> {
  const { left, right, top, bottom } = boxOf(ids, drawn)
  const places: Record<string, Point> = {
    [trigger]: { x: left - COLUMN, y: snap((top + bottom - CARD.height) / 2) },
  }
  for (const id of ids) places[id] = drawn.placeOf(id)
  let y = Number.NEGATIVE_INFINITY
  for (const { id, node } of sinks.toSorted((one, other) => drawn.placeOf(one.node).y - drawn.placeOf(other.node).y)) {
    y = Math.max(y, drawn.placeOf(node).y)
    places[id] = { x: right + COLUMN - CARD.width, y }
    y += CARD.height + 24
  }
  return places
}

export function middleOf(ids: readonly string[], drawn: Drawn): Point {
  const { left, right, top, bottom } = boxOf(ids, drawn)
  return { x: snap((left + right - CARD.width) / 2), y: snap((top + bottom - CARD.height) / 2) }
}

function boxOf(ids: readonly string[], drawn: Drawn) {
  const boxes = ids.map((id) => ({ ...drawn.placeOf(id), ...drawn.sizeOf(id) }))
  return {
    left: Math.min(...boxes.map(({ x }) => x)), right: Math.max(...boxes.map(({ x, width }) => x + width)),
    top: Math.min(...boxes.map(({ y }) => y)), bottom: Math.max(...boxes.map(({ y, height }) => y + height)),
  }
}

function snap(value: number): number {
  return Math.round(value / 8) * 8
}
