import type { ResolvedInput } from '../../shared/resolve/types.ts'
import { currentDocument } from '../document/document-store.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { isMain } from '../library/search.ts'
import { currentFlow } from '../session/session-store.ts'
import { type Dragged, verdictAt } from './connecting-store.ts'
import { inputHandle, isInput } from './handle-id.ts'

/** The port that a wire dropped on a node's body goes to: what is unbound first, what must be given before options. */
export function firstFit(dragged: Dragged, id: string): string | null {
  const node = useResolvedStore.getState().resolved.flows.get(currentFlow())?.nodes.get(id)
  if (node === undefined) return null
  const bound = currentDocument().flows[currentFlow()]?.nodes[id]?.in ?? {}
  const rank = (input: ResolvedInput) => (input.name in bound ? 2 : 0) + (isMain(input) ? 0 : 1)
  const handles = isInput(dragged.handle)
    ? [...node.outputs.keys()].filter((port) => port !== 'failed')
    : node.inputs.toSorted((one, other) => rank(one) - rank(other)).map(({ name }) => inputHandle(name, []))
  const fits = handles.filter((handle) => {
    const verdict = verdictAt(dragged, id, handle)
    return verdict !== null && verdict.kind !== 'refused'
  })
  return fits[0] ?? null
}
