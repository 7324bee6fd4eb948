import type {
  Connection,
  Edge,
  FinalConnectionState,
  HandleType,
  IsValidConnection,
  OnConnect,
  OnConnectStart,
} from '@xyflow/react'
import { connectThroughOffer, drawWire, moveWire, removeWire } from '../commands/wire-commands.ts'
import { openQuickAdd } from '../quick-add/quick-add-store.ts'
import { toast } from '../ui/toast-store.ts'
import { beginWire, endWire, mergeWire, useConnectingStore, verdictAt } from './connecting-store.ts'
import { isInput } from './handle-id.ts'
import { firstFit } from './first-fit.ts'

// What React Flow tells of a wire that is being dragged, turned into commands.

/** The wire whose end was taken hold of; null while a new one is drawn. */
let held: Edge | null = null

const onConnectStart: OnConnectStart = (_, { nodeId, handleId }) => {
  if (nodeId === null || handleId === null) return
  beginWire(nodeId, handleId)
  addEventListener('keydown', followShift)
  addEventListener('keyup', followShift)
}

function followShift(event: KeyboardEvent): void {
  if (event.key === 'Shift') mergeWire(event.type === 'keydown')
}

const isValidConnection: IsValidConnection = (connection) => {
  const { dragged } = useConnectingStore.getState()
  if (dragged === null) return false
  const end = endOf(connection)
  const verdict = end && verdictAt(dragged, end.node, end.handle)
  return verdict !== null && verdict.kind !== 'refused'
}

/** The end of a connection that is not where the drag began. */
function endOf(connection: Connection | Edge): { readonly node: string; readonly handle: string } | null {
  const { dragged } = useConnectingStore.getState()
  if (dragged === null) return null
  const handle = isInput(dragged.handle) ? connection.sourceHandle : connection.targetHandle
  return handle == null ? null : { node: isInput(dragged.handle) ? connection.source : connection.target, handle }
}

const onConnect: OnConnect = (connection) => {
  const merge = useConnectingStore.getState().dragged?.merge === true
  drawWire(endsOf(connection), merge ? 'merge' : 'replace')
}

const onReconnect = (edge: Edge, connection: Connection): void => moveWire(edge.id, endsOf(connection))

function endsOf({ source, sourceHandle, target, targetHandle }: Connection) {
  return {
    from: { node: source, handle: sourceHandle as string },
    to: { node: target, handle: targetHandle as string },
  }
}

const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
  removeEventListener('keydown', followShift)
  removeEventListener('keyup', followShift)
  const { dragged } = useConnectingStore.getState()
  const wire = held
  if (dragged !== null && state.isValid !== true && wire === null) dropAside(event, state, dragged)
  endWire()
}

type Dragged = NonNullable<ReturnType<typeof useConnectingStore.getState>['dragged']>

function dropAside(event: MouseEvent | TouchEvent, state: FinalConnectionState, dragged: Dragged): void {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  if (at === undefined) return
  const point = { x: at.clientX, y: at.clientY }
  const { toHandle } = state
  if (toHandle !== null && toHandle.id != null) {
    const verdict = verdictAt(dragged, toHandle.nodeId, toHandle.id)
    if (verdict?.kind !== 'refused') return
    if (verdict.offers !== undefined && !isInput(dragged.handle)) {
      connectThroughOffer(dragged, { node: toHandle.nodeId, handle: toHandle.id }, verdict.offers)
    } else {
      toast({ kind: 'bad', text: 'These ports do not fit.', detail: verdict.reason })
    }
    return
  }
  const element = event.target instanceof Element ? event.target : null
  const onNode = (element?.closest<HTMLElement>('.react-flow__node') ?? null)?.dataset['id']
  if (onNode !== undefined) {
    if (onNode !== dragged.node) connectToNode(dragged, onNode)
    return
  }
  if (element?.closest('.react-flow') != null) openQuickAdd({ at: point, node: 'there', wire: dragged })
}

/** Dropped on a node's body: the first port of it that fits is meant. */
function connectToNode(dragged: Dragged, node: string): void {
  const handle = firstFit(dragged, node)
  if (handle === null) {
    toast({ kind: 'bad', text: 'No port of this node takes the wire.' })
    return
  }
  const [from, to] = isInput(dragged.handle) ? [{ node, handle }, dragged] : [dragged, { node, handle }]
  drawWire({ from, to }, dragged.merge ? 'merge' : 'replace')
}

const onReconnectStart = (_: unknown, edge: Edge): void => {
  held = edge
}

/** A wire whose end is let go over nothing is taken away. */
const onReconnectEnd = (
  _: MouseEvent | TouchEvent,
  edge: Edge,
  _end: HandleType,
  state: FinalConnectionState,
): void => {
  held = null
  if (state.toHandle === null) removeWire(edge.id)
}

export const wiring = {
  onConnectStart,
  onConnect,
  onConnectEnd,
  isValidConnection,
  onReconnect,
  onReconnectStart,
  onReconnectEnd,
}
