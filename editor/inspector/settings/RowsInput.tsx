import { Plus, X } from 'lucide-react'
import type { Json } from '../../../shared/json/json.ts'
import type { SettingField } from '../../../shared/nodes/settings-form.ts'
import { withPart } from '../../document/ordered-record.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import fields from '../../ui/Field.module.css'
import { SettingInput, type SettingValueProps } from '../SettingInput.tsx'
import css from './settings.module.css'

interface RowsInputProps extends SettingValueProps {
  readonly fields: readonly SettingField[]
  readonly draft: string
}

type Row = Readonly<Record<string, Json>>

/** A list of objects, a box of fields each. While there is none, an empty box stands there to be filled. */
export function RowsInput({ title, fields: members, draft, value, onChange, onDone }: RowsInputProps) {
  const rows = Array.isArray(value) ? (value as readonly Row[]) : []
  const shown = rows.length === 0 ? [{}] : rows
  const singular = title.replace(/s$/, '')
  const first = members.find(({ required }) => required)
  const put = (next: readonly Row[]) => onChange(next)
  const set = (at: number, name: string, to: Json | undefined) => {
    const whole = withPart<Record<string, Json>, string>({ ...shown[at] }, name, to)
    put(shown.map((row, index) => (index === at ? whole : row)))
  }
  return (
    <div className={css.rows}>
      <ul aria-label={title}>
        {shown.map((row, at) => (
          <li key={at} className={css.row}>
            {members.map((field) => (
              <div key={field.name} className={css.cell} data-wide={field.control.kind === 'text' || field.control.kind === 'choices'}>
                <div className={fields.label} data-tip={field.title} data-tip-more={field.help}>{field.title}</div>
                <SettingInput
                  field={shown.length === 1 ? field : { ...field, title: `${field.title} ${at + 1}` }}
                  value={row[field.name]}
                  draft={`${draft}.${at}.${field.name}`}
                  onChange={(to) => set(at, field.name, to)}
                  onDone={onDone}
                />
              </div>
            ))}
            {rows.length > 0 && (
              <span className={css.remove}>
                <IconButton
                  label={`Remove ${String(row[first?.name ?? ''] ?? singular.toLowerCase())}`}
                  size="small"
                  onClick={() => {
                    put(rows.toSpliced(at, 1))
                    onDone()
                  }}
                >
                  <X size={13} />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ul>
      {rows.length > 0 && (
        <Button size="small" look="plain" icon={<Plus size={13} />} onClick={() => put([...rows, {}])}>
          Add a {singular.toLowerCase()}
        </Button>
      )}
    </div>
  )
}
