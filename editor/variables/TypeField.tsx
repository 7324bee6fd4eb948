import { useState } from 'react'
import { parseType } from '../../shared/wit/parse.ts'
import { describeType } from '../../shared/wit/sample-value.ts'
import type { WitType } from '../../shared/wit/types.ts'
import { WitSyntaxError } from '../../shared/wit/wit-tokens.ts'
import { endGroup } from '../document/document-store.ts'
import fields from '../ui/Field.module.css'
import { TextField } from '../ui/TextField.tsx'

const USUAL = ['string', 'f64', 's32', 'bool', 'json', 'url', 'list<string>'] as const
const OTHER = '\0other'

interface TypeFieldProps {
  readonly type: string
  readonly onChange: (type: string) => void
}

/** One of the usual types, or any that WIT can write. */
export function TypeField({ type, onChange }: TypeFieldProps) {
  const [other, setOther] = useState(!USUAL.some((usual) => usual === type))
  return (
    <>
      <select
        className={fields.control}
        aria-label="Type"
        value={other ? OTHER : type}
        onChange={({ target }) => {
          setOther(target.value === OTHER)
          if (target.value !== OTHER) onChange(target.value)
        }}
      >
        {USUAL.map((usual) => (
          <option key={usual} value={usual}>
            {describeType(parseType(usual))}
          </option>
        ))}
        <option value={OTHER}>A WIT type…</option>
      </select>
      {other && (
        <div style={{ marginTop: 4 }}>
          <TextField label="WIT type" mono lines value={type} check={flawOf} onChange={onChange} onDone={endGroup} />
        </div>
      )}
    </>
  )
}

/** Null while it cannot be read. */
export function typeOf(text: string): WitType | null {
  const read = readType(text)
  return typeof read === 'string' ? null : read
}

function flawOf(text: string): string | null {
  const read = readType(text)
  return typeof read === 'string' ? `No type yet: ${read}.` : null
}

function readType(text: string): WitType | string {
  try {
    return parseType(text)
  } catch (error) {
    if (error instanceof WitSyntaxError) return error.message
    throw error
  }
}
