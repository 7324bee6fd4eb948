import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './Button.tsx'
import css from './Dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** Null for a question that has to be answered. */
  readonly onClose: (() => void) | null
  readonly wide?: boolean
}

export function Dialog({ title, children, onClose, wide = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    element.current?.showModal()
  }, [])
  return (
    <dialog
      ref={element}
      className={`${css.dialog} ${wide ? css.wide : ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
      onPointerDown={(event) => {
        if (event.target === element.current) onClose?.()
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className={css.body}>
        <header className={css.head}>
          <h2 id={id}>{title}</h2>
          {onClose !== null && (
            <IconButton label="Close" size="small" onClick={onClose}>
              <X size={16} />
            </IconButton>
          )}
        </header>
        {children}
      </div>
    </dialog>
  )
}

export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <footer className={css.actions}>{children}</footer>
}
