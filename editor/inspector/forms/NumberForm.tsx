import { INTEGER_RANGES, isInteger, isWide, type NumberKind } from '../../../shared/wit/numbers.ts'
import type { Json } from '../../../shared/json/json.ts'
import { TextField } from '../../ui/TextField.tsx'
import type { FormProps } from './ValueForm.tsx'

export function NumberForm({
  kind,
  json,
  onChange,
  onDone,
  label,
}: Omit<FormProps<never>, 'type'> & { readonly kind: NumberKind }) {
  return (
    <TextField
      label={label}
      mono
      inputMode={isInteger(kind) ? 'numeric' : 'decimal'}
      value={json === undefined || json === null ? '' : String(json)}
      placeholder={rangeText(kind)}
      check={(text) => (text === '' ? null : flawOf(kind, text))}
      onChange={(text) => {
        if (text !== '') onChange(readNumber(kind, text))
      }}
      onDone={onDone}
    />
  )
}

export function rangeText(kind: NumberKind): string {
  if (!isInteger(kind)) return 'number'
  const { min, max } = INTEGER_RANGES[kind]
  if (isWide(kind)) return kind === 'u64' ? 'whole number from 0' : 'whole number'
  return `${min} to ${max}`
}

const WHOLE = /^[+-]?\d+$/
const SPECIAL: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity'])

export function flawOf(kind: NumberKind, text: string): string | null {
  const typed = text.trim()
  if (!isInteger(kind)) {
    const isNumber = SPECIAL.has(typed) || (typed !== '' && Number.isFinite(Number(typed)) && !/^0[xbo]/i.test(typed))
    return isNumber ? null : 'Type a number, such as 1.5 or 2e-3.'
  }
  if (!WHOLE.test(typed)) return 'Type a whole number.'
  const { min, max } = INTEGER_RANGES[kind]
  const value = BigInt(typed.replace('+', ''))
  return value < min || value > max ? `${kind} goes from ${min} to ${max}.` : null
}

/** The JSON form: beyond 2⁵³ as decimal text. */
export function readNumber(kind: NumberKind, text: string): Json {
  const typed = text.trim()
  if (SPECIAL.has(typed)) return typed
  if (!isInteger(kind)) return Number(typed)
  const value = BigInt(typed.replace('+', ''))
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}
