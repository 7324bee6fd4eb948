import type { DragEvent } from 'react'
import { ENTRY_TYPE } from '../canvas/drop-on-canvas.ts'
import { addNodeNamed } from '../commands/node-commands.ts'
import { useSessionStore } from '../session/session-store.ts'
import type { CatalogueEntry } from '../library/catalogue.ts'
import { Icon } from '../ui/Icon.tsx'
import { Marked } from '../ui/Marked.tsx'
import css from './PaletteEntry.module.css'

interface PaletteEntryProps {
  readonly entry: CatalogueEntry
  readonly marks?: readonly number[]
}

export function PaletteEntry({ entry: { id, label, icon, help, detail, kind }, marks = [] }: PaletteEntryProps) {
  const canAdd = useSessionStore((state) => state.flow !== null)
  const begin = (event: DragEvent) => {
    event.dataTransfer.setData(ENTRY_TYPE, id)
    event.dataTransfer.effectAllowed = 'copy'
  }
  return (
    <li>
      <button
        type="button"
        className={css.entry}
        data-kind={kind.kind}
        tabIndex={-1}
        data-row
        draggable
        onDragStart={begin}
        disabled={!canAdd}
        onDoubleClick={() => addNodeNamed(id)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            addNodeNamed(id)
          }
        }}
        data-tip={label}
        data-tip-code={detail}
        data-tip-more={help === '' ? undefined : help}
      >
        <span className={css.icon}>
          <Icon name={icon} size={15} />
        </span>
        <span className={css.label}>
          <Marked text={label} marks={marks} />
        </span>
      </button>
    </li>
  )
}
