import {
  Background,
  BackgroundVariant,
  type Edge,
  MiniMap,
  type Node as CanvasNode,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useNodesInitialized,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type FocusEvent, type MouseEvent as ReactMouseEvent, type RefObject, useEffect, useRef } from 'react'
import type { Flow } from '../../shared/directive/schema.ts'
import { openCanvasMenu, openNodeMenu, openWireMenu } from '../commands/canvas-menus.tsx'
import { openInside } from '../commands/inside-commands.ts'
import { currentDocument } from '../document/document-store.ts'
import { setPanels } from '../session/panels-store.ts'
import { currentFlow, select } from '../session/session-store.ts'
import { openQuickAdd } from '../quick-add/quick-add-store.ts'
import { CanvasControls } from './CanvasControls.tsx'
import { CanvasHint } from './CanvasHint.tsx'
import { showOpening, useCanvasStore } from './canvas-store.ts'
import { ConnectionHint } from './ConnectionHint.tsx'
import { ConnectionWire } from './ConnectionWire.tsx'
import { useConnectingStore } from './connecting-store.ts'
import { acceptDrop, endDrop, offerDrop } from './drop-on-canvas.ts'
import css from './FlowCanvas.module.css'
import { GRID } from './layout.ts'
import { NodeCard } from './NodeCard.tsx'
import { onEdgesChange, useCanvasEdges } from './use-canvas-edges.ts'
import { leaveWire, pointAtWire } from './pointed-wire.ts'
import { useCanvasNodes } from './use-canvas-nodes.ts'
import { WireEdge } from './WireEdge.tsx'
import { wiring } from './wiring.ts'

const NODE_TYPES = { card: NodeCard }
const EDGE_TYPES = { wire: WireEdge }
/** Middle button; with the space bar any. The left button alone draws a selection. */
const PAN_BUTTONS = [1]

export function FlowCanvas({ flowId, flow }: { readonly flowId: string; readonly flow: Flow }) {
  return (
    <ReactFlowProvider key={flowId}>
      <Canvas flowId={flowId} flow={flow} />
    </ReactFlowProvider>
  )
}

function Canvas({ flowId, flow }: { readonly flowId: string; readonly flow: Flow }) {
  const { nodes, onNodesChange } = useCanvasNodes(flowId, flow)
  const edges = useCanvasEdges(flowId)
  const connecting = useConnectingStore((state) => state.dragged !== null)
  const element = useRef<HTMLDivElement>(null)
  const distance = useStore(({ transform: [, , zoom] }) => (zoom < 0.3 ? 'far' : zoom < 0.55 ? 'middle' : 'near'))
  const empty = nodes.length === 0
  return (
    <div
      ref={element}
      className={`${css.canvas} ${connecting ? 'connecting' : ''}`}
      data-distance={distance}
      data-area
      onDragOver={offerDrop}
      onDragLeave={endDrop}
      onDrop={acceptDrop}
      onDoubleClick={addHere}
      onFocus={pointAtFocus}
      onBlur={leaveWire}
    >
      <Mounted element={element} empty={empty} />
      <ReactFlow
        nodes={nodes}
        edges={edges}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        {...wiring}
        connectionLineComponent={ConnectionWire}
        connectionRadius={26}
        onNodeContextMenu={onNodeMenu}
        onEdgeContextMenu={onEdgeMenu}
        onEdgeMouseEnter={(_, { id }) => pointAtWire(id)}
        onEdgeMouseLeave={leaveWire}
        onPaneContextMenu={onPaneMenu}
        onSelectionContextMenu={onPaneMenu}
        onNodeDoubleClick={lookInto}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        panOnDrag={PAN_BUTTONS}
        panOnScroll
        zoomOnDoubleClick={false}
        multiSelectionKeyCode={MULTI}
        deleteKeyCode={null}
        panActivationKeyCode="Space"
        selectNodesOnDrag={false}
        snapToGrid
        snapGrid={[GRID, GRID]}
        minZoom={0.15}
        maxZoom={2.5}
        nodeDragThreshold={2}
        proOptions={{ hideAttribution: true }}
        elevateNodesOnSelect
        reconnectRadius={12}
        ariaLabelConfig={ARIA}
      >
        <Background
          variant={BackgroundVariant.Dots}
          gap={GRID * 3}
          size={1.5}
          color="var(--canvas-dot)"
          bgColor="var(--canvas)"
        />
        {nodes.length > 6 && (
          <MiniMap
            pannable
            zoomable
            className={css.minimap}
            style={MAP_SIZE}
            nodeClassName={css.mininode as string}
            maskColor="transparent"
            aria-label="Map of the flow"
          />
        )}
        <CanvasControls />
      </ReactFlow>
      {connecting && <ConnectionHint />}
      {empty && <CanvasHint />}
    </div>
  )
}

/** Given as a style, because the map draws itself to it. */
const MAP_SIZE = { width: 168, height: 108 }
const MULTI = ['Shift', 'Meta', 'Control']
const ARIA = {
  'node.a11yDescription.default': 'Press Enter to select the node, the arrow keys to move it, Delete to remove it.',
  'edge.a11yDescription.default': 'Press Enter to select the wire, Delete to remove it.',
}

/** Lets commands from elsewhere reach the canvas while it is there. */
function Mounted({ element, empty }: { readonly element: RefObject<HTMLDivElement | null>; readonly empty: boolean }) {
  const instance = useReactFlow()
  const measured = useNodesInitialized()
  // On a canvas that was empty the first node stays where it was dropped.
  const fitted = useRef(empty)
  useEffect(() => {
    if (!measured || fitted.current || element.current === null) return
    fitted.current = true
    void showOpening(instance, element.current)
  }, [measured, instance, element])
  useEffect(() => {
    useCanvasStore.setState({ instance, element: element.current })
    return () => useCanvasStore.setState({ instance: null, element: null })
  }, [instance, element])
  return null
}

function addHere(event: ReactMouseEvent): void {
  if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return
  openQuickAdd({ at: { x: event.clientX, y: event.clientY }, node: 'there', wire: null })
}

function pointAtFocus({ target }: FocusEvent): void {
  const wire = target.closest<HTMLElement>('.react-flow__edge')?.dataset['id']
  if (wire !== undefined && target.matches(':focus-visible')) pointAtWire(wire)
}

/** A flow shows its inside, another node what there is to say of it. */
function lookInto(_: ReactMouseEvent, { id }: CanvasNode): void {
  const node = currentDocument().flows[currentFlow()]?.nodes[id]
  if (node !== undefined && 'flow' in node) openInside(id)
  else setPanels({ inspectorOpen: true })
}

function onNodeMenu(event: ReactMouseEvent, node: CanvasNode): void {
  event.preventDefault()
  if (node.selected !== true) select([node.id])
  openNodeMenu({ x: event.clientX, y: event.clientY })
}

function onEdgeMenu(event: ReactMouseEvent, edge: Edge): void {
  event.preventDefault()
  select([], [edge.id])
  openWireMenu({ x: event.clientX, y: event.clientY })
}

function onPaneMenu(event: ReactMouseEvent | MouseEvent): void {
  event.preventDefault()
  openCanvasMenu({ x: event.clientX, y: event.clientY })
}
