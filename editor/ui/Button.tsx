import type { ButtonHTMLAttributes, ReactNode } from 'react'
import css from './Button.module.css'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'outline' | 'accent' | 'danger'
  readonly size?: 'normal' | 'small'
  readonly icon?: ReactNode
}

export function Button({ look = 'outline', size = 'normal', icon, children, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" className={`${css.button} ${css[look]} ${size === 'small' ? css.small : ''} ${className}`} {...rest}>
      {icon}
      {children}
    </button>
  )
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Its name, also shown as its tooltip. */
  readonly label: string
  readonly keys?: string
  readonly size?: 'normal' | 'small'
  readonly children: ReactNode
}

export function IconButton({ label, keys, size = 'normal', children, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      data-tip-keys={keys}
      className={`${css.button} ${css.plain} ${css.icon} ${size === 'small' ? css.small : ''} ${className}`}
      {...rest}
    >
      {children}
    </button>
  )
}
