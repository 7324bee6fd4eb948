import { create } from 'zustand'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Edit } from './edit.ts'
import { EMPTY_HISTORY, type History, record, redo, seal, undo } from './history.ts'
import { tidy } from './tidy.ts'

// The document scope: what is saved, and how it came to be. What is selected or unfolded is the session's, what ran is
// the runs'.

export interface DocumentState {
  /** Null while no application is open. */
  readonly open: OpenDocument | null
}

export interface OpenDocument {
  readonly app: string
  readonly document: Directive
  readonly history: History
}

export const useDocumentStore = create<DocumentState>(() => ({ open: null }))

export function openDocument(app: string, directive: Directive): void {
  useDocumentStore.setState({ open: { app, document: tidy(directive), history: EMPTY_HISTORY } })
}

export function closeDocument(): void {
  useDocumentStore.setState({ open: null })
}

/** The open document. Called by commands, which exist only while one is open. */
export function currentDocument(): Directive {
  return theOpen().document
}

/** Every change goes through here. Edits of one `group` that follow each other are undone together. */
export function commit(edit: Edit, title: string, group: string | null = null): void {
  if (edit.kind === 'batch' && edit.edits.length === 0) return
  const open = theOpen()
  useDocumentStore.setState({ open: { ...open, ...record(open, edit, title, group) } })
}

export function undoEdit(): void {
  const open = theOpen()
  useDocumentStore.setState({ open: { ...open, ...undo(open) } })
}

export function redoEdit(): void {
  const open = theOpen()
  useDocumentStore.setState({ open: { ...open, ...redo(open) } })
}

/** Says that a gesture or the typing in a field is over. */
export function endGroup(): void {
  const { open } = useDocumentStore.getState()
  if (open === null) return
  const history = seal(open.history)
  if (history !== open.history) useDocumentStore.setState({ open: { ...open, history } })
}

function theOpen(): OpenDocument {
  const { open } = useDocumentStore.getState()
  if (open === null) throw new Error('no application is open')
  return open
}
