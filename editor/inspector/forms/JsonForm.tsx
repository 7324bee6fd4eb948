import { locateJsonError } from '../../../shared/json/locate-error.ts'
import type { Json } from '../../../shared/json/json.ts'
import { TextField } from '../../ui/TextField.tsx'
import type { FormProps } from './ValueForm.tsx'

/** JSON as text. What is not JSON yet stays in the field, with the place where it fails. */
export function JsonForm({ json, onChange, onDone, label }: Omit<FormProps<never>, 'type'>) {
  return (
    <TextField
      label={label}
      mono
      lines
      value={json === undefined ? '' : JSON.stringify(json, null, 2)}
      placeholder={'{ "name": "value" }'}
      check={(text) => (text === '' ? null : flawOf(text))}
      onChange={(text) => {
        if (text !== '') onChange(JSON.parse(text) as Json)
      }}
      onDone={onDone}
    />
  )
}

function flawOf(text: string): string | null {
  const flaw = locateJsonError(text)
  return flaw === null ? null : `${flaw.text.charAt(0).toUpperCase()}${flaw.text.slice(1)}.`
}
