import { endGroup } from '../document/document-store.ts'
import css from './fields.module.css'

interface TextBodyProps {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
}

export function TextBody({ label, value, onChange }: TextBodyProps) {
  return (
    <div className={css.field}>
      <textarea
        className={css.text} aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}
        onBlur={endGroup}
      />
    </div>
  )
}
