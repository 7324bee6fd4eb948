import css from './Switch.module.css'

interface SwitchProps {
  readonly label: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

export function Switch({ label, on, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      data-tip={on ? 'Set' : 'Not set'}
      className={css.switch}
      onClick={() => onChange(!on)}
    />
  )
}
