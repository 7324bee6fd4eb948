import { create } from 'zustand'
import type { Directive } from '../../shared/directive/schema.ts'
import { resolveDirective } from '../../shared/resolve/resolve.ts'
import type { ResolvedDirective } from '../../shared/resolve/types.ts'
import { operatorPolicy } from '../rpc/operator-policy.ts'
import { componentOf, useLibraryStore } from '../library/library-store.ts'
import { useDocumentStore } from './document-store.ts'

// What follows from the document and the library, made once per edit.

interface ResolvedState {
  /** The document that `resolved` belongs to. */
  readonly of: Directive | null
  readonly resolved: ResolvedDirective
}

const NOTHING: ResolvedDirective = { flows: new Map(), problems: [] }

export const useResolvedStore = create<ResolvedState>(() => ({ of: null, resolved: NOTHING }))

/** Keeps it up to date until the returned function is called. */
export function startResolving(): () => void {
  const resolve = () => {
    const document = useDocumentStore.getState().open?.document ?? null
    if (document === null) return useResolvedStore.setState({ of: null, resolved: NOTHING })
    const before = useResolvedStore.getState().of
    if (before !== null && sameProgram(before, document)) return useResolvedStore.setState({ of: document })
    useResolvedStore.setState({ of: document, resolved: resolveDirective(document, componentOf, operatorPolicy()) })
  }
  resolve()
  const stopDocument = useDocumentStore.subscribe((now, before) => {
    if (now.open?.document !== before.open?.document) resolve()
  })
  const stopLibrary = useLibraryStore.subscribe(() => {
    useResolvedStore.setState({ of: null })
    resolve()
  })
  return () => {
    stopDocument()
    stopLibrary()
  }
}

/** Moving nodes and editing samples changes nothing that is looked up. */
function sameProgram(one: Directive, other: Directive): boolean {
  return (
    one.flows === other.flows
    && one.packages === other.packages
    && one.config === other.config
    && one.policy === other.policy
    && one.name === other.name
    && one.samples === other.samples
  )
}
