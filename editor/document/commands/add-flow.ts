import type { Directive } from '../../../shared/directive/schema.ts'
import type { Edit } from '../edit.ts'
import { newId } from '../new-id.ts'

export function addFlow(document: Directive, label: string): { readonly edit: Edit; readonly flow: string } {
  const flow = newId(label, (id) => Object.hasOwn(document.flows, id))
  const value = flow === label ? { nodes: {} } : { label, nodes: {} }
  return { flow, edit: { kind: 'add-flow', flow, value, view: null, samples: null, index: null } }
}
