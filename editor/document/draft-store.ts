import { create } from 'zustand'
import type { Directive } from '../../shared/directive/schema.ts'

/** How the open document stands towards the runtime's copy of it. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  /** No line to the runtime: kept in this browser until there is one. */
  | { readonly kind: 'offline' }
  /** Somebody else saved meanwhile: the person chooses whose stays. */
  | { readonly kind: 'conflict'; readonly theirs: Directive; readonly theirRevision: number }
  | { readonly kind: 'refused'; readonly message: string }

export const useDraftStore = create<{ readonly save: SaveState }>(() => ({ save: { kind: 'saved' } }))
