import { type ReactNode, useState } from 'react'
import { Menu, type MenuItem } from './Menu.tsx'

interface MenuButtonProps {
  readonly label: string
  readonly className?: string | undefined
  /** Asked for when the menu opens; `at` is the corner where it does. */
  readonly items: (at: { readonly x: number; readonly y: number }) => readonly MenuItem[]
  readonly children: ReactNode
}

/** A button that unfolds a menu below itself. */
export function MenuButton({ label, items, className, children }: MenuButtonProps) {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null)
  return (
    <>
      <button
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        aria-label={label}
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          setAt({ x: left, y: bottom + 4 })
        }}
      >
        {children}
      </button>
      {at !== null && <Menu at={at} items={items(at)} label={label} onClose={() => setAt(null)} />}
    </>
  )
}
