import { useState } from 'react'
import fields from '../ui/Field.module.css'

interface PortNameFieldProps {
  readonly label: string
  readonly value: string
  /** Names that other ports have. */
  readonly taken: readonly string[]
  readonly onRename: (name: string) => void
}

/** A port's name. Taken when the field is left: until then wires keep the name that they know. */
export function PortNameField({ label, value, taken, onRename }: PortNameFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? value
  const flaw = draft === null ? null : nameFlaw(text, taken)
  return (
    <div>
      <input
        className={`${fields.control} ${fields.mono}`}
        value={text}
        aria-label={label}
        aria-invalid={flaw !== null}
        spellCheck={false}
        maxLength={64}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => {
          if (flaw === null && text !== value) onRename(text)
          setDraft(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && flaw === null) event.currentTarget.blur()
          if (event.key === 'Escape') setDraft(null)
        }}
      />
      {flaw !== null && (
        <p className={fields.flaw} role="alert">
          {flaw}
        </p>
      )}
    </div>
  )
}

/** WIT's rule for names, component-model design/mvp/WIT.md, "Identifiers", in lower case. */
const NAME = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/

/** Why a text cannot be the name of a port; null when it can. */
export function nameFlaw(name: string, taken: readonly string[]): string | null {
  if (!NAME.test(name)) return 'A name is made of lower-case words with hyphens between, such as reply-to.'
  if (name === 'failed') return 'Every node has a port failed already.'
  return taken.includes(name) ? `There is a port ${name} already.` : null
}
