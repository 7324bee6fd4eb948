import type { Json } from '../../../shared/json/json.ts'
import { TextField } from '../../ui/TextField.tsx'
import type { SettingValueProps } from '../SettingInput.tsx'

/** A list of names in one line, with commas between. */
export function TextsInput({ title, value, onChange, onDone }: SettingValueProps) {
  return (
    <TextField
      label={title}
      mono
      value={textOf(value)}
      placeholder="default"
      onDone={onDone}
      onChange={(text) => {
        const names = namesIn(text)
        onChange(names.length === 0 ? undefined : names)
      }}
    />
  )
}

export function namesIn(text: string): readonly string[] {
  return [...new Set(text.split(',').map((name) => name.trim()).filter((name) => name !== ''))]
}

function textOf(value: Json | undefined): string {
  return Array.isArray(value) ? value.join(', ') : ''
}
