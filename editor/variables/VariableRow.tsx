import { Plus, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import { environmentName } from '../../shared/resolve/config.ts'
import { defaultValue } from '../../shared/wit/sample-value.ts'
import { showNode } from '../commands/inside-commands.ts'
import { renameVariable } from '../document/commands/variables.ts'
import { commit, currentDocument, endGroup } from '../document/document-store.ts'
import type { Variable } from '../document/edit.ts'
import { withPart } from '../document/ordered-record.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { variableUses, type VariableUse } from '../document/variable-uses.ts'
import { ValueForm } from '../inspector/forms/ValueForm.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import fields from '../ui/Field.module.css'
import { TextField } from '../ui/TextField.tsx'
import { typeOf, TypeField } from './TypeField.tsx'
import { nameFlaw } from './variable-name.ts'
import css from './VariablesDialog.module.css'
import { showVariables } from './variables-store.ts'

interface VariableRowProps {
  readonly name: string
  readonly variable: Variable
  readonly document: Directive
}

export function VariableRow({ name, variable, document }: VariableRowProps) {
  const [refused, setRefused] = useState(false)
  const uses = variableUses(document, name)
  const problem = useResolvedStore((state) =>
    state.resolved.problems.find(({ place }) => place.node === undefined && belongsTo(place.pointer, name)))
  const set = (value: Variable, title: string, part: string) =>
    commit({ kind: 'set-variable', name, value, index: null }, title, `variable-${part}:${name}`)
  const secret = variable.secret === true
  const setDefault = (json: Json | undefined) => set(withPart(variable, 'default', json), `Set ${name}`, 'default')
  return (
    <li className={css.row} aria-label={name}>
      <div className={css.head}>
        <div>
          <div className={fields.label}>Name</div>
          <TextField
            label="Name"
            mono
            value={name}
            check={(text) => nameFlaw(text, name, document)}
            onChange={(to) => commit(renameVariable(currentDocument(), name, to), 'Rename a variable', 'variable-name')}
            onDone={endGroup}
          />
        </div>
        <div>
          <div className={fields.label}>Type</div>
          <TypeField
            type={variable.type}
            onChange={(to) => set(retyped(variable, to), `Change the type of ${name}`, 'type')}
          />
        </div>
        <IconButton
          label={`Remove ${name}`}
          onClick={() => {
            if (uses.length > 0) return setRefused(true)
            commit({ kind: 'set-variable', name, value: null, index: null }, `Remove ${name}`)
          }}
        >
          <Trash2 size={15} />
        </IconButton>
      </div>
      {refused && uses.length > 0 && (
        <p className={fields.flaw} role="alert">
          {name} is in use. Bind {uses.length === 1 ? 'the input' : 'the inputs'} below to something else first.
        </p>
      )}
      <div className={css.values}>
        {secret ? <SecretHelp name={name} /> : <Default variable={variable} onChange={setDefault} />}
        <div>
          <div className={fields.label}>Note</div>
          <TextField
            label="Note"
            value={variable.note ?? ''}
            placeholder="What it is for"
            onChange={(text) => set(withPart(variable, 'note', text.trim() === '' ? undefined : text), 'Note', 'note')}
            onDone={endGroup}
          />
        </div>
      </div>
      {problem !== undefined && (
        <p className={problem.severity === 'error' ? fields.flaw : fields.help}>
          {problem.message} {problem.mend}
        </p>
      )}
      <footer className={css.foot}>
        <Uses uses={uses} />
        <label className={fields.check}>
          <input
            type="checkbox"
            checked={secret}
            onChange={(event) => {
              const { default: _, secret: before, ...rest } = variable
              set(event.target.checked ? { ...rest, secret: true } : rest, before ? 'No secret' : 'Secret', 'secret')
            }}
          />
          Secret
        </label>
      </footer>
    </li>
  )
}

interface DefaultProps {
  readonly variable: Variable
  readonly onChange: (json: Json | undefined) => void
}

function Default({ variable, onChange }: DefaultProps) {
  const type = typeOf(variable.type)
  if (type === null) return <div />
  return (
    <div>
      <div className={fields.label}>
        <span className={css.grow}>Default</span>
        {variable.default !== undefined && (
          <IconButton label="Take the default out" size="small" onClick={() => onChange(undefined)}>
            <X size={13} />
          </IconButton>
        )}
      </div>
      {variable.default === undefined ? (
        <Button icon={<Plus size={13} />} onClick={() => onChange(defaultValue(type))}>
          Give it a default
        </Button>
      ) : (
        <ValueForm type={type} json={variable.default} label="Default" onChange={onChange} onDone={endGroup} />
      )}
    </div>
  )
}

function SecretHelp({ name }: { readonly name: string }) {
  return (
    <p className={css.secret}>
      Its value is given in the environment, as <code>{environmentName(name)}</code>, and kept nowhere. No input takes
      it, because what goes into an input is seen in traces: it is for what a node is granted, and no grant takes one yet.
    </p>
  )
}

function Uses({ uses }: { readonly uses: readonly VariableUse[] }) {
  if (uses.length === 0) return <p className={css.unused}>No input takes it yet.</p>
  return (
    <ul className={css.uses} aria-label="Inputs that take it">
      {uses.map(({ flow, node, input }) => (
        <li key={`${flow}/${node}.${input}`}>
          <button
            type="button"
            onClick={() => {
              showVariables(false)
              showNode({ flow, node })
            }}
          >
            {flow} › {node} › {input}
          </button>
        </li>
      ))}
    </ul>
  )
}

function belongsTo(pointer: string | undefined, name: string): boolean {
  return pointer === `/config/${name}` || pointer?.startsWith(`/config/${name}/`) === true
}

/** An empty default becomes the emptiest value of the new type; one that somebody typed in stays, to be corrected. */
function retyped(variable: Variable, to: string): Variable {
  const [before, after] = [typeOf(variable.type), typeOf(to)]
  const isEmpty = before !== null && JSON.stringify(variable.default) === JSON.stringify(defaultValue(before))
  const changed = { ...variable, type: to }
  return after !== null && isEmpty ? { ...changed, default: defaultValue(after) } : changed
}
