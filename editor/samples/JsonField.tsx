import { WrapText } from 'lucide-react'
import { useId, useRef } from 'react'
import type { Json } from '../../shared/json/json.ts'
import { endGroup } from '../document/document-store.ts'
import { IconButton } from '../ui/Button.tsx'
import css from './fields.module.css'
import { printText, readText } from './json-text.ts'
import { liveDraft, setDraft, useSampleStore } from './sample-store.ts'

interface JsonFieldProps {
  readonly label: string
  readonly value: Json | undefined
  /** Under which what is typed is kept while it is no JSON. */
  readonly draft: string
  readonly onChange: (json: Json) => void
  /** What is wrong with JSON that is well-formed: then it is not taken. */
  readonly flawOf?: (json: Json) => string | null
  /** Said of JSON that is taken all the same. */
  readonly hint?: string | null
}

/** JSON as text. What is not valid stays in the field with the place of its error, and the document stays as it was. */
export function JsonField({ label, value, draft: key, onChange, flawOf, hint = null }: JsonFieldProps) {
  const draft = useSampleStore((state) => state.drafts.get(key))
  const area = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const text = liveDraft(draft, value) ?? printText(value)
  const reading = readText(text, flawOf)

  const take = (typed: string) => {
    const now = readText(typed, flawOf)
    setDraft(key, { base: now.ok ? now.json : value, text: typed })
    if (now.ok) onChange(now.json)
  }
  const goTo = (offset: number) => {
    area.current?.focus()
    area.current?.setSelectionRange(offset, offset)
  }
  return (
    <div className={css.field}>
      <textarea
        ref={area} className={css.code} aria-label={label} value={text} spellCheck={false} autoComplete="off"
        wrap="soft"
        aria-invalid={!reading.ok} aria-describedby={id} onChange={(event) => take(event.target.value)}
        onBlur={endGroup}
      />
      <span className={css.corner}>
        <IconButton
          label="Format" size="small" disabled={!reading.ok || text === printText(reading.json)}
          onClick={() => reading.ok && take(printText(reading.json))}
        >
          <WrapText size={14} />
        </IconButton>
      </span>
      <p id={id} className={css.flaw} data-kind={reading.ok ? 'hint' : 'error'} role={reading.ok ? undefined : 'alert'}>
        {reading.ok ? hint : reading.message}
        {!reading.ok && reading.offset !== null && (
          <button type="button" className={css.link} onClick={() => goTo(reading.offset ?? 0)}>Go there</button>
        )}
      </p>
    </div>
  )
}
