import type { ReactNode } from 'react'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import { exportsInterface } from '../../shared/resolve/middleware.ts'
import { clockText, spanText } from '../app/time-text.ts'
import { importedBy, wordsOf } from '../grants/may-do.ts'
import { useLibraryStore } from '../library/library-store.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { sizeText } from '../values/view-kind.ts'
import css from './PackageDialog.module.css'
import { showAbout, usePaletteStore } from './palette-store.ts'

/** What a package is, asks for and cost to be let in. */
export function PackageDialog() {
  const digest = usePaletteStore((state) => state.about)
  const from = useLibraryStore(({ packages }) => packages.find((each) => each.digest === digest))
  if (from === undefined) return null
  return (
    <Dialog title={from.name} onClose={() => showAbout(null)}>
      {from.manifest !== null && <p className={css.about}>{from.manifest.description}</p>}
      <Asks from={from} />
      <h3 className={css.heading}>Admission</h3>
      <dl className={css.facts}>{factsOf(from).map(([name, fact]) => <div key={name}><dt>{name}</dt><dd>{fact}</dd></div>)}</dl>
    </Dialog>
  )
}

function Asks({ from: { component } }: { readonly from: LibraryPackage }) {
  const { capabilities, free, unknown } = importedBy(component.imports)
  const before = component.imports.filter(({ name, functions }) => functions.length > 0 && exportsInterface(component, name))
  return (
    <>
      <h3 className={css.heading}>Asks for</h3>
      {capabilities.length === 0 && <p className={css.quiet}>Nothing that is granted.</p>}
      <ul className={css.list} aria-label="Asks for">
        {capabilities.map(({ name, label, help, icon }) => (
          <li key={name}>
            <span className={css.icon}><Icon name={icon} size={15} /></span>
            <div><strong>{label}</strong> <code>{name}</code><p>{help} Only where a node grants it.</p></div>
          </li>
        ))}
      </ul>
      {free.length > 0 && <p className={css.quiet}>Without a grant it has {wordsOf(free)}.</p>}
      {unknown.length > 0 && (
        <p className={css.quiet}>Nothing provides {unknown.map((name) => <code key={name}>{name}</code>)} here: calls of it fail.</p>
      )}
      {before.length > 0 && (
        <p className={css.quiet}>
          It can stand between other components and the host, before {before.map(({ name }) => <code key={name}>{name}</code>)}: a node’s
          inspector offers it.
        </p>
      )}
    </>
  )
}

function factsOf({ sizeBytes, manifest, digest, builtIn, addedMs, admission, generatedBecause }: LibraryPackage): readonly (readonly [string, ReactNode])[] {
  return [
    ['Size', `${sizeText(sizeBytes)}, of which ${sizeText(admission.coresBytes)} are core modules`],
    ['Checked in', spanText(admission.durationMs)],
    ['Called by', generatedBecause === null ? 'the binder' : `generated code, which is slower: it has ${generatedBecause}`],
    ['Imports', admission.imports === 1 ? '1 interface' : `${admission.imports} interfaces`],
    ...(manifest === null ? [] : [['License', manifest.license] as const]),
    ['Came', builtIn ? 'with Runnel' : `${new Date(addedMs).toLocaleDateString()} ${clockText(addedMs)}`],
    ['Digest', <code key="digest">{digest}</code>],
  ]
}
