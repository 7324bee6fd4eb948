import { KeyValueRows } from '../../samples/KeyValueRows.tsx'
import type { SettingValueProps } from '../SettingInput.tsx'

interface EntriesInputProps extends SettingValueProps {
  /** Under which lines are kept that are no entries yet. */
  readonly draft: string
}

/** Texts by key, a line each. */
export function EntriesInput({ title, draft, value, onChange }: EntriesInputProps) {
  const singular = title.replace(/s$/, '')
  return (
    <KeyValueRows
      label={singular}
      kind="field"
      value={value}
      draft={draft}
      onChange={(members) => onChange(Object.keys(members).length === 0 ? undefined : members)}
    />
  )
}
