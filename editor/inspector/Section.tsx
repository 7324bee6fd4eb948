import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import css from './Section.module.css'

interface SectionProps {
  readonly title: string
  readonly children: ReactNode
  readonly closed?: boolean
  readonly extra?: ReactNode
}

export function Section({ title, children, closed = false, extra }: SectionProps) {
  const [open, setOpen] = useState(!closed)
  return (
    <section className={css.section}>
      <header className={css.head}>
        <button type="button" className={css.title} aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChevronRight size={13} className={css.arrow} aria-hidden /> {title}
        </button>
        {extra}
      </header>
      {open && <div className={css.body}>{children}</div>}
    </section>
  )
}
