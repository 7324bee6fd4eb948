import type { Flow } from '../../shared/directive/schema.ts'
import type { Point } from '../document/edit.ts'
import { wiresOf } from '../document/wires.ts'

/** Canvas pixels. Positions stand on the grid. */
export const GRID = 8
const COLUMN = 344
const GAP = 48

/**
 * Places for all nodes: a column for each step from the triggers, nodes of a column one below the other, each near the
 * middle of those that feed it. `heightOf` says how tall a node is drawn.
 */
export function layoutFlow(flow: Flow, heightOf: (node: string) => number): Readonly<Record<string, Point>> {
  const sources = sourcesOf(flow)
  const depths = depthsOf(Object.keys(flow.nodes), sources)
  const columns: string[][] = []
  for (const [node, depth] of depths) (columns[depth] ??= []).push(node)
  const places: Record<string, Point> = {}
  for (const [depth, column] of columns.entries()) {
    const wanted = new Map(column.map((node) => [node, middle(sources.get(node) ?? [], places, heightOf)]))
    column.sort((one, other) => (wanted.get(one) ?? 0) - (wanted.get(other) ?? 0))
    const total = column.reduce((sum, node) => sum + heightOf(node) + GAP, -GAP)
    const average = column.reduce((sum, node) => sum + (wanted.get(node) ?? 0), 0) / column.length
    let y = average - total / 2
    for (const node of column) {
      places[node] = { x: depth * COLUMN, y: snap(y) }
      y += heightOf(node) + GAP
    }
  }
  return places
}

export function snap(value: number): number {
  return Math.round(value / GRID) * GRID
}

function sourcesOf(flow: Flow): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, string[]>()
  for (const { from, to } of wiresOf(flow)) {
    if (from === null || !Object.hasOwn(flow.nodes, from.node)) continue
    sources.set(to.node, [...(sources.get(to.node) ?? []), from.node])
  }
  return sources
}

/** The longest way to a node from one without sources; a wire that closes a loop does not count. */
function depthsOf(
  nodes: readonly string[],
  sources: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const depths = new Map<string, number>()
  const visit = (node: string, path: ReadonlySet<string>): number => {
    const known = depths.get(node)
    if (known !== undefined) return known
    const inner = new Set(path).add(node)
    const before = (sources.get(node) ?? []).filter((source) => !inner.has(source))
    const depth = before.length === 0 ? 0 : 1 + Math.max(...before.map((source) => visit(source, inner)))
    depths.set(node, depth)
    return depth
  }
  for (const node of nodes) visit(node, new Set())
  return depths
}

function middle(
  sources: readonly string[],
  places: Readonly<Record<string, Point>>,
  heightOf: (node: string) => number,
): number {
  const centres = sources.flatMap((source) =>
    places[source] === undefined ? [] : [places[source].y + heightOf(source) / 2],
  )
  return centres.length === 0 ? 0 : centres.reduce((sum, y) => sum + y, 0) / centres.length
}
