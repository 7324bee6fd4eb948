import type { Directive } from '../../shared/directive/schema.ts'
import { applyEdit } from './apply-edit.ts'
import { batch, type Edit } from './edit.ts'

export interface History {
  readonly past: readonly Step[]
  /** Nearest last. */
  readonly future: readonly Step[]
}

export interface Step {
  /** What the undo button says: `Connect`, `Delete 3 nodes`. */
  readonly title: string
  readonly edit: Edit
  readonly undo: Edit
  /** Steps with the same group that follow each other are one step: typing in a field, dragging with the arrow keys. */
  readonly group: string | null
}

export interface Edited {
  readonly document: Directive
  readonly history: History
}

export const EMPTY_HISTORY: History = { past: [], future: [] }

/** Older steps are forgotten. */
const MAX_STEPS = 500

export function record(now: Edited, edit: Edit, title: string, group: string | null): Edited {
  const { document, undo } = applyEdit(now.document, edit)
  const last = now.history.past.at(-1)
  const step = last !== undefined && group !== null && last.group === group
    ? { title, group, edit: join(last.edit, edit), undo: join(undo, last.undo) }
    : { title, group, edit, undo }
  const before = step.edit === edit ? now.history.past : now.history.past.slice(0, -1)
  return { document, history: { past: [...before, step].slice(-MAX_STEPS), future: [] } }
}

export function undo(now: Edited): Edited {
  const step = now.history.past.at(-1)
  if (step === undefined) return now
  return {
    document: applyEdit(now.document, step.undo).document,
    history: { past: now.history.past.slice(0, -1), future: [...now.history.future, step] },
  }
}

export function redo(now: Edited): Edited {
  const step = now.history.future.at(-1)
  if (step === undefined) return now
  return {
    document: applyEdit(now.document, step.edit).document,
    history: { past: [...now.history.past, { ...step, group: null }], future: now.history.future.slice(0, -1) },
  }
}

/** Ends a group: the next step stands for itself. */
export function seal(history: History): History {
  const last = history.past.at(-1)
  if (last === undefined || last.group === null) return history
  return { ...history, past: [...history.past.slice(0, -1), { ...last, group: null }] }
}

function join(first: Edit, second: Edit): Edit {
  const parts = (edit: Edit): readonly Edit[] => (edit.kind === 'batch' ? edit.edits : [edit])
  return batch([...parts(first), ...parts(second)])
}
