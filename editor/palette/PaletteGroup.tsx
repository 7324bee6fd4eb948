import { ChevronRight, Ellipsis, Info, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { runtime } from '../rpc/runtime.ts'
import { openMenu } from '../commands/menu-store.ts'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import type { Group } from '../library/catalogue.ts'
import { sizeText } from '../values/view-kind.ts'
import { Icon } from '../ui/Icon.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { toastError } from '../ui/toast-store.ts'
import { showAbout, usePaletteStore } from './palette-store.ts'
import { PaletteEntry } from './PaletteEntry.tsx'
import css from './PaletteGroup.module.css'
import { UnusableExports } from './UnusableExports.tsx'

export function PaletteGroup({ group: { category, icon, entries, from } }: { readonly group: Group }) {
  const [open, setOpen] = useState(true)
  const revealed = usePaletteStore((state) => from !== null && state.revealed === from.digest)
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    if (revealed) element.current?.scrollIntoView({ block: 'nearest' })
  }, [revealed])
  return (
    <section ref={element} className={css.group} data-revealed={revealed}>
      <header
        className={css.top}
        onContextMenu={(event) => {
          if (from === null) return
          event.preventDefault()
          openMenu({ at: { x: event.clientX, y: event.clientY }, label: from.name, items: menuOf(from) })
        }}
      >
        <button
          type="button"
          className={css.head}
          aria-expanded={open}
          data-row
          onClick={() => setOpen(!open)}
          data-tip={from?.name}
          data-tip-code={from === null ? undefined : factsOf(from)}
          data-tip-more={from === null ? undefined : aboutOf(from)}
        >
          <ChevronRight size={13} className={css.arrow} aria-hidden />
          <span className={css.name}>{category}</span>
          <span className={css.count}>{entries.length}</span>
          {from !== null && <span className={css.origin}>{originOf(from)}</span>}
        </button>
        {from !== null && (
          <MenuButton label={`What to do with ${from.name}`} className={css.menu} items={() => menuOf(from)}>
            <Ellipsis size={14} />
          </MenuButton>
        )}
      </header>
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
          {from !== null && from.component.unusable.length > 0 && (
            <UnusableExports exports={from.component.unusable} openAtFirst={entries.length === 0} />
          )}
        </ul>
      )}
    </section>
  )
}

/** Which package, and who brought it here. */
function originOf({ name, builtIn }: LibraryPackage): string {
  return `${name.replace('@', ' ')} · ${builtIn ? 'with Runnel' : 'added'}`
}

function factsOf({ sizeBytes, manifest, digest }: LibraryPackage): string {
  return [sizeText(sizeBytes), manifest?.license, digest.slice('sha256:'.length, 'sha256:'.length + 12)]
    .filter((fact) => fact !== undefined)
    .join(' · ')
}

function aboutOf({ manifest, generatedBecause }: LibraryPackage): string | undefined {
  const slower = generatedBecause === null ? undefined : `Calls of it are slower, by generated code: it has ${generatedBecause}.`
  const about = [manifest?.description, slower].filter((one) => one !== undefined)
  return about.length === 0 ? undefined : about.join(' ')
}

function menuOf(from: LibraryPackage): readonly MenuItem[] {
  const about: MenuItem = {
    kind: 'action', label: 'About this package', icon: <Info size={15} />, run: () => showAbout(from.digest),
  }
  if (from.builtIn) return [about]
  return [
    about,
    { kind: 'line' },
    {
      kind: 'action',
      label: 'Remove from the library',
      icon: <Trash2 size={15} />,
      danger: true,
      run: () => void remove(from),
    },
  ]
}

async function remove({ digest }: LibraryPackage): Promise<void> {
  try {
    await runtime().rpc.call('library.remove', { digest })
  } catch (error) {
    toastError('The package could not be removed.', error)
  }
}
