import { Search, Upload } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { IMPORTABLE, importFiles } from '../app/import-file.ts'
import { type Group, groupsOf } from '../library/catalogue.ts'
import { useLibraryStore } from '../library/library-store.ts'
import { searchCatalogue } from '../library/search.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './Palette.module.css'
import { PaletteEntry } from './PaletteEntry.tsx'
import { PaletteGroup } from './PaletteGroup.tsx'

/** Everything that can be put on the canvas. */
export function Palette() {
  const packages = useLibraryStore((state) => state.packages)
  const [query, setQuery] = useState('')
  const groups = useMemo(() => groupsOf(packages), [packages])
  const file = useRef<HTMLInputElement>(null)
  return (
    <aside className={css.palette} aria-label="Palette">
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
          }}
        />
      </label>
      <div className={css.list}>
        {query.trim() === '' ? (
          groups.map((group) => <PaletteGroup key={keyOf(group)} group={group} />)
        ) : (
          <Found groups={groups} query={query} />
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

function Found({ groups, query }: { readonly groups: readonly Group[]; readonly query: string }) {
  const matches = useMemo(
    () =>
      searchCatalogue(
        groups.flatMap(({ entries }) => entries),
        query,
      ),
    [groups, query],
  )
  if (matches.length === 0) {
    return (
      <EmptyState icon={<Search size={16} />} title={`No node is called “${query.trim()}”`}>
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

function keyOf({ category, from }: Group): string {
  return from?.digest ?? category
}
