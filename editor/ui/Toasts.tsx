import { CircleAlert, CircleCheck, Info, LoaderCircle, X } from 'lucide-react'
import { Button, IconButton } from './Button.tsx'
import css from './Toasts.module.css'
import { dismissToast, type Toast, useToastStore } from './toast-store.ts'

const ICONS = { note: Info, good: CircleCheck, bad: CircleAlert, busy: LoaderCircle } as const

export function Toasts() {
  const toasts = useToastStore((state) => state.toasts)
  return (
    <div className={css.stack} role="status" aria-live="polite">
      {toasts.map((each) => (
        <Shown key={each.id} toast={each} />
      ))}
    </div>
  )
}

function Shown({ toast: { id, kind, text, detail, action } }: { readonly toast: Toast }) {
  const Shape = ICONS[kind]
  return (
    <div className={`${css.toast} ${css[kind]}`}>
      <Shape size={16} className={css.icon} aria-hidden />
      <div className={css.text}>
        <p>{text}</p>
        {detail !== null && <p className={css.detail}>{detail}</p>}
      </div>
      {action !== null && (
        <Button
          size="small"
          look="plain"
          onClick={() => {
            dismissToast(id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Dismiss" size="small" onClick={() => dismissToast(id)}>
        <X size={14} />
      </IconButton>
    </div>
  )
}
