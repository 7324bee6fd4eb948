import { MousePointer2, SlidersHorizontal } from 'lucide-react'
import { commit, endGroup, useDocumentStore } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import fields from '../ui/Field.module.css'
import { TextField } from '../ui/TextField.tsx'
import { showVariables } from '../variables/variables-store.ts'
import css from './FlowInspector.module.css'

/** Shown while nothing is selected: the flow itself. */
export function FlowInspector({ flow }: { readonly flow: string }) {
  const value = useDocumentStore((state) => state.open?.document.flows[flow])
  const variables = useDocumentStore((state) => Object.keys(state.open?.document.config ?? {}).length)
  if (value === undefined) return null
  const set = (part: 'label' | 'note', title: string) => (text: string) =>
    commit(
      { kind: 'set-flow-part', flow, part, value: text.trim() === '' ? undefined : text },
      title,
      `flow-${part}:${flow}`,
    )
  return (
    <>
      <div className={css.form}>
        <div>
          <div className={fields.label}>Flow</div>
          <TextField
            label="Flow's name"
            value={value.label ?? ''}
            placeholder={flow}
            onChange={set('label', 'Rename flow')}
            onDone={endGroup}
          />
        </div>
        <div>
          <div className={fields.label}>Note</div>
          <TextField
            label="Note on the flow"
            lines
            value={value.note ?? ''}
            placeholder="What this flow is for"
            onChange={set('note', 'Note')}
            onDone={endGroup}
          />
        </div>
        <Button icon={<SlidersHorizontal size={14} />} onClick={() => showVariables(true)}>
          Variables of the application{variables > 0 && ` (${variables})`}
        </Button>
      </div>
      <EmptyState icon={<MousePointer2 size={17} />} title="Nothing is selected">
        Select a node to set its inputs and see its values, or a wire to see what it carries.
      </EmptyState>
    </>
  )
}
