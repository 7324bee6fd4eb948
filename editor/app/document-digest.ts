import { create } from 'zustand'
import { digestOf } from '../../shared/directive/canonical.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import { useDocumentStore } from '../document/document-store.ts'

/** The digest of the open document, to tell whether it is what is live. Null until it is known. */
export const useDigestStore = create<{ readonly digest: string | null }>(() => ({ digest: null }))

export function startDigesting(): void {
  let newest: Directive | null = null
  useDocumentStore.subscribe(({ open: now }, { open: before }) => {
    if (now?.document === before?.document) return
    newest = now?.document ?? null
    if (now?.app !== before?.app) useDigestStore.setState({ digest: null })
    // Browsers have no digests on pages that came over plain HTTP from elsewhere than this machine.
    if (newest === null || !isSecureContext) return
    const document = newest
    void digestOf(document).then((digest) => { if (newest === document) useDigestStore.setState({ digest }) })
  })
}
