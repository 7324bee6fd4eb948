import { fillBlank } from '../../shared/resolve/fill-blank.ts'
import { aliasFor } from '../document/commands/add-node.ts'
import { commit, currentDocument } from '../document/document-store.ts'
import { batch } from '../document/edit.ts'
import type { CatalogueEntry } from '../library/catalogue.ts'
import { componentOf } from '../library/library-store.ts'
import { currentFlow, select } from '../session/session-store.ts'
import { toast } from '../ui/toast-store.ts'
import { entryById } from './node-commands.ts'

/** Fills a blank node with what was dropped on it. False for what is no function and goes beside it as ever. */
export function fillNodeNamed(node: string, entryId: string): boolean {
  const entry = entryById(entryId)
  if (entry?.kind.kind !== 'function') return false
  fillNode(node, entry)
  return true
}

/** Puts a function in the place of a blank node, or says why it does not fit there. */
export function fillNode(node: string, { kind, label }: CatalogueEntry): void {
  if (kind.kind !== 'function') return
  const document = currentDocument()
  const flow = currentFlow()
  const fn = componentOf(kind.ref.digest)?.functions.find(({ path }) => path === kind.path)
  const fill = fillBlank(document, { flow, node }, componentOf)
  if (fn === undefined || fill === null) {
    const detail = fill === null ? 'Its signature cannot be read.' : 'The component is not in the library any more.'
    toast({ kind: 'bad', text: `“${label}” cannot fill this node.`, detail })
    return
  }
  const { alias, edit } = aliasFor(document.packages, kind.ref, kind.alias)
  const filled = fill({ alias, ref: kind.ref, fn })
  select([node])
  if (filled.kind === 'misfit') {
    toast({ kind: 'bad', text: `“${label}” does not fit here.`, detail: filled.reason })
    return
  }
  const replace = { kind: 'replace-node', flow, node, value: filled.node } as const
  commit(batch(edit === null ? [replace] : [edit, replace]), `Fill with ${label}`)
  if (filled.renamed.size > 0) {
    const renamed = [...filled.renamed].map(([from, to]) => `${from} is ${to}`).join(', ')
    toast({ kind: 'good', text: `Filled with “${label}”.`, detail: `In it ${renamed}.` })
  }
}
