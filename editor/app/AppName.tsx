import { useState } from 'react'
import { commit, useDocumentStore } from '../document/document-store.ts'
import css from './AppName.module.css'

/** The application's label, changed where it stands. */
export function AppName() {
  const name = useDocumentStore(({ open }) => (open === null ? null : (open.document.label ?? open.document.name)))
  const [typed, setTyped] = useState<string | null>(null)
  if (name === null) return <span className={css.waiting} />
  const finish = () => {
    const label = typed?.trim()
    if (label !== undefined && label !== '' && label !== name) commit({ kind: 'set-label', label }, 'Rename')
    setTyped(null)
  }
  const text = typed ?? name
  return (
    <span className={css.name} data-text={text}>
      <input
        value={text}
        aria-label="Application's name"
        spellCheck={false}
        maxLength={200}
        size={1}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped(null)
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
    </span>
  )
}
