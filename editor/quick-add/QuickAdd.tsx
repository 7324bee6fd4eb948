import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { toCanvas } from '../canvas/canvas-store.ts'
import { endOfHandle, isInput, pathOfHandle } from '../canvas/handle-id.ts'
import { addEntry, addEntryBefore, addEntryBehind } from '../commands/node-commands.ts'
import { keepOpen } from '../commands/wire-commands.ts'
import { useGroups } from '../library/flow-entries.ts'
import { HelpText } from '../ui/HelpText.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Marked } from '../ui/Marked.tsx'
import { type Choice, choicesFor, type Fit } from './choices.ts'
import { closeQuickAdd, type QuickAdd as Open, useQuickAddStore } from './quick-add-store.ts'
import css from './QuickAdd.module.css'

export function QuickAdd() {
  const open = useQuickAddStore((state) => state.open)
  return open === null ? null : <Panel key={`${open.at.x},${open.at.y}`} open={open} />
}

function Panel({ open }: { readonly open: Open }) {
  const groups = useGroups()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const choices = useMemo(() => choicesFor(groups, query, fitOf(open)), [groups, query, open])
  const chosen = choices[Math.min(at, choices.length - 1)]
  const list = useRef<HTMLUListElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const place = usePlace(open)

  useEffect(() => {
    field.current?.focus()
  }, [])
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at, query])

  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') closeQuickAdd()
    else if (event.key === 'Enter' && chosen !== undefined) take(open, chosen)
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, choices.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={css.scrim} onPointerDown={closeQuickAdd}>
      <div
        className={css.panel}
        style={place}
        role="dialog"
        aria-label="Add a node"
        onPointerDown={(event) => event.stopPropagation()}
      >
        <label className={css.search}>
          <Search size={15} aria-hidden />
          <input
            ref={field}
            value={query}
            placeholder={open.wire === null ? 'Add a node…' : 'Add a node that fits…'}
            spellCheck={false}
            role="combobox"
            aria-expanded
            aria-controls={id}
            aria-activedescendant={chosen && `${id}-${chosen.entry.id}`}
            aria-label="Node's name"
            onChange={(event) => {
              setQuery(event.target.value)
              setAt(0)
            }}
            onKeyDown={onKey}
          />
        </label>
        <ul ref={list} id={id} className={css.list} role="listbox" aria-label="Nodes">
          {choices.map((choice, index) => (
            <li
              key={choice.entry.id}
              id={`${id}-${choice.entry.id}`}
              role="option"
              aria-selected={choice === chosen}
              className={css.item}
              onPointerMove={() => setAt(index)}
              onClick={() => take(open, choice)}
            >
              <span className={css.icon}>
                <Icon name={choice.entry.icon} size={15} />
              </span>
              <span className={css.label}>
                <Marked text={choice.entry.label} marks={choice.marks} />
              </span>
              <span className={css.detail}>{choice.port === null ? choice.entry.category : `→ ${choice.port}`}</span>
            </li>
          ))}
        </ul>
        {choices.length === 0 && (
          <p className={css.none}>
            {query === ''
              ? 'No node takes this wire.'
              : `No node is called “${query}”${open.wire === null ? '' : ' and takes this wire'}.`}
          </p>
        )}
        {chosen !== undefined && (
          <p className={css.help}>
            <HelpText text={chosen.entry.help === '' ? chosen.entry.detail : chosen.entry.help} />
          </p>
        )}
      </div>
    </div>
  )
}

function take({ at, node, wire }: Open, { entry, port }: Choice): void {
  closeQuickAdd()
  if (node === 'beside') return addEntry(entry)
  const place = toCanvas(at)
  if (wire === null || port === null) return addEntry(entry, { x: place.x, y: place.y })
  if (isInput(wire.handle))
    addEntryBefore(entry, { x: place.x - 248, y: place.y - 23 }, port, endOfHandle(wire.node, wire.handle))
  else {
    keepOpen(wire)
    addEntryBehind(entry, { x: place.x, y: place.y - 23 }, pathOfHandle(wire.node, wire.handle), port)
  }
}

function fitOf({ wire }: Open): Fit | null {
  if (wire === null || wire.type === null) return null
  return { side: isInput(wire.handle) ? 'output' : 'input', type: wire.type }
}

const WIDTH = 360
const HEIGHT = 400

function usePlace({ at }: Open): { left: number; top: number } {
  return useMemo(
    () => ({
      left: Math.max(8, Math.min(at.x, innerWidth - WIDTH - 8)),
      top: Math.max(8, Math.min(at.y, innerHeight - HEIGHT - 8)),
    }),
    [at],
  )
}
