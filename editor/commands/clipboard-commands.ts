import { canvasCentre } from '../canvas/canvas-store.ts'
import { snap } from '../canvas/layout.ts'
import { type Clip, copyNodes, paste, readClip } from '../document/commands/paste.ts'
import { commit, currentDocument } from '../document/document-store.ts'
import type { Point } from '../document/edit.ts'
import { currentFlow, select, useSessionStore } from '../session/session-store.ts'
import { cutSelected } from './node-commands.ts'

/** The selected nodes as text for the clipboard; null when none is selected. */
export function copySelected(): string | null {
  const { nodes } = useSessionStore.getState()
  return nodes.size === 0 ? null : JSON.stringify(copyNodes(currentDocument(), currentFlow(), nodes))
}

export function onCopy(event: ClipboardEvent): void {
  const text = copySelected()
  if (text === null) return
  event.preventDefault()
  event.clipboardData?.setData('text/plain', text)
}

export function onCut(event: ClipboardEvent): void {
  onCopy(event)
  if (event.defaultPrevented) cutSelected()
}

export function onPaste(event: ClipboardEvent): void {
  const clip = readClip(event.clipboardData?.getData('text/plain') ?? '')
  if (clip === null) return
  event.preventDefault()
  pasteClip(clip, { x: canvasCentre().x - 124, y: canvasCentre().y - 60 })
}

/** From a menu, where the browser gives no clipboard event. */
export async function copyToClipboard(): Promise<void> {
  const text = copySelected()
  if (text !== null) await navigator.clipboard.writeText(text)
}

export async function pasteFromClipboard(at: Point): Promise<void> {
  const clip = readClip(await navigator.clipboard.readText())
  if (clip !== null) pasteClip(clip, at)
}

export function duplicateSelected(): void {
  const { nodes } = useSessionStore.getState()
  if (nodes.size === 0) return
  const clip = copyNodes(currentDocument(), currentFlow(), nodes)
  const points = Object.values(clip.view)
  const corner = { x: Math.min(...points.map(({ x }) => x)), y: Math.min(...points.map(({ y }) => y)) }
  pasteClip(clip, points.length === 0 ? canvasCentre() : { x: corner.x + 32, y: corner.y + 32 }, 'Duplicate')
}

function pasteClip(clip: Clip, at: Point, verb: 'Paste' | 'Duplicate' = 'Paste'): void {
  const pasted = paste(currentDocument(), currentFlow(), clip, freeCorner(at))
  commit(pasted.edit, pasted.nodes.length === 1 ? verb : `${verb} ${pasted.nodes.length} nodes`)
  select(pasted.nodes)
}

/** A second paste does not hide the first. */
function freeCorner(at: Point): Point {
  const taken = Object.values(currentDocument().view?.[currentFlow()] ?? {})
  const corner = { x: snap(at.x), y: snap(at.y) }
  while (taken.some(({ x, y }) => Math.abs(x - corner.x) < 16 && Math.abs(y - corner.y) < 16)) {
    corner.x += 32
    corner.y += 32
  }
  return corner
}
