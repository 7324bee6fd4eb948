import fields from '../../ui/Field.module.css'
import type { FormProps } from './ValueForm.tsx'

/** A point in time, kept as milliseconds since 1970. */
export function TimeForm({ json, onChange, onDone, label }: Omit<FormProps<never>, 'type'>) {
  const ms = typeof json === 'number' ? json : typeof json === 'string' ? Number(json) : NaN
  return (
    <input
      type="datetime-local"
      step="0.001"
      className={fields.control}
      aria-label={label}
      value={Number.isFinite(ms) ? localText(ms) : ''}
      onBlur={onDone}
      onChange={(event) => {
        if (event.target.value !== '') onChange(new Date(event.target.value).getTime())
      }}
    />
  )
}

function localText(ms: number): string {
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000
  return new Date(ms - offsetMs).toISOString().slice(0, -1)
}
