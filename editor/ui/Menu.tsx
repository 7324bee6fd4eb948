import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import css from './Menu.module.css'

export type MenuItem =
  | {
      readonly kind: 'action'
      readonly label: string
      readonly icon?: ReactNode
      readonly keys?: string
      readonly danger?: boolean
      readonly disabled?: boolean
      readonly checked?: boolean
      readonly run: () => void
    }
  | { readonly kind: 'line' }
  | { readonly kind: 'heading'; readonly label: string }

interface MenuProps {
  /** Where its corner goes, in page pixels. It turns round at the window's edges. */
  readonly at: { readonly x: number; readonly y: number }
  readonly items: readonly MenuItem[]
  readonly label: string
  readonly onClose: () => void
}

export function Menu({ at, items, label, onClose }: MenuProps) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: at.x, top: at.y })

  useLayoutEffect(() => {
    const { width, height } = (box.current as HTMLDivElement).getBoundingClientRect()
    setPlace({
      left: Math.max(8, Math.min(at.x, innerWidth - width - 8)),
      top: Math.max(8, Math.min(at.y, innerHeight - height - 8)),
    })
  }, [at])
  useEffect(() => {
    const before = document.activeElement
    buttonsOf(box.current)[0]?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])

  return createPortal(
    <div
      className={css.scrim}
      onPointerDown={onClose}
      onContextMenu={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div
        ref={box}
        className={css.menu}
        style={place}
        role="menu"
        aria-label={label}
        onPointerDown={(event) => event.stopPropagation()}
        onKeyDown={(event) => onKey(event, box.current, onClose)}
      >
        {items.map((item, index) => (
          <Entry key={index} item={item} onClose={onClose} />
        ))}
      </div>
    </div>,
    document.body,
  )
}

function Entry({ item, onClose }: { readonly item: MenuItem; readonly onClose: () => void }) {
  switch (item.kind) {
    case 'line': return <hr className={css.line} />
    case 'heading': return <div className={css.heading}>{item.label}</div>
    case 'action':
      return (
        <button
          type="button"
          role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
          aria-checked={item.checked}
          className={`${css.item} ${item.danger === true ? css.danger : ''}`}
          disabled={item.disabled}
          onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
          onClick={() => {
            onClose()
            item.run()
          }}
        >
          <span className={css.icon}>{item.icon}</span>
          <span className={css.label}>{item.label}</span>
          {item.keys !== undefined && <kbd className={css.keys}>{item.keys}</kbd>}
        </button>
      )
  }
}

function onKey(event: KeyboardEvent, box: HTMLElement | null, onClose: () => void): void {
  event.stopPropagation()
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault()
    onClose()
    return
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const buttons = buttonsOf(box)
  const now = buttons.indexOf(document.activeElement as HTMLButtonElement)
  buttons.at((now + (event.key === 'ArrowDown' ? 1 : -1)) % buttons.length)?.focus()
}

function buttonsOf(box: HTMLElement | null): HTMLButtonElement[] {
  return [...(box?.querySelectorAll('button') ?? [])].filter((button) => !button.disabled)
}
