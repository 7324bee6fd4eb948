import type { Json } from '../../shared/json/json.ts'
import type { SettingField } from '../../shared/nodes/settings-form.ts'
import fields from '../ui/Field.module.css'
import { TextField } from '../ui/TextField.tsx'
import { JsonForm } from './forms/JsonForm.tsx'
import { ChoicesInput } from './settings/ChoicesInput.tsx'
import { EntriesInput } from './settings/EntriesInput.tsx'
import { RowsInput } from './settings/RowsInput.tsx'
import { TextsInput } from './settings/TextsInput.tsx'

interface SettingInputProps {
  readonly field: SettingField
  readonly value: Json | undefined
  /** Under which what is typed is kept while it is no value. */
  readonly draft: string
  /** Undefined takes the setting out. */
  readonly onChange: (value: Json | undefined) => void
  readonly onDone: () => void
}

/** What each kind of input needs. */
export interface SettingValueProps extends Omit<SettingInputProps, 'field' | 'draft'> {
  readonly title: string
}

export function SettingInput({ field: { title, control, required }, value, draft, onChange, onDone }: SettingInputProps) {
  const given = { title, value, onChange, onDone }
  switch (control.kind) {
    case 'text':
      return (
        <TextField
          label={title}
          mono
          value={typeof value === 'string' ? value : ''}
          placeholder={control.example}
          onDone={onDone}
          onChange={(text) => onChange(text === '' && !required ? undefined : text)}
        />
      )
    case 'number':
      return (
        <TextField
          label={title}
          mono
          inputMode="numeric"
          value={typeof value === 'number' ? String(value) : ''}
          onDone={onDone}
          check={(text) => numberFlaw(text, control.min, control.max, required)}
          onChange={(text) => onChange(text === '' ? undefined : Number(text))}
        />
      )
    case 'choice':
      return (
        <ChoiceInput
          title={title}
          choices={control.choices}
          withType={control.withType}
          fallback={control.fallback}
          required={required}
          value={value}
          onChange={onChange}
          onDone={onDone}
        />
      )
    case 'check':
      return (
        <label className={fields.check}>
          <input
            type="checkbox"
            aria-label={title}
            checked={value === true}
            onChange={(event) => onChange(event.target.checked ? true : undefined)}
          />
          On
        </label>
      )
    case 'texts': return <TextsInput {...given} />
    case 'choices': return <ChoicesInput {...given} choices={control.choices} />
    case 'entries': return <EntriesInput {...given} draft={draft} />
    case 'rows': return <RowsInput {...given} fields={control.fields} draft={draft} />
    case 'json': return <JsonForm label={title} json={value} onChange={onChange} onDone={onDone} />
  }
}

interface ChoiceInputProps extends SettingValueProps {
  readonly choices: readonly string[]
  readonly withType: boolean
  readonly fallback: string | null
  readonly required: boolean
}

const TYPED = '\0typed'
const NONE = '\0none'

function ChoiceInput({ title, choices, withType, fallback, required, value, onChange, onDone }: ChoiceInputProps) {
  const type = typeof value === 'object' && value !== null && 'wit' in value ? String(value.wit) : null
  const chosen = type !== null ? TYPED : typeof value === 'string' ? value : (fallback ?? NONE)
  return (
    <>
      <select
        className={fields.control}
        aria-label={title}
        value={chosen}
        onChange={(event) =>
          onChange(
            event.target.value === NONE || event.target.value === fallback
              ? undefined
              : event.target.value === TYPED
                ? { wit: 'record { name: string }' }
                : event.target.value,
          )
        }
      >
        {!required && fallback === null && <option value={NONE}>{withType ? 'None' : 'Default'}</option>}
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
        {withType && <option value={TYPED}>A WIT type…</option>}
      </select>
      {type !== null && (
        <div style={{ marginTop: 4 }}>
          <TextField
            label={`${title} as a WIT type`}
            mono
            lines
            value={type}
            onDone={onDone}
            onChange={(wit) => onChange({ wit })}
          />
        </div>
      )}
    </>
  )
}

function numberFlaw(text: string, min: number, max: number, required: boolean): string | null {
  if (text.trim() === '') return required ? 'Type a number.' : null
  const value = Number(text)
  if (!Number.isInteger(value)) return 'Type a whole number.'
  return value < min || value > max ? `It goes from ${min} to ${max}.` : null
}
