import type { Flow } from '../../shared/directive/schema.ts'
import type { Point } from '../document/edit.ts'
import { wiresOf } from '../document/wires.ts'

/** Canvas pixels. Positions stand on the grid. */
export const GRID = 8
const COLUMN = 344
const GAP = 48
/** The room that a wire gets in a column that it only passes. */
const LANE = 16

/** What stands in a column: a node, or the lane of a wire that passes by. */
interface Slot {
  readonly node: string | null
  readonly height: number
  /** Where its wires come from, one column to the left. */
  readonly from: readonly Slot[]
}

/**
 * Places for all nodes: a column for each step from the triggers, nodes of a column one below the other, each near the
 * middle of those that feed it. Wires that pass a column have a lane there; wires back to the head of a loop have none.
 * Nodes without any wire stand in a grid below the others. `heightOf` says how tall a node is drawn.
 */
export function layoutFlow(flow: Flow, heightOf: (node: string) => number): Readonly<Record<string, Point>> {
  const all = sourcesOf(flow)
  const fed = new Set([...all.values()].flat())
  const isLoose = (node: string) => all.get(node)?.length === 0 && !fed.has(node)
  const wired = wiredPlaces(withoutBackWires(Object.keys(flow.nodes).filter((node) => !isLoose(node)), all), heightOf)
  const bottom = Math.max(...Object.entries(wired).map(([node, { y }]) => y + heightOf(node)))
  const top = bottom === -Infinity ? null : bottom + 2 * GAP
  return { ...wired, ...inGrid(Object.keys(flow.nodes).filter(isLoose), heightOf, top) }
}

function wiredPlaces(sources: Sources, heightOf: (node: string) => number): Readonly<Record<string, Point>> {
  const columns = columnsOf(sources, heightOf)
  const places: Record<string, Point> = {}
  const middles = new Map<Slot, number>()
  for (const [depth, column] of columns.entries()) {
    const wanted = new Map(column.map((slot) => [slot, mean(slot.from.map((from) => middles.get(from) ?? 0))]))
    column.sort((one, other) => (wanted.get(one) ?? 0) - (wanted.get(other) ?? 0))
    const total = column.reduce((sum, { height }) => sum + height + GAP, -GAP)
    let y = mean([...wanted.values()]) - total / 2
    for (const slot of column) {
      middles.set(slot, y + slot.height / 2)
      if (slot.node !== null) places[slot.node] = { x: depth * COLUMN, y: snap(y) }
      y += slot.height + GAP
    }
  }
  return places
}

/** Row by row, as many rows as columns; from `top` on, or around the middle. */
function inGrid(nodes: readonly string[], heightOf: (node: string) => number, top: number | null): Readonly<Record<string, Point>> {
  const perRow = Math.ceil(Math.sqrt(nodes.length))
  const rows = Array.from({ length: Math.ceil(nodes.length / perRow) }, (_, row) => nodes.slice(row * perRow, (row + 1) * perRow))
  const heights = rows.map((row) => Math.max(...row.map(heightOf)))
  const total = heights.reduce((sum, height) => sum + height + GAP, -GAP)
  const places: Record<string, Point> = {}
  let y = top ?? -total / 2
  for (const [at, row] of rows.entries()) {
    for (const [column, node] of row.entries()) places[node] = { x: column * COLUMN, y: snap(y) }
    y += (heights[at] as number) + GAP
  }
  return places
}

export function snap(value: number): number {
  return Math.round(value / GRID) * GRID
}

type Sources = ReadonlyMap<string, readonly string[]>

function sourcesOf(flow: Flow): Sources {
  const sources = new Map(Object.keys(flow.nodes).map((node) => [node, new Set<string>()]))
  for (const { from, to } of wiresOf(flow)) {
    if (from !== null && Object.hasOwn(flow.nodes, from.node)) sources.get(to.node)?.add(from.node)
  }
  return new Map([...sources].map(([node, from]) => [node, [...from]]))
}

/** Follows the wires from where runs begin; one that comes back to a node on the way closes a loop and is left out. */
function withoutBackWires(nodes: readonly string[], sources: Sources): Sources {
  const targets = new Map<string, string[]>(nodes.map((node) => [node, []]))
  for (const [node, from] of sources) for (const source of from) targets.get(source)?.push(node)
  const kept = new Map<string, string[]>(nodes.map((node) => [node, []]))
  const state = new Map<string, 'open' | 'done'>()
  const visit = (node: string): void => {
    state.set(node, 'open')
    for (const target of targets.get(node) ?? []) {
      if (state.get(target) === 'open') continue
      kept.get(target)?.push(node)
      if (!state.has(target)) visit(target)
    }
    state.set(node, 'done')
  }
  const begins = nodes.filter((node) => (sources.get(node) ?? []).length === 0)
  for (const node of [...begins, ...nodes]) if (!state.has(node)) visit(node)
  return kept
}

/** A node stands one column behind the last of its sources; the wires of nearer ones take a lane in between. */
function columnsOf(sources: Sources, heightOf: (node: string) => number): readonly Slot[][] {
  const columns: Slot[][] = []
  const slots = new Map<string, { readonly depth: number; readonly slot: Slot }>()
  const lanes = new Map<string, Slot>()
  const laneOf = (source: string, depth: number): Slot => {
    const start = placed(source)
    if (start.depth === depth) return start.slot
    const known = lanes.get(`${source} ${depth}`)
    if (known !== undefined) return known
    const lane: Slot = { node: null, height: LANE, from: [laneOf(source, depth - 1)] }
    lanes.set(`${source} ${depth}`, lane)
    ;(columns[depth] ??= []).push(lane)
    return lane
  }
  const placed = (node: string): { readonly depth: number; readonly slot: Slot } => {
    const known = slots.get(node)
    if (known !== undefined) return known
    const from = sources.get(node) ?? []
    const depth = Math.max(-1, ...from.map((source) => placed(source).depth)) + 1
    const slot: Slot = { node, height: heightOf(node), from: from.map((source) => laneOf(source, depth - 1)) }
    const made = { depth, slot }
    slots.set(node, made)
    ;(columns[depth] ??= []).push(slot)
    return made
  }
  for (const node of sources.keys()) placed(node)
  return columns
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
