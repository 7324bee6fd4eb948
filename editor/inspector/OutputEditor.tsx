import type { Node } from '../../shared/directive/schema.ts'
import { outputNameOf, renameOutput } from '../document/commands/flow-ports.ts'
import { commit, currentDocument } from '../document/document-store.ts'
import fields from '../ui/Field.module.css'
import { PortNameField } from './PortNameField.tsx'
import { Section } from './Section.tsx'

interface OutputEditorProps {
  readonly flow: string
  readonly id: string
  readonly node: Node
}

/** The name of an output of a flow that is used as a node. Several sinks may share one: whichever gets a value gives it. */
export function OutputEditor({ flow, id, node }: OutputEditorProps) {
  return (
    <Section title="Output of the flow">
      <div className={fields.label}>Name</div>
      <PortNameField
        label="Name of the output"
        value={outputNameOf(node)}
        taken={[]}
        onRename={(name) => commit(renameOutput(currentDocument(), { flow, node: id }, name), 'Rename an output')}
      />
      <p className={fields.help}>Where the flow is used as a node, its value leaves by the port of this name.</p>
    </Section>
  )
}
