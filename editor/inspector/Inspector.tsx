import { MousePointer2 } from 'lucide-react'
import { isComment } from '../document/comments.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { useSessionStore } from '../session/session-store.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './Inspector.module.css'
import { CommentInspector } from './CommentInspector.tsx'
import { FlowInspector } from './FlowInspector.tsx'
import { NodeInspector } from './NodeInspector.tsx'
import { WireInspector } from './WireInspector.tsx'

/** What is selected, in full. */
export function Inspector() {
  return (
    <aside className={css.inspector} aria-label="Inspector" data-area>
      <Selected />
    </aside>
  )
}

function Selected() {
  const flow = useSessionStore((state) => state.flow)
  const chosen = useSessionStore((state) => state.nodes)
  const wires = useSessionStore((state) => state.wires)
  const nodes = useDocumentStore((state) => (flow === null ? undefined : state.open?.document.flows[flow]?.nodes))
  if (flow === null || nodes === undefined) return null
  const present = [...chosen].filter((id) => nodes[id] !== undefined)
  const [only] = present
  const node = only === undefined ? undefined : nodes[only]
  if (present.length === 1 && only !== undefined && node !== undefined && isComment(node))
    return <CommentInspector key={`${flow}/${only}`} flow={flow} id={only} node={node} />
  if (present.length === 1 && only !== undefined && node !== undefined)
    return <NodeInspector key={`${flow}/${only}`} flow={flow} id={only} node={node} />
  if (present.length > 1) {
    return (
      <EmptyState icon={<MousePointer2 size={17} />} title={`${present.length} nodes are selected`}>
        Drag to move them together. The context menu copies, duplicates, disables or deletes them, or makes a flow of
        them.
      </EmptyState>
    )
  }
  const [wire] = wires
  return wire === undefined ? <FlowInspector flow={flow} /> : <WireInspector key={wire} id={wire} />
}
