import { ChevronRight, CircleSlash2, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { runtime } from '../rpc/runtime.ts'
import { openMenu } from '../commands/menu-store.ts'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import type { Group } from '../library/catalogue.ts'
import { Icon } from '../ui/Icon.tsx'
import { toastError } from '../ui/toast-store.ts'
import { usePaletteStore } from './palette-store.ts'
import { PaletteEntry } from './PaletteEntry.tsx'
import css from './PaletteGroup.module.css'

export function PaletteGroup({ group: { category, icon, entries, from } }: { readonly group: Group }) {
  const [open, setOpen] = useState(true)
  const unusable = from?.component.unusable ?? []
  const revealed = usePaletteStore((state) => from !== null && state.revealed === from.digest)
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    if (revealed) element.current?.scrollIntoView({ block: 'nearest' })
  }, [revealed])
  return (
    <section ref={element} className={css.group} data-revealed={revealed}>
      <button
        type="button"
        className={css.head}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-tip={from?.name}
        data-tip-more={from?.manifest?.description}
        onContextMenu={(event) => {
          if (from === null || from.builtIn) return
          event.preventDefault()
          openMenu({
            at: { x: event.clientX, y: event.clientY },
            label: from.name,
            items: [
              {
                kind: 'action',
                label: 'Remove from the library',
                icon: <Trash2 size={15} />,
                danger: true,
                run: () => void remove(from),
              },
            ],
          })
        }}
      >
        <ChevronRight size={13} className={css.arrow} aria-hidden />
        <span className={css.name}>{category}</span>
        <span className={css.count}>{entries.length}</span>
      </button>
      {open && (
        <ul>
          {entries.map((entry) => (
            <PaletteEntry key={entry.id} entry={entry} />
          ))}
          {entries.length === 0 && (
            <li className={css.none}>
              <Icon name={icon} size={14} /> No function of it can be a node.
            </li>
          )}
          {unusable.map(({ path, reason }) => (
            <li key={path} className={css.unusable} data-tip={path} data-tip-more={reason} tabIndex={0}>
              <CircleSlash2 size={14} aria-hidden />
              <span>{path.slice(path.lastIndexOf('/') + 1)}</span>
              <span className="visually-hidden">cannot be a node: {reason}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

async function remove({ digest }: LibraryPackage): Promise<void> {
  try {
    await runtime().rpc.call('library.remove', { digest })
  } catch (error) {
    toastError('The package could not be removed.', error)
  }
}
