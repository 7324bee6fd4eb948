import { type ReactFlowState, useStore } from '@xyflow/react'
import { useMemo } from 'react'
import type { Point } from '../document/edit.ts'

/** A value's chip, in canvas pixels. */
export interface ChipSize {
  readonly width: number
  readonly height: number
}

/** The first of `places` where no node covers the chip; none where every one is covered. */
export function useFreePlace(places: readonly Point[], { width, height }: ChipSize): Point | null {
  const finder = useMemo(() => placeFinder(places, { width, height }), [places, width, height])
  return places[useStore(finder)] ?? null
}

/** Gives a place's position, and looks again only when nodes have changed: panning changes the canvas's store too. */
function placeFinder(places: readonly Point[], size: ChipSize): (state: ReactFlowState) => number {
  let seen: ReactFlowState['nodes'] | null = null
  let found = -1
  return ({ nodes, nodeLookup }) => {
    if (nodes !== seen) found = places.findIndex((place) => !isCovered(place, size, nodeLookup))
    seen = nodes
    return found
  }
}

function isCovered({ x, y }: Point, { width, height }: ChipSize, nodes: ReactFlowState['nodeLookup']): boolean {
  for (const { internals: { positionAbsolute: at }, measured } of nodes.values()) {
    if (measured.width === undefined || measured.height === undefined) continue
    if (x + width / 2 > at.x && x - width / 2 < at.x + measured.width
      && y + height / 2 > at.y && y - height / 2 < at.y + measured.height) return true
  }
  return false
}
