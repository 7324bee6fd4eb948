import { CORES, SINKS } from '../../shared/nodes/catalogue.ts'
import type { Node } from '../../shared/directive/schema.ts'
import { endOfHandle } from './handle-id.ts'
import { useDocumentNode, usePackage } from './use-node.ts'

/** What the package's WIT or a built-in node says about an input. */
export function useInputHelp(id: string, handle: string): string | undefined {
  const node = useDocumentNode(id)
  const use = node !== undefined && 'use' in node ? node.use : null
  const from = usePackage(use === null ? null : use.slice(0, use.indexOf('#')))
  const end = endOfHandle(id, handle)
  if (node === undefined || end.kind === 'after') return undefined
  if (use !== null) return from?.manifest?.nodes[use.slice(use.indexOf('#') + 1)]?.params?.[end.input]
  return builtInInputs(node).find(({ name }) => name === end.input)?.help
}

export function builtInInputs(node: Node): readonly { readonly name: string; readonly help: string }[] {
  if ('sink' in node) return SINKS.get(node.sink)?.inputs ?? []
  if (!('core' in node)) return []
  const settled = CORES.get(node.core)?.settle(node.with ?? {})
  return settled?.ok === true ? settled.value.inputs : []
}
