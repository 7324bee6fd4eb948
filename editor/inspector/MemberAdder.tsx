import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import fields from '../ui/Field.module.css'
import css from './MemberAdder.module.css'

/** Asks for the name of a further member. */
export function MemberAdder({ label, onAdd }: { readonly label: string; readonly onAdd: (name: string) => void }) {
  const [name, setName] = useState('')
  return (
    <form
      className={css.adder}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') onAdd(name.trim())
        setName('')
      }}
    >
      <input
        className={`${fields.control} ${fields.mono}`}
        value={name}
        placeholder="member"
        aria-label={label}
        spellCheck={false}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" size="small" look="plain" icon={<Plus size={13} />} disabled={name.trim() === ''}>
        Add
      </Button>
    </form>
  )
}
