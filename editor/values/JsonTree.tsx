import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Json } from '../../shared/json/json.ts'
import styles from './JsonTree.module.css'

const OPEN_DEPTH = 2
const SHOWN_ITEMS = 100

/** A JSON value that unfolds. Long lists show their beginning first. */
export function JsonTree({ json }: { readonly json: Json }) {
  return (
    <div className={styles.tree} role="tree">
      <Branch name={null} json={json} depth={0} />
    </div>
  )
}

function Branch({ name, json, depth }: { readonly name: string | null; readonly json: Json; readonly depth: number }) {
  const [open, setOpen] = useState(depth < OPEN_DEPTH)
  const [shown, setShown] = useState(SHOWN_ITEMS)
  const label = name === null ? null : <span className={styles.name}>{name}: </span>
  if (json === null || typeof json !== 'object') {
    return <div className={styles.leaf} role="treeitem">{label}<Scalar json={json} /></div>
  }
  const entries = Object.entries(json)
  const brackets = Array.isArray(json) ? '[]' : '{}'
  if (entries.length === 0) return <div className={styles.leaf} role="treeitem">{label}<span className={styles.quiet}>{brackets}</span></div>
  return (
    <div role="treeitem" aria-expanded={open}>
      <button type="button" className={styles.fold} onClick={() => setOpen(!open)}>
        <ChevronRight size={12} className={open ? styles.opened : undefined} aria-hidden />
        {label}
        <span className={styles.quiet}>{Array.isArray(json) ? `[${entries.length}]` : open ? '{' : `{${Object.keys(json).slice(0, 4).join(', ')}${entries.length > 4 ? ', …' : ''}}`}</span>
      </button>
      {open && (
        <div className={styles.children} role="group">
          {entries.slice(0, shown).map(([member, value]) => (
            <Branch key={member} name={member} json={value as Json} depth={depth + 1} />
          ))}
          {entries.length > shown && (
            <button type="button" className={styles.more} onClick={() => setShown(shown + SHOWN_ITEMS)}>
              {entries.length - shown} more
            </button>
          )}
        </div>
      )}
    </div>
  )
}

function Scalar({ json }: { readonly json: null | boolean | number | string }) {
  if (typeof json === 'string') return <span className={styles.string}>{JSON.stringify(json)}</span>
  return <span className={json === null ? styles.quiet : styles.number}>{String(json)}</span>
}
