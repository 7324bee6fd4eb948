import type { Binding, Directive } from '../../shared/directive/schema.ts'
import { secretPlaces } from './secret-uses.ts'

/**
 * An input that is bound to a variable: `text`, or a part of one that is put together: `body.limit`; for a secret the
 * credential that it is in: `credentials.0`.
 */
export interface VariableUse {
  readonly flow: string
  readonly node: string
  readonly input: string
}

/** In the document's order. */
export function variableUses(document: Directive, name: string): readonly VariableUse[] {
  return Object.entries(document.flows).flatMap(([flow, { nodes }]) =>
    Object.entries(nodes).flatMap(([node, value]) => {
      const inputs = Object.entries(value.in ?? {}).flatMap(([input, binding]) => placesIn(binding, name, [input]))
      return [...inputs, ...secretPlaces(value, name)].map((input) => ({ flow, node, input }))
    }))
}

function placesIn(binding: Binding, name: string, members: readonly string[]): readonly string[] {
  if ('config' in binding) return binding.config === name ? [members.join('.')] : []
  if ('record' in binding) {
    return Object.entries(binding.record).flatMap(([field, part]) => placesIn(part, name, [...members, field]))
  }
  if ('list' in binding) return binding.list.flatMap((item, at) => placesIn(item, name, [...members, String(at)]))
  return []
}

/** The same binding, as the object it was where nothing in it names the variable. */
export function withVariableRenamed(binding: Binding, from: string, to: string): Binding {
  if (placesIn(binding, from, []).length === 0) return binding
  if ('config' in binding) return { config: to }
  if ('record' in binding) {
    const fields = Object.entries(binding.record).map(([field, part]) => [field, withVariableRenamed(part, from, to)])
    return { record: Object.fromEntries(fields) }
  }
  if ('list' in binding) return { list: binding.list.map((item) => withVariableRenamed(item, from, to)) }
  return binding
}
