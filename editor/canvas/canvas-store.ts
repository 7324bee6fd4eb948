import type { ReactFlowInstance } from '@xyflow/react'
import { create } from 'zustand'
import type { Point } from '../document/edit.ts'

/** The mounted canvas, for commands that come from elsewhere (a key, the palette, a menu). */
interface CanvasState {
  readonly instance: ReactFlowInstance | null
  readonly element: HTMLElement | null
}

export const useCanvasStore = create<CanvasState>(() => ({ instance: null, element: null }))

/** Room for what floats above the canvas, and how large nodes are at most. */
export const FIT = { padding: { top: '64px', right: '32px', bottom: '64px', left: '32px' }, maxZoom: 1 } as const

/** A flow opens no smaller than this: what does not fit then is to the right. */
const LEAST_OPENING_ZOOM = 0.4

/** Shows all of a flow that is opened, or of a large one where it begins. */
export async function showOpening(instance: ReactFlowInstance, element: HTMLElement): Promise<void> {
  await instance.fitView(FIT)
  const box = instance.getNodesBounds(instance.getNodes())
  const zoom = LEAST_OPENING_ZOOM
  if (instance.getZoom() >= zoom) return
  const fitsDown = box.height * zoom < element.clientHeight - 128
  await instance.setViewport({
    zoom,
    x: 32 - box.x * zoom,
    y: fitsDown ? (element.clientHeight - box.height * zoom) / 2 - box.y * zoom : instance.getViewport().y,
  })
}

export function fitCanvas(nodes?: readonly string[]): void {
  const { instance } = useCanvasStore.getState()
  const only = nodes === undefined ? {} : { nodes: nodes.map((id) => ({ id })) }
  void instance?.fitView({ ...FIT, duration: still() ? 0 : 240, ...only })
}

export function zoomCanvas(by: 'in' | 'out' | 'actual'): void {
  const { instance } = useCanvasStore.getState()
  const options = { duration: still() ? 0 : 140 }
  if (by === 'in') void instance?.zoomIn(options)
  else if (by === 'out') void instance?.zoomOut(options)
  else void instance?.zoomTo(1, options)
}

/** The middle of what is visible, in canvas pixels. */
export function canvasCentre(): Point {
  const { instance, element } = useCanvasStore.getState()
  if (instance === null || element === null) return { x: 0, y: 0 }
  const { left, top, width, height } = element.getBoundingClientRect()
  return instance.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 })
}

/** Where the first node of an empty flow goes: there is room to the right for what follows. */
export function canvasStart(): Point {
  const { instance, element } = useCanvasStore.getState()
  if (instance === null || element === null) return { x: 0, y: 0 }
  const { left, top, height } = element.getBoundingClientRect()
  return instance.screenToFlowPosition({ x: left + 64, y: top + height / 2 })
}

export function toCanvas(page: Point): Point {
  return useCanvasStore.getState().instance?.screenToFlowPosition(page) ?? page
}

/** Where nodes are drawn, those that the document gives no place too. */
export function placesOnCanvas(): ReadonlyMap<string, Point> {
  const { instance } = useCanvasStore.getState()
  return new Map(instance?.getNodes().map(({ id, position }) => [id, position]))
}

export function heightOnCanvas(node: string): number {
  return useCanvasStore.getState().instance?.getNode(node)?.measured?.height ?? 120
}

export function widthOnCanvas(node: string): number {
  return useCanvasStore.getState().instance?.getNode(node)?.measured?.width ?? 248
}

function still(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
