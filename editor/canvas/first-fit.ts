import type { ResolvedInput } from '../../shared/resolve/types.ts'
import { currentDocument } from '../document/document-store.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { currentFlow } from '../session/session-store.ts'
import { type Dragged, verdictAt } from './connecting-store.ts'
import { inputHandle, isInput } from './handle-id.ts'

/** The port of a node that a wire dropped on its body goes to: unbound inputs first, exact types before conversions. */
export function firstFit(dragged: Dragged, id: string): string | null {
  const node = useResolvedStore.getState().resolved.flows.get(currentFlow())?.nodes.get(id)
  if (node === undefined) return null
  const bound = currentDocument().flows[currentFlow()]?.nodes[id]?.in ?? {}
  const rank = ({ name, type }: ResolvedInput) => (name in bound ? 2 : 0) + (type.kind === 'option' ? 1 : 0)
  const handles = isInput(dragged.handle)
    ? [...node.outputs.keys()].filter((port) => port !== 'failed')
    : node.inputs.toSorted((one, other) => rank(one) - rank(other)).map(({ name }) => inputHandle(name, []))
  const verdicts = handles.map((handle) => ({ handle, kind: verdictAt(dragged, id, handle)?.kind }))
  for (const kind of ['same', 'widens', 'checked'] as const) {
    const fit = verdicts.find((verdict) => verdict.kind === kind)
    if (fit !== undefined) return fit.handle
  }
  return null
}
