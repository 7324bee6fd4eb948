import type { Problem } from '../../shared/directive/problem.ts'
import type { Binding } from '../../shared/directive/schema.ts'
import type { ResolvedInput } from '../../shared/resolve/types.ts'
import { inputHandle } from '../canvas/handle-id.ts'
import { useInputHelp } from '../canvas/use-help.ts'
import { commit } from '../document/document-store.ts'
import fields from '../ui/Field.module.css'
import { HelpText } from '../ui/HelpText.tsx'
import { bindingGroup } from './binding-place.ts'
import { BindingEditor } from './BindingEditor.tsx'
import css from './InputField.module.css'

interface InputFieldProps {
  readonly flow: string
  readonly id: string
  readonly input: ResolvedInput
  readonly binding: Binding | null
  readonly problems: readonly Problem[]
}

/** One input of a node: where its value comes from, and what is wrong with that. */
export function InputField({ flow, id, input: { name, type, required }, binding, problems }: InputFieldProps) {
  const help = useInputHelp(id, inputHandle(name, []))
  const flaw = problems.find(
    ({ place, code }) =>
      code !== 'missing-binding' && (place.input === name || place.input?.startsWith(`${name}.`) === true),
  )
  const set = (value: Binding | null, title: string) =>
    commit(
      { kind: 'set-binding', flow, node: id, input: name, binding: value, index: null },
      title,
      bindingGroup(id, name),
    )
  return (
    <div className={css.field}>
      <BindingEditor
        name={name}
        place={{ node: id, input: name }}
        type={type}
        required={required}
        binding={binding}
        set={set}
      />
      {flaw !== undefined && <p className={fields.flaw}>{flaw.message}</p>}
      {help !== undefined && help !== '' && (
        <p className={fields.help}>
          <HelpText text={help} />
        </p>
      )}
    </div>
  )
}
