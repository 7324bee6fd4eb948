import { type ComponentProps, useEffect, useRef, useState } from 'react'
import css from './Field.module.css'

interface DraftFieldProps {
  readonly value: string
  /** Every keystroke that is a value; what is not stays in the field, with the reason below. */
  readonly onChange: (value: string) => void
  readonly onDone?: () => void
  /** Why a text is no value; null when it is one. */
  readonly check?: (text: string) => string | null
  readonly label: string
  readonly placeholder?: string | undefined
  readonly mono?: boolean
  readonly lines?: boolean
  readonly inputMode?: ComponentProps<'input'>['inputMode']
  readonly id?: string
  /** The id of a `datalist` with what is often typed. */
  readonly list?: string
}

const FINE = () => null

/** A text field that lets a person type what is no value yet. */
export function TextField({
  value,
  onChange,
  onDone,
  check = FINE,
  label,
  placeholder,
  mono = false,
  lines = false,
  inputMode,
  id,
  list,
}: DraftFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const focused = useRef(false)
  useEffect(() => {
    if (!focused.current) setDraft(null)
  }, [value])
  const text = draft ?? value
  const flaw = check(text)
  const props = {
    id,
    value: text,
    placeholder,
    'aria-label': label,
    'aria-invalid': flaw !== null,
    spellCheck: false,
    className: `${css.control} ${mono ? css.mono : ''} ${lines ? css.area : ''}`,
    onFocus: () => {
      focused.current = true
    },
    onBlur: () => {
      focused.current = false
      if (flaw === null) setDraft(null)
      onDone?.()
    },
  }
  const change = (typed: string) => {
    setDraft(typed)
    if (check(typed) === null && typed !== value) onChange(typed)
  }
  return (
    <>
      {lines ? (
        <textarea {...props} rows={2} onChange={(event) => change(event.target.value)} />
      ) : (
        <input {...props} list={list} inputMode={inputMode} onChange={(event) => change(event.target.value)} />
      )}
      {flaw !== null && draft !== null && (
        <p className={css.flaw} role="alert">
          {flaw}
        </p>
      )}
    </>
  )
}
