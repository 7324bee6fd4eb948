import { Cloud, CloudAlert, CloudCheck, CloudOff, CloudUpload } from 'lucide-react'
import { useDraftStore } from '../document/draft-store.ts'
import css from './SaveNotice.module.css'

const SHAPES = {
  saved: CloudCheck,
  unsaved: Cloud,
  saving: CloudUpload,
  offline: CloudOff,
  conflict: CloudAlert,
  refused: CloudAlert,
} as const
const TEXTS = {
  saved: 'Saved',
  unsaved: 'Not saved yet',
  saving: 'Saving',
  offline: 'Kept in this browser until the runtime is back',
  conflict: 'Changed elsewhere',
  refused: 'The runtime refused to save',
} as const

export function SaveNotice() {
  const save = useDraftStore((state) => state.save)
  const Shape = SHAPES[save.kind]
  return (
    <span
      className={css.notice}
      data-kind={save.kind}
      role="status"
      data-tip={TEXTS[save.kind]}
      data-tip-more={save.kind === 'refused' ? save.message : undefined}
    >
      <Shape size={16} aria-hidden />
      <span className="visually-hidden">{TEXTS[save.kind]}</span>
    </span>
  )
}
