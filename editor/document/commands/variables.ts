import type { Directive } from '../../../shared/directive/schema.ts'
import { batch, type Edit, type Variable } from '../edit.ts'
import { newId } from '../new-id.ts'
import { indexOfKey } from '../ordered-record.ts'
import { withSecretRenamed } from '../secret-uses.ts'
import { withVariableRenamed } from '../variable-uses.ts'

export function addVariable(
  document: Directive, wanted: string, value: Variable,
): { readonly edit: Edit; readonly name: string } {
  const name = newId(wanted, (id) => Object.hasOwn(document.config ?? {}, id))
  return { name, edit: { kind: 'set-variable', name, value, index: null } }
}

/** With everything that is bound to it. */
export function renameVariable(document: Directive, from: string, to: string): Edit {
  const declared = document.config ?? {}
  const value = declared[from]
  if (value === undefined) throw new Error(`there is no variable ${from}`)
  const bindings = Object.entries(document.flows).flatMap(([flow, { nodes }]) =>
    Object.entries(nodes).flatMap(([node, { in: bound = {} }]) =>
      Object.entries(bound).flatMap(([input, before]): Edit[] => {
        const binding = withVariableRenamed(before, from, to)
        return binding === before ? [] : [{ kind: 'set-binding', flow, node, input, binding, index: null }]
      })))
  const grants = Object.entries(document.flows).flatMap(([flow, { nodes }]) =>
    Object.entries(nodes).flatMap(([node, { grant }]): Edit[] => {
      const value = grant && withSecretRenamed(grant, from, to)
      return value === grant ? [] : [{ kind: 'set-node-part', flow, node, part: 'grant', value }]
    }))
  return batch([
    { kind: 'set-variable', name: from, value: null, index: null },
    { kind: 'set-variable', name: to, value, index: indexOfKey(declared, from) },
    ...bindings,
    ...grants,
  ])
}
