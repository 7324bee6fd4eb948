import { useFace } from '../canvas/use-node.ts'
import type { Node } from '../../shared/directive/schema.ts'
import { showInside, showNode } from '../commands/inside-commands.ts'
import type { Within } from '../../shared/engine/types.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { useSessionStore } from '../session/session-store.ts'
import css from './NodeName.module.css'

interface NodeNameProps {
  readonly flow: string
  readonly node: string
  /** The calls of flow nodes that it happened in, where that is known: a press leads there. */
  readonly within?: Within
}

/** A node as the canvas names it; a press shows it there. One that is no longer drawn has its id. */
export function NodeName({ flow, node, within }: NodeNameProps) {
  const drawn = useDocumentStore(({ open }) => Object.hasOwn(open?.document.flows[flow]?.nodes ?? {}, node))
  const inView = useSessionStore((state) => state.flow === flow || (within !== undefined && within.length > 0))
  if (!drawn || !inView) return <span className={css.name}><NodeLabel flow={flow} node={node} /></span>
  return (
    <button
      type="button" className={`${css.name} ${css.link}`} data-tip={`Show ${node} on the canvas`}
      onClick={() => (within === undefined ? showNode({ flow, node }) : showInside(within, node))}
    >
      <NodeLabel flow={flow} node={node} />
    </button>
  )
}

export function NodeLabel({ flow, node }: Pick<NodeNameProps, 'flow' | 'node'>) {
  const drawn = useDocumentStore(({ open }) => open?.document.flows[flow]?.nodes[node])
  return drawn === undefined ? node : <Label node={node} drawn={drawn} />
}

function Label({ node, drawn }: { readonly node: string; readonly drawn: Node }) {
  return useFace(node, drawn).label
}
