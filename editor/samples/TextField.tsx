import { endGroup } from '../document/document-store.ts'
import css from './fields.module.css'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
}

export function TextField({ label, value, onChange }: TextFieldProps) {
  return (
    <div className={css.field}>
      <textarea className={css.text} aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} onBlur={endGroup} />
    </div>
  )
}
