import type { Flow } from '../../shared/directive/schema.ts'
import { focusNode } from './areas.ts'
import { canvasCentre, canvasStart, fitCanvas, heightOnCanvas, placesOnCanvas } from '../canvas/canvas-store.ts'
import { layoutFlow, snap } from '../canvas/layout.ts'
import { addNode, addWired } from '../document/commands/add-node.ts'
import { connect, disconnectAll } from '../document/commands/connect.ts'
import { removeNodes } from '../document/commands/remove-nodes.ts'
import { withComments, withoutComments } from '../document/comments.ts'
import { applyEdit } from '../document/apply-edit.ts'
import { commit, currentDocument } from '../document/document-store.ts'
import { batch, type Edit, type Point } from '../document/edit.ts'
import { type WireEnd, wiresOf } from '../document/wires.ts'
import type { CatalogueEntry } from '../library/catalogue.ts'
import { currentGroups } from '../library/flow-entries.ts'
import { currentFlow, select, useSessionStore } from '../session/session-store.ts'

/** Puts a node of the catalogue onto the canvas; without a place into its middle, beside what is there. */
export function addNodeNamed(entryId: string, at?: Point): void {
  const entry = entryById(entryId)
  if (entry !== undefined) addEntry(entry, at)
}

export function addEntry(entry: CatalogueEntry, at: Point = freePlace()): void {
  const added = addNode(currentDocument(), currentFlow(), entry.kind, snapped(at))
  commit(added.edit, `Add ${entry.label}`)
  select([added.node])
  focusNode(added.node)
}

/** Adds a node behind an output, wired up. */
export function addEntryBehind(entry: CatalogueEntry, at: Point, path: string, input: string): void {
  const added = addWired(currentDocument(), currentFlow(), entry.kind, snapped(at), path, input)
  commit(added.edit, `Add ${entry.label}`)
  select([added.node])
  focusNode(added.node)
}

/** Adds a node in front of an input, wired up. */
export function addEntryBefore(entry: CatalogueEntry, at: Point, port: string, to: WireEnd): void {
  const document = currentDocument()
  const added = addNode(document, currentFlow(), entry.kind, snapped(at))
  const wire = connect(applyEdit(document, added.edit).document, currentFlow(), `${added.node}.${port}`, to, 'replace')
  commit(batch([added.edit, wire]), `Add ${entry.label}`)
  select([added.node])
  focusNode(added.node)
}

export function removeSelected(): void {
  remove('Delete')
}

/** What is on its way to the clipboard. */
export function cutSelected(): void {
  remove('Cut')
}

function remove(verb: string): void {
  const { nodes, wires } = useSessionStore.getState()
  const document = currentDocument()
  const flow = currentFlow()
  const chosen = wiresOf(document.flows[flow] as Flow).filter(
    ({ id, from, to }) => wires.has(id) && !nodes.has(to.node) && !nodes.has(from?.node ?? ''),
  )
  const cut = disconnectAll(document, flow, chosen)
  const edit = batch(
    [cut, removeNodes(applyEdit(document, cut).document, flow, nodes)].filter(
      (each) => each.kind !== 'batch' || each.edits.length > 0,
    ),
  )
  commit(edit, removalTitle(verb, nodes.size, chosen.length))
  select([])
}

function removalTitle(verb: string, nodes: number, wires: number): string {
  if (nodes === 0) return wires === 1 ? 'Disconnect' : `Disconnect ${wires} wires`
  return nodes === 1 ? verb : `${verb} ${nodes} nodes`
}

export function selectAll(): void {
  select(Object.keys((currentDocument().flows[currentFlow()] as Flow).nodes))
}

/** With everything that comes after it, or before. */
export function selectAlong(direction: 'downstream' | 'upstream'): void {
  const wires = wiresOf(currentDocument().flows[currentFlow()] as Flow)
  const found = new Set(useSessionStore.getState().nodes)
  for (const node of found) {
    for (const { from, to } of wires) {
      if (from === null) continue
      if (direction === 'downstream' && from.node === node) found.add(to.node)
      if (direction === 'upstream' && to.node === node) found.add(from.node)
    }
  }
  select(found)
}

export function toggleDisabled(): void {
  const nodes = currentDocument().flows[currentFlow()]?.nodes ?? {}
  const chosen = [...useSessionStore.getState().nodes].filter((id) => nodes[id] !== undefined)
  const disable = chosen.some((id) => nodes[id]?.disabled !== true)
  commit(
    batch(
      chosen.map((node): Edit => ({
        kind: 'set-node-part',
        flow: currentFlow(),
        node,
        part: 'disabled',
        value: disable ? true : undefined,
      })),
    ),
    disable ? 'Disable' : 'Enable',
  )
}

export function arrangeFlow(): void {
  const flow = currentDocument().flows[currentFlow()]
  if (flow === undefined || Object.keys(flow.nodes).length === 0) return
  const to = withComments(flow, placesOnCanvas(), layoutFlow(withoutComments(flow), heightOnCanvas))
  commit({ kind: 'move-nodes', flow: currentFlow(), to }, 'Arrange')
  requestAnimationFrame(() => fitCanvas())
}

export function nudge(dx: number, dy: number): void {
  const placed = placesOnCanvas()
  const chosen = [...useSessionStore.getState().nodes].flatMap((id) => {
    const place = placed.get(id)
    return place === undefined ? [] : [[id, { x: place.x + dx, y: place.y + dy }] as const]
  })
  if (chosen.length === 0) return
  const to = Object.fromEntries(chosen)
  commit({ kind: 'move-nodes', flow: currentFlow(), to }, 'Move', `nudge:${Object.keys(to).join()}`)
}

export function entryById(id: string): CatalogueEntry | undefined {
  return currentGroups()
    .flatMap(({ entries }) => entries)
    .find((entry) => entry.id === id)
}

/** A node of few ports, in canvas pixels. */
const NEW_HEIGHT = 140

/** Right of the selected node, else the middle of what is visible; moved down until nothing lies there. */
function freePlace(): Point {
  const placed = placesOnCanvas()
  if (placed.size === 0) {
    const start = canvasStart()
    return { x: start.x, y: start.y - 100 }
  }
  const [only] = useSessionStore.getState().nodes
  const beside = only === undefined ? undefined : placed.get(only)
  const centre = canvasCentre()
  const place = beside === undefined ? { x: centre.x - 124, y: centre.y - 60 } : { x: beside.x + 344, y: beside.y }
  const isTaken = () => [...placed].some(([id, { x, y }]) =>
    Math.abs(x - place.x) < 264 && place.y < y + heightOnCanvas(id) + 24 && place.y + NEW_HEIGHT > y)
  while (isTaken()) place.y += 48
  return place
}

function snapped({ x, y }: Point): Point {
  return { x: snap(x), y: snap(y) }
}
