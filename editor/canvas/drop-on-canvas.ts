import type { DragEvent } from 'react'
import { addNodeNamed } from '../commands/node-commands.ts'
import { fillNodeNamed } from '../commands/fill-commands.ts'
import { currentDocument } from '../document/document-store.ts'
import { currentFlow } from '../session/session-store.ts'
import { toCanvas } from './canvas-store.ts'
import { showDropTarget } from './drop-target-store.ts'

/** What a palette's entry puts into a drag: the entry's id. */
export const ENTRY_TYPE = 'application/x-runnel-entry'

export function offerDrop(event: DragEvent): void {
  if (!event.dataTransfer.types.includes(ENTRY_TYPE)) return
  showDropTarget(blankUnder(event))
  event.preventDefault()
  event.dataTransfer.dropEffect = 'copy'
}

export function acceptDrop(event: DragEvent): void {
  const id = event.dataTransfer.getData(ENTRY_TYPE)
  if (id === '') return
  event.preventDefault()
  const blank = blankUnder(event)
  showDropTarget(null)
  if (blank !== null && fillNodeNamed(blank, id)) return
  const { x, y } = toCanvas({ x: event.clientX, y: event.clientY })
  addNodeNamed(id, { x: x - 124, y: y - 23 })
}

export function endDrop(event: DragEvent): void {
  const to = event.relatedTarget
  if (!(to instanceof Element) || !event.currentTarget.contains(to)) showDropTarget(null)
}

/** The blank node that the pointer is over: a function dropped there fills it. */
function blankUnder({ target }: DragEvent): string | null {
  const id = target instanceof Element ? target.closest<HTMLElement>('.react-flow__node')?.dataset['id'] : undefined
  const node = id === undefined ? undefined : currentDocument().flows[currentFlow()]?.nodes[id]
  return id !== undefined && node !== undefined && 'blank' in node ? id : null
}
