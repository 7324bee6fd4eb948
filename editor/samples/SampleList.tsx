import { CopyPlus, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { starterSample } from '../../shared/triggers/sample-event.ts'
import { IconButton } from '../ui/Button.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { toast } from '../ui/toast-store.ts'
import { addSample, deleteSample, duplicateSample, renameSample, type ShownSample } from './sample-actions.ts'
import { chooseSample } from './sample-store.ts'
import css from './SampleList.module.css'
import type { SampledTrigger, TriggerSamples } from './use-samples.ts'

interface SampleListProps {
  readonly trigger: SampledTrigger
  readonly given: TriggerSamples
}

/** A trigger's samples by name; the chosen one is what the preview runs on. */
export function SampleList({ trigger, given: { samples, saved, shown } }: SampleListProps) {
  const [renaming, setRenaming] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const focus = (index: number) => requestAnimationFrame(() => {
    list.current?.querySelectorAll<HTMLElement>('[role=option]')[index]?.focus()
  })
  const choose = (index: number) => {
    setRenaming(false)
    chooseSample(shown.flow, trigger.id, index)
  }
  const remove = () => {
    if (!saved) return
    const restore = deleteSample(shown)
    const text = `“${shown.sample.name}” was deleted.`
    toast({ kind: 'note', text, action: { label: 'Bring it back', run: restore } })
    focus(Math.max(0, Math.min(shown.index, samples.length - 2)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (renaming) return
    const step = STEPS[event.key]
    if (step !== undefined) {
      const index = Math.max(0, Math.min(samples.length - 1, shown.index + step))
      choose(index)
      focus(index)
    } else if (event.key === 'F2' || event.key === 'Enter') setRenaming(true)
    else if (event.key === 'Delete' || event.key === 'Backspace') remove()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const rename = (name: string | null) => {
    setRenaming(false)
    if (name !== null) renameSample(shown, name)
    focus(shown.index)
  }
  return (
    <section className={css.side}>
      <header className={css.head}>
        <h3>Samples</h3>
        <IconButton label="Add a sample" size="small" onClick={() => addSample(shown, starterSample(trigger.settings))}>
          <Plus size={15} />
        </IconButton>
        <MenuButton
          label="Sample actions" className={css.more}
          items={() => [
            { kind: 'action', label: 'Rename', icon: <Pencil size={14} />, keys: 'F2', run: () => setRenaming(true) },
            { kind: 'action', label: 'Duplicate', icon: <CopyPlus size={14} />, run: () => duplicateSample(shown) },
            { kind: 'line' },
            {
              kind: 'action', label: 'Delete', icon: <Trash2 size={14} />, keys: '⌫', danger: true, disabled: !saved,
              run: remove,
            },
          ]}
        >
          <Ellipsis size={15} aria-hidden />
        </MenuButton>
      </header>
      <div
        ref={list} className={css.list} role="listbox" aria-label={`Samples of ${trigger.label}`} onKeyDown={onKeyDown}
      >
        {samples.map(({ name }, index) => index === shown.index && renaming
          ? <NameField key={index} shown={shown} onDone={rename} />
          : (
            <button
              key={index} type="button" role="option" aria-selected={index === shown.index}
              tabIndex={index === shown.index ? 0 : -1}
              className={css.option} onClick={() => choose(index)} onDoubleClick={() => setRenaming(true)}
            >
              {name}
            </button>
          ))}
      </div>
      {!saved && <p className={css.note}>A starter. It is kept with the flow once you change it.</p>}
    </section>
  )
}

/** The list stands upright, or lies where there is little room. */
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

function NameField({ shown, onDone }: { readonly shown: ShownSample; readonly onDone: (name: string | null) => void }) {
  const [name, setName] = useState(shown.sample.name)
  const done = useRef(false)
  const finish = (given: string | null) => {
    if (done.current) return
    done.current = true
    onDone(given)
  }
  return (
    <input
      className={css.nameField} aria-label="Sample name" value={name} maxLength={200} ref={selectAll} spellCheck={false}
      onChange={(event) => setName(event.target.value)} onBlur={() => finish(name)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') finish(name)
        if (event.key === 'Escape') finish(null)
      }}
    />
  )
}

function selectAll(input: HTMLInputElement | null): void {
  // A menu that closes gives the focus back to its button first.
  requestAnimationFrame(() => { if (input?.isConnected === true) { input.focus(); input.select() } })
}
