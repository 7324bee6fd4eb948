import type { WitType } from '../../../shared/wit/types.ts'
import { TextField } from '../../ui/TextField.tsx'
import type { FormProps } from './ValueForm.tsx'

/** Lines for everything that may have some; one line for an address and a single character. */
export function TextForm({ type, json, onChange, onDone, label }: FormProps<WitType>) {
  const text = typeof json === 'string' ? json : ''
  const oneLine = type.kind === 'char' || (type.kind === 'known' && type.name === 'url')
  return (
    <TextField
      label={label}
      value={text}
      onDone={onDone}
      onChange={onChange}
      lines={!oneLine && (text.includes('\n') || text.length > 34 || type.kind === 'known')}
      mono={type.kind === 'known'}
      placeholder={placeholderOf(type, json)}
      check={type.kind === 'char' ? oneCharacter : anyText}
    />
  )
}

const anyText = () => null

function oneCharacter(text: string): string | null {
  return [...text].length === 1 ? null : 'Type exactly one character.'
}

function placeholderOf(type: WitType, json: unknown): string | undefined {
  if (type.kind === 'known') return type.name === 'url' ? 'https://…' : type.name
  return json === '' ? 'empty text' : undefined
}
