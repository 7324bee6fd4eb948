import { Plus, SlidersHorizontal } from 'lucide-react'
import { addVariable } from '../document/commands/variables.ts'
import { commit, currentDocument, useDocumentStore } from '../document/document-store.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { VariableRow } from './VariableRow.tsx'
import css from './VariablesDialog.module.css'
import { showVariables, useVariablesStore } from './variables-store.ts'

/** What an application leaves to whoever runs it. */
export function VariablesDialog() {
  const open = useVariablesStore((state) => state.open)
  const document = useDocumentStore((state) => state.open?.document)
  if (!open || document === undefined) return null
  const variables = Object.entries(document.config ?? {})
  const add = (
    <Button icon={<Plus size={14} />} onClick={addText}>
      Add a variable
    </Button>
  )
  return (
    <Dialog title="Variables" onClose={() => showVariables(false)} wide>
      <p className={css.about}>
        Values that differ from one place to the next, such as an address or a limit. Inputs are bound to them in the
        inspector. Whoever starts a runtime sets them with <code>--config name=value</code> or in the environment; else
        the default holds.
      </p>
      {variables.length === 0 ? (
        <EmptyState icon={<SlidersHorizontal size={17} />} title="No variables yet" actions={add}>
          Add one here, or in the inspector where an input is to take its value.
        </EmptyState>
      ) : (
        <>
          <ul className={css.list} aria-label="Variables">
            {variables.map(([name, variable], at) => (
              // By position: a name that is being typed must not take the field away.
              <VariableRow key={at} name={name} variable={variable} document={document} />
            ))}
          </ul>
          {add}
        </>
      )}
    </Dialog>
  )
}

function addText(): void {
  commit(addVariable(currentDocument(), 'variable', { type: 'string', default: '' }).edit, 'Add a variable')
}
