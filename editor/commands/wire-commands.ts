import type { WireOffer } from '../../shared/wit/wire.ts'
import { heightOnCanvas, useCanvasStore, widthOnCanvas } from '../canvas/canvas-store.ts'
import { endOfHandle, pathOfHandle } from '../canvas/handle-id.ts'
import { snap } from '../canvas/layout.ts'
import { connectThrough } from '../document/commands/add-node.ts'
import { connect, type ConnectMode, disconnect, reconnect } from '../document/commands/connect.ts'
import { commit, currentDocument } from '../document/document-store.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import type { Flow } from '../../shared/directive/schema.ts'
import { membersOf } from '../../shared/wit/member.ts'
import { type Wire, wiresOf } from '../document/wires.ts'
import { currentFlow, fold, select, useSessionStore } from '../session/session-store.ts'

interface PortAt {
  readonly node: string
  readonly handle: string
}

interface Ends {
  readonly from: PortAt
  readonly to: PortAt
}

export function drawWire({ from, to }: Ends, mode: ConnectMode): void {
  const edit = connect(
    currentDocument(),
    currentFlow(),
    pathOfHandle(from.node, from.handle),
    endOfHandle(to.node, to.handle),
    mode,
  )
  keepOpen(from)
  commit(edit, 'Connect')
}

/** A trigger shows its members until the first wire leaves it: those that are shown now stay. */
export function keepOpen({ node, handle }: PortAt): void {
  const flow = currentDocument().flows[currentFlow()] as Flow
  const [port = ''] = handle.split('.')
  const key = `${node}/${port}`
  if (!('trigger' in (flow.nodes[node] ?? {})) || useSessionStore.getState().folds.has(key)) return
  const type = useResolvedStore.getState().resolved.flows.get(currentFlow())?.nodes.get(node)?.outputs.get(port)
  if (type === undefined || membersOf(type).length === 0) return
  if (!wiresOf(flow).some(({ from }) => from?.node === node)) fold(key, true)
}

export function moveWire(id: string, { from, to }: Ends): void {
  const wire = wireById(id)
  if (wire === undefined) return
  commit(
    reconnect(
      currentDocument(),
      currentFlow(),
      wire,
      pathOfHandle(from.node, from.handle),
      endOfHandle(to.node, to.handle),
    ),
    'Move wire',
  )
}

export function removeWire(id: string): void {
  const wire = wireById(id)
  if (wire !== undefined) commit(disconnect(currentDocument(), currentFlow(), wire), 'Disconnect')
}

/** Draws a refused wire by way of the converter that was offered. */
export function connectThroughOffer(from: PortAt, to: PortAt, offer: WireOffer): void {
  const kind = { kind: 'core', name: offer.core, settings: offer.with ?? {} } as const
  const added = connectThrough(
    currentDocument(),
    currentFlow(),
    pathOfHandle(from.node, from.handle),
    endOfHandle(to.node, to.handle),
    kind,
    offer.input,
    between(from.node, to.node),
  )
  keepOpen(from)
  commit(added.edit, 'Convert')
  select([added.node])
}

function between(one: string, other: string): { x: number; y: number } {
  const { instance } = useCanvasStore.getState()
  const left = instance?.getNode(one)?.position ?? { x: 0, y: 0 }
  const right = instance?.getNode(other)?.position ?? left
  const x = (left.x + widthOnCanvas(one) + right.x - 248) / 2
  const y = (left.y + right.y) / 2 + (right.x - left.x < 560 ? heightOnCanvas(one) + 32 : 0)
  return { x: snap(x), y: snap(y) }
}

export function wireById(id: string): Wire | undefined {
  return wiresOf(currentDocument().flows[currentFlow()] as Flow).find((wire) => wire.id === id)
}
