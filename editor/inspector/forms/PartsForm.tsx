import type { Json } from '../../../shared/json/json.ts'
import { defaultValue, describeType } from '../../../shared/wit/sample-value.ts'
import type { WitType } from '../../../shared/wit/types.ts'
import css from './forms.module.css'
import fields from '../../ui/Field.module.css'
import { type FormProps, ValueForm } from './ValueForm.tsx'

/** The fields of a record or the items of a tuple, one below the other. */
export function PartsForm({
  type,
  json,
  onChange,
  onDone,
  label,
}: FormProps<Extract<WitType, { kind: 'record' | 'tuple' }>>) {
  const parts = type.kind === 'record' ? type.fields : type.items.map((item, at) => ({ name: String(at), type: item }))
  const whole = typeof json === 'object' && json !== null ? (json as Readonly<Record<string, Json>>) : {}
  const change = (name: string, value: Json) => {
    const filled = parts.map((part): [string, Json] => [
      part.name,
      part.name === name ? value : (whole[part.name] ?? defaultValue(part.type)),
    ])
    onChange(type.kind === 'record' ? Object.fromEntries(filled) : filled.map(([, part]) => part))
  }
  return (
    <div className={css.nested} role="group" aria-label={label}>
      {parts.map((part) => (
        <div key={part.name}>
          <div className={fields.label} data-tip={describeType(part.type)}>
            {part.name}
          </div>
          <ValueForm
            type={part.type}
            json={whole[part.name]}
            label={`${label} ${part.name}`}
            onDone={onDone}
            onChange={(value) => change(part.name, value)}
          />
        </div>
      ))}
    </div>
  )
}
