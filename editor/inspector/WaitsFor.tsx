import type { Node } from '../../shared/directive/schema.ts'
import { mapAfter } from '../document/binding-tree.ts'
import { commit } from '../document/document-store.ts'
import { Section } from './Section.tsx'
import { WireChips } from './WireChips.tsx'

/** What must have happened before the node runs. */
export function WaitsFor({ flow, id, node }: { readonly flow: string; readonly id: string; readonly node: Node }) {
  const entries = (node.after ?? []).map((entry) => [entry].flat())
  return (
    <Section title="Waits for">
      {entries.map((paths) => (
        <WireChips
          key={paths.join()}
          name="after"
          paths={paths}
          set={(binding) => {
            const kept = binding !== null && 'from' in binding ? [binding.from].flat() : []
            const value = mapAfter(node.after ?? [], (path) =>
              paths.includes(path) && !kept.includes(path) ? null : path,
            )
            commit({ kind: 'set-node-part', flow, node: id, part: 'after', value }, 'Disconnect')
          }}
        />
      ))}
    </Section>
  )
}
