import type { DragEvent } from 'react'
import { addNodeNamed } from '../commands/node-commands.ts'
import { toCanvas } from './canvas-store.ts'

/** What a palette's entry puts into a drag: the entry's id. */
export const ENTRY_TYPE = 'application/x-runnel-entry'

export function offerDrop(event: DragEvent): void {
  if (!event.dataTransfer.types.includes(ENTRY_TYPE)) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'copy'
}

export function acceptDrop(event: DragEvent): void {
  const id = event.dataTransfer.getData(ENTRY_TYPE)
  if (id === '') return
  event.preventDefault()
  const { x, y } = toCanvas({ x: event.clientX, y: event.clientY })
  addNodeNamed(id, { x: x - 124, y: y - 23 })
}
