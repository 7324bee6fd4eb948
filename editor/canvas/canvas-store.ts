import type { ReactFlowInstance } from '@xyflow/react'
import { create } from 'zustand'
import type { Point } from '../document/edit.ts'

/** The mounted canvas, for commands that come from elsewhere (a key, the palette, a menu). */
interface CanvasState {
  readonly instance: ReactFlowInstance | null
  readonly element: HTMLElement | null
}

export const useCanvasStore = create<CanvasState>(() => ({ instance: null, element: null }))

/** How much of the canvas is shown, and how large at most. */
export const FIT = { padding: 0.14, maxZoom: 1 } as const

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

export function toCanvas(page: Point): Point {
  return useCanvasStore.getState().instance?.screenToFlowPosition(page) ?? page
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
