import { Search, Upload } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { addEntry, addNodeNamed } from '../commands/node-commands.ts'
import { IMPORTABLE, importFiles } from '../app/import-file.ts'
import { blankFor } from '../library/blank-entry.ts'
import type { Group } from '../library/catalogue.ts'
import { useGroups } from '../library/flow-entries.ts'
import { type Match, searchCatalogue } from '../library/search.ts'
import { useSessionStore } from '../session/session-store.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './Palette.module.css'
import { PaletteEntry } from './PaletteEntry.tsx'
import { PaletteGroup } from './PaletteGroup.tsx'

/** Everything that can be put on the canvas. */
export function Palette() {
  const [query, setQuery] = useState('')
  const groups = useGroups()
  const file = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const matches = useMemo(
    () => (query.trim() === '' ? [] : searchCatalogue(groups.flatMap(({ entries }) => entries), query)),
    [groups, query],
  )
  const [best] = matches
  return (
    <aside className={css.palette} aria-label="Palette" data-area>
      <label className={css.search}>
        <Search size={14} aria-hidden />
        <input
          type="search"
          value={query}
          placeholder="Search nodes"
          aria-label="Search nodes"
          spellCheck={false}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setQuery('')
              event.currentTarget.blur()
            }
            if (event.key === 'Enter' && best !== undefined) addNodeNamed(best.entry.id)
            if (event.key === 'ArrowDown') stepThrough(event, list.current)
          }}
        />
      </label>
      <div ref={list} className={css.list} onKeyDown={(event) => stepThrough(event, event.currentTarget)}>
        {query.trim() === '' ? (
          groups.map((group) => <PaletteGroup key={keyOf(group)} group={group} />)
        ) : (
          <Found matches={matches} query={query} />
        )}
      </div>
      <button type="button" className={css.add} onClick={() => file.current?.click()}>
        <Upload size={14} aria-hidden /> Add a component
        <span className={css.hint}>or drop a .wasm file anywhere</span>
      </button>
      <input
        ref={file}
        type="file"
        hidden
        multiple
        accept={IMPORTABLE}
        aria-label="Components to add"
        onChange={(event) => {
          void importFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </aside>
  )
}

function Found({ matches, query }: { readonly matches: readonly Match[]; readonly query: string }) {
  const canAdd = useSessionStore((state) => state.flow !== null)
  const blank = blankFor(query.trim(), null)
  if (matches.length === 0) {
    return (
      <EmptyState
        icon={<Search size={16} />}
        title={`No node is called “${query.trim()}”`}
        actions={canAdd && blank !== null && <Button onClick={() => addEntry(blank.entry)}>Draw it as a blank node</Button>}
      >
        Any WebAssembly component can be one: drop its .wasm file here.
      </EmptyState>
    )
  }
  return (
    <ul className={css.entries}>
      {matches.map(({ entry, marks }) => (
        <PaletteEntry key={entry.id} entry={entry} marks={marks} />
      ))}
    </ul>
  )
}

/** The arrow keys go from row to row, so that the tab key goes past the nodes of a group at once. */
function stepThrough(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const now = rows.indexOf(document.activeElement as HTMLElement)
  rows[Math.max(0, now + (event.key === 'ArrowDown' ? 1 : -1))]?.focus()
}

function keyOf({ category, from }: Group): string {
  return from?.digest ?? category
}
