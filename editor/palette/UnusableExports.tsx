import { ChevronRight, CircleSlash2 } from 'lucide-react'
import { useState } from 'react'
import type { UnusableExport } from '../../shared/wit/component.ts'
import { shortPath } from '../library/catalogue.ts'
import css from './UnusableExports.module.css'

interface UnusableExportsProps {
  readonly exports: readonly UnusableExport[]
  readonly openAtFirst: boolean
}

/** What a package exports and no node can be made of yet, each with the reason. */
export function UnusableExports({ exports, openAtFirst }: UnusableExportsProps) {
  const [open, setOpen] = useState(openAtFirst)
  return (
    <li>
      <button type="button" className={css.head} data-row aria-expanded={open} onClick={() => setOpen(!open)}>
        <CircleSlash2 size={14} aria-hidden />
        <span>{exports.length === 1 ? '1 export' : `${exports.length} exports`} not usable yet</span>
        <ChevronRight size={13} className={css.arrow} aria-hidden />
      </button>
      {open && (
        <ul className={css.list}>
          {exports.map(({ path, reason }) => (
            <li key={path} data-tip={path}>
              <code className={css.name}>{shortPath(path)}</code>
              <p className={css.reason}>{reason}</p>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
