import { X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef } from 'react'
import type { Json } from '../../shared/json/json.ts'
import { endGroup } from '../document/document-store.ts'
import { IconButton } from '../ui/Button.tsx'
import css from './fields.module.css'
import type { Members } from './http-sample.ts'
import { readRows, type Row, rowsOf, withBlankRow } from './rows.ts'
import { liveDraft, setDraft, useSampleStore } from './sample-store.ts'

interface KeyValueRowsProps {
  /** What one line is: `Query parameter`, `Header`. */
  readonly label: string
  readonly kind: 'header' | 'field'
  readonly value: Json | undefined
  readonly draft: string
  readonly onChange: (members: Members) => void
  readonly suggestions?: readonly string[]
}

/** An object of strings as lines of name and value. The last line is always empty, to be typed into. */
export function KeyValueRows({ label, kind, value, draft: key, onChange, suggestions = [] }: KeyValueRowsProps) {
  const draft = useSampleStore((state) => state.drafts.get(key))
  const list = useRef<HTMLUListElement>(null)
  const id = useId()
  const kept = liveDraft(draft, value)
  const rows = withBlankRow(kept === null ? rowsOf(value) : (JSON.parse(kept) as readonly Row[]))
  const reading = readRows(rows, kind)

  const take = (changed: readonly Row[]) => {
    const now = readRows(changed, kind)
    setDraft(key, { base: now.ok ? now.members : value, text: JSON.stringify(changed) })
    if (now.ok) onChange(now.members)
  }
  const change = (at: number, row: Row) => take(rows.map((each, index) => (index === at ? row : each)))
  const remove = (at: number) => {
    take(rows.filter((_, index) => index !== at))
    endGroup()
    list.current?.querySelectorAll<HTMLInputElement>(`.${css.name}`)[Math.max(0, at - 1)]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, at: number) => {
    const [name, text] = rows[at] as Row
    if (event.key !== 'Backspace' || name !== '' || text !== '' || at === rows.length - 1) return
    event.preventDefault()
    remove(at)
  }
  return (
    <div className={css.rows}>
      <ul ref={list} aria-label={`${label}s`}>
        {rows.map(([name, text], at) => {
          const last = at === rows.length - 1
          const wrong = !reading.ok && reading.row === at
          return (
            <li key={at} className={css.row}>
              <input
                className={`${css.input} ${css.name}`} value={name}
                list={suggestions.length > 0 ? `${id}-names` : undefined}
                aria-label={`${label} ${at + 1} name`} placeholder="name"
                spellCheck={false} autoComplete="off"
                aria-invalid={wrong} aria-describedby={wrong ? id : undefined} onBlur={endGroup}
                onChange={(event) => change(at, [event.target.value, text])} onKeyDown={(event) => onKeyDown(event, at)}
              />
              {/* Values of many lines stay what they are: a one-line field would drop the breaks. */}
              <textarea
                className={`${css.input} ${css.value}`} rows={1} value={text} aria-label={`${label} ${at + 1} value`}
                placeholder="value"
                spellCheck={false} autoComplete="off" onBlur={endGroup}
                onChange={(event) => change(at, [name, event.target.value])}
                onKeyDown={(event) => { if (kind === 'header' && event.key === 'Enter') event.preventDefault() }}
              />
              <IconButton
                label={`Remove ${name === '' ? label.toLowerCase() : name}`} size="small"
                className={last ? css.hidden ?? '' : ''} tabIndex={last ? -1 : 0}
                aria-hidden={last} onClick={() => remove(at)}
              >
                <X size={14} />
              </IconButton>
            </li>
          )
        })}
      </ul>
      {suggestions.length > 0 && (
        <datalist id={`${id}-names`}>{suggestions.map((name) => <option key={name} value={name} />)}</datalist>
      )}
      <p id={id} className={css.flaw} data-kind="error" role={reading.ok ? undefined : 'alert'}>
        {reading.ok ? null : reading.message}
      </p>
    </div>
  )
}
